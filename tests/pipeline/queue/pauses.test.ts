import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { sampleNewsEn } from '../../../crawlers/sources/sample-news-en.ts';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { pauseStages, resumeStages } from '../../../pipeline/ledger/paused-stages.ts';
import { readStatus } from '../../../pipeline/ledger/status.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { startSampleNews } from '../../../sample-news/server.ts';
import { temporaryFolder } from '../../end-to-end/corpus.ts';
import { startOwnRedis } from '../../end-to-end/own-redis.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument } from '../ledger/records.ts';
import { reports, until } from '../metrics/worked-ledger.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());

/** A ledger with three documents, and sessions on it with one job of a stage under way, whose log lines are kept. */
async function pausableLedger(settings: Partial<Config>) {
  const { ledger, config } = await createLedger();
  for (const text of Object.values(reports)) await enterDocument(ledger, config, text);
  const site = { close: async () => {}, sources: new Map<string, typeof sampleNewsEn>() };
  const lines: string[] = [];
  const open = () =>
    Session.open({
      config: loadConfig(
        { databaseUrl: config.databaseUrl, understanding: 1, generation: 1, languages: 'source', ...settings },
        {},
      ),
      ...{ command: 'test', sources: site.sources, concurrency: 1 },
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    });
  const { db } = ledger;
  return {
    ...{ db, open, sources: site.sources },
    /** Waits until so many sessions have seen what was said of pauses. */
    told: (what: string, sessions: number) =>
      until(() => lines.filter((line) => line.includes(`"${what}"`)).length === sessions),
    async pending(stage: string): Promise<number> {
      const { work } = await readStatus(db);
      return work
        .filter((row) => row.stage === stage && row.state === 'pending')
        .reduce((sum, { count }) => sum + count, 0);
    },
  };
}

const model = { openaiBaseUrl: endpoint.baseUrl, model: 'teacher-7b' };
const redis = inject('redisUrl') === null ? null : await startOwnRedis(await temporaryFolder());

for (const backend of ['postgres', 'redis'] as const)
  describe.skipIf(backend === 'redis' && redis === null)(`a pause on ${backend}`, () => {
    const queue: Partial<Config> = backend === 'redis' ? { redisUrl: redis!.url } : {};

    it('lets what is under way end, and two workers take nothing up, until the stage is resumed', async () => {
      const { db, open, told, pending } = await pausableLedger({ ...queue, ...model });
      let generating = 0;
      let answer = () => {};
      const answering = new Promise<void>((resolve) => {
        answer = resolve;
      });
      endpoint.answer(async (request) => {
        if (request.response_format?.json_schema?.name !== 'selection') {
          generating++;
          await answering;
        }
        return diligent(request);
      });
      const workers = [await open(), await open()];
      try {
        for (const worker of workers) await worker.work();
        // One document each, with a cell for each kind of task; the third is not begun.
        await until(() => generating === 4);
        await pauseStages(db, ['generate'], 'the prompt is being changed');
        await told('generate is paused.', 2);
        answer();
        await until(async () => (await pending('generate')) === 2);
        await sleep(1500);
        if (backend === 'redis') await redis!.flush();
        await sleep(3000);
        expect(generating).toBe(4);
        expect([await pending('select'), await pending('generate'), await pending('validate')]).toEqual([0, 2, 0]);
        expect((await readStatus(db)).paused).toMatchObject([
          { stage: 'generate', reason: 'the prompt is being changed' },
        ]);
        expect(await resumeStages(db, ['generate'])).toEqual(['generate']);
        await until(() => workers[0]!.isSettled());
        expect(generating).toBe(6);
        expect((await audit(db)).balanced).toBe(true);
      } finally {
        answer();
        await Promise.all(workers.map((worker) => worker.close('ended')));
      }
    }, 90_000);

    it('holds a worker that comes later, and what goes on inline; a run ends with a word', async () => {
      const { db, open, pending } = await pausableLedger({
        ...{ ...queue, queuePrefix: 'inline', teacher: 'rules' },
        ...{ understanding: 3, generation: 3 },
      });
      await pauseStages(db, ['validate'], null);
      const session = await open();
      const outcome = await runUntilSettled(session, AbortSignal.timeout(40_000));
      await session.close('ended');
      const drafts = await pending('validate');
      expect(drafts).toBeGreaterThan(0);
      expect(outcome).toMatchObject({
        stopped: {
          message: expect.stringMatching(
            new RegExp(`^validate is paused since 20\\S+: ${drafts} records wait. \`sevenllm resume validate\``),
          ),
        },
      });
      expect((await readStatus(db)).pairs.en).toBe(0);
      expect((await audit(db)).balanced).toBe(true);
      await resumeStages(db, ['validate']);
      const next = await open();
      expect(await runUntilSettled(next, AbortSignal.timeout(40_000))).toBe('settled');
      await next.close('ended');
      expect((await readStatus(db)).pairs.en).toBeGreaterThan(0);
      expect((await audit(db)).balanced).toBe(true);
    }, 90_000);
  });

it('ends a run whose crawl waits for a teacher that is paused, and one whose crawl is paused on the way', async () => {
  endpoint.answer(diligent);
  const site = await startSampleNews();
  const { db, open, sources, pending, told } = await pausableLedger({ ...model, maxBacklog: 2 });
  const source = { ...sampleNewsEn, maxPages: 6, connectTo: site.connectTo };
  sources.set(source.id, source);
  await pauseStages(db, ['generate'], null);
  const session = await open();
  try {
    await session.crawl(source);
    expect(await runUntilSettled(session, AbortSignal.timeout(60_000))).toMatchObject({
      stopped: { message: expect.stringMatching(/^generate is paused .*\d+ records wait/) },
    });
    expect(await pending('crawl')).toBeGreaterThan(0);
    await pauseStages(db, ['crawl'], null);
    await told('crawl is paused.', 1);
    await resumeStages(db, ['generate']);
    expect(await runUntilSettled(session, AbortSignal.timeout(60_000))).toMatchObject({
      stopped: { message: expect.stringMatching(/^crawl is paused .*\d+ records wait/) },
    });
    expect(await pending('generate')).toBe(0);
  } finally {
    await session.close('ended');
    await site.close();
  }
}, 150_000);
