import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { sampleNewsEn } from '../../../crawlers/sources/sample-news-en.ts';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { readStatus } from '../../../pipeline/ledger/status.ts';
import { runUntilSettled } from '../../../pipeline/run.ts';
import { Session } from '../../../pipeline/session.ts';
import { startSampleNews } from '../../../sample-news/server.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument } from '../ledger/records.ts';
import { reports, until } from '../metrics/worked-ledger.ts';

const site = await startSampleNews();
const endpoint = await startLoopbackEndpoint();
afterAll(() => Promise.all([site.close(), endpoint.close()]));

const source = { ...sampleNewsEn, maxPages: 6, connectTo: site.connectTo };

/** A ledger with three documents that wait for the teacher, and sessions that may crawl. */
async function waitingLedger() {
  const { ledger, config } = await createLedger();
  for (const text of Object.values(reports)) await enterDocument(ledger, config, text);
  const open = (overrides: Partial<Config>) =>
    Session.open({
      config: loadConfig(
        {
          ...{ databaseUrl: config.databaseUrl, openaiBaseUrl: endpoint.baseUrl, model: 'teacher-7b' },
          ...{ understanding: 1, generation: 1, languages: 'source', logLevel: 'silent', ...overrides },
        },
        {},
      ),
      command: 'test',
      sources: new Map([[source.id, source]]),
      log: pino({ level: 'silent' }),
    });
  return { db: ledger.db, open };
}

it('lets the crawl wait for a slow endpoint, says so, and goes on once that has caught up', async () => {
  let answer = () => {};
  const answering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  endpoint.answer(async (request) => {
    await answering;
    return diligent(request);
  });
  const { db, open } = await waitingLedger();
  const session = await open({ maxBacklog: 2 });
  try {
    await session.crawl(source);
    const running = runUntilSettled(session, AbortSignal.timeout(80_000));
    await until(async () => (await readStatus(db)).holds.length > 0);
    const { holds, crawls } = await readStatus(db);
    expect(holds[0]?.because).toMatch(/^more than 2 documents wait for teacher-7b, .*SEVENLLM_MAX_BACKLOG/);
    await sleep(1500);
    expect((await readStatus(db)).crawls[0]?.visited).toEqual(crawls[0]?.visited);
    expect(await session.isSettled(['crawl'])).toBe(false);
    answer();
    expect(await running).toBe('settled');
    const after = await readStatus(db);
    expect(after.holds).toEqual([]);
    expect(after.documents.en).toBeGreaterThan(3);
    expect((await audit(db)).balanced).toBe(true);
  } finally {
    answer();
    await session.close('ended');
  }
}, 120_000);

it('lets whoever only crawls go on, unless there is a limit and others are to do the rest', async () => {
  const { db, open } = await waitingLedger();
  const stages = ['crawl', 'clean', 'dedupe'] as const;
  const worker = await open({ maxBacklog: 2 });
  await worker.crawl(source);
  await worker.work(stages, { besideOthers: true });
  await until(async () => (await readStatus(db)).holds.length > 0);
  expect(await worker.isSettled(stages)).toBe(false);
  await worker.close('ended');
  const alone = await open({ maxBacklog: 2 });
  expect(await runUntilSettled(alone, AbortSignal.timeout(60_000), stages)).toBe('settled');
  await alone.close('ended');
}, 90_000);
