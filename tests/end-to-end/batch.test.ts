import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { type BatchLine, LoopbackBatches } from '../loopback-batches.ts';
import { type ChatRequest, diligent, isJudging, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

// The stand-in reports 1,000 tokens in and 100 out for every call; a batch has half the price.
const priceOfCall = 1000e-6 + 100 * 2e-6;
const price = { input: 1, output: 2, batch: 0.5 };
const input = ['--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];
const batched = ['run', ...input, '--batch'];

/** A place to run in with an endpoint and a database of its own. */
async function place() {
  const batches = new LoopbackBatches();
  const endpoint = await startLoopbackEndpoint(diligent, { batches });
  afterAll(() => endpoint.close());
  const cwd = await temporaryFolder();
  const database = await createDatabase();
  await writeCorpus(join(cwd, 'corpus.jsonl'), 8);
  await writeFile(join(cwd, 'prices.json'), JSON.stringify({ 'loopback:*': price, 'judge:*': price }));
  const settings = {
    ...{ DATABASE_URL: database, OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-secret' },
    ...{ SEVENLLM_MODEL: 'loopback:1b', SEVENLLM_PRICES: 'prices.json', SEVENLLM_MAX_ATTEMPTS: '3' },
  };
  const run = (args: string[], more: Record<string, string> = {}) => runCommand(cwd, args, { ...settings, ...more });
  const json = async (args: string[]) => JSON.parse((await run([...args, '--json'])).stdout);
  return {
    batches,
    endpoint,
    database,
    folder: cwd,
    run,
    json,
    start: (args: string[]) => startCommand(cwd, args, settings),
  };
}

const direct = await (async () => {
  const { run, folder } = await place();
  const result = await run(['run', ...input]);
  expect(result.code, result.stderr).toBe(0);
  return shardHashes(folder);
})();

/** All that was paid: completions by batch at half the price, those that were asked directly at the full one. */
async function expectPaidOnce(
  { batches, endpoint, json, run }: Awaited<ReturnType<typeof place>>,
  again = new Set<string>(),
) {
  const status = await json(['status']);
  const [{ calls, cost }] = status.spend.byModel;
  expect(calls).toBe(batches.times.size + endpoint.requests.length);
  expect(cost).toBeCloseTo((batches.times.size / 2 + endpoint.requests.length) * priceOfCall, 6);
  expect(status.spend.unstored.calls).toBe(0);
  expect(status.batches).toMatchObject({ waiting: 0, open: [] });
  for (const [id, times] of batches.times) expect(times, id).toBe(again.has(id) ? 2 : 1);
  const audited = await run(['audit', '--json']);
  expect(audited.code, audited.stdout).toBe(0);
}

describe('a run with --batch', () => {
  it('ends with the same shards as one without, at half the price, and asks directly but once', async () => {
    const here = await place();
    const result = await here.run(batched);
    expect(result.code, result.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(direct);
    // The first question of all teaches the form; selection and generation are a round of batches each.
    expect(here.endpoint.requests).toHaveLength(1);
    expect(here.batches.batches).toHaveLength(2);
    await expectPaidOnce(here);
    const again = await here.run(batched);
    expect(again.code, again.stderr).toBe(0);
    expect(here.batches.batches).toHaveLength(2);
    for (const text of [result.stdout, result.stderr, JSON.stringify(here.batches.submitted)])
      expect(text).not.toContain('sk-secret');
  }, 300_000);

  it('gives the same shards after a kill -9 at any step, sends nothing again and pays nothing twice', async () => {
    const moments: Record<string, (batches: LoopbackBatches, kill: () => void, database: string) => void> = {
      'before the upload': (batches, kill) => {
        batches.refuse = (call) => (call === 'POST /v1/files' ? dead(kill) : null);
      },
      'after the upload': (batches, kill) => {
        batches.refuse = (call) => (call === 'POST /v1/batches' ? dead(kill) : null);
      },
      'when the batch is made, and nobody knows': (batches, kill) => {
        batches.onMade = kill;
      },
      'while it is in progress': (batches, kill) => {
        batches.isFree = false;
        batches.refuse = (call) =>
          call === 'GET /v1/batches/ID' && batches.batches[0]?.status === 'in_progress' ? dead(kill) : null;
      },
      'in the middle of collecting': (batches, kill, database) => {
        // Some of what was sent is stored by then, the rest is not.
        batches.onHalfSent = async () => {
          if (batches.batches.length < 2) return;
          const sent = batches.submitted[1]!.length;
          await until(async () => (await completionsIn(database)) > batches.submitted[0]!.length + 1);
          expect(await completionsIn(database)).toBeLessThan(batches.submitted[0]!.length + 1 + sent);
          kill();
        };
      },
    };
    for (const [moment, arrange] of Object.entries(moments)) {
      const here = await place();
      const command = here.start(batched);
      arrange(here.batches, () => command.process.kill('SIGKILL'), here.database);
      expect((await command.ended).signal, moment).toBe('SIGKILL');
      Object.assign(here.batches, { refuse: () => null, onMade: () => {}, onHalfSent: () => {}, isFree: true });
      const result = await here.run(batched);
      expect(result.code, `${moment}: ${result.stderr}`).toBe(0);
      expect(await shardHashes(here.folder), moment).toEqual(direct);
      expect(here.batches.batches, moment).toHaveLength(2);
      await expectPaidOnce(here);
    }
  }, 600_000);

  it('asks a judge by batches as well, and goes on with it after a kill -9', async () => {
    const judged = ['--judge', 'judge:7b'];
    const asked = await place();
    expect((await asked.run(['run', ...input, ...judged])).code).toBe(0);
    const here = await place();
    const command = here.start([...batched, ...judged]);
    here.batches.refuse = (call) =>
      call === 'GET /v1/batches/ID' && isOfJudge(here.batches.submitted.at(-1)!)
        ? dead(() => command.process.kill('SIGKILL'))
        : null;
    expect((await command.ended).signal).toBe('SIGKILL');
    expect(here.endpoint.requests.filter(isJudging)).toHaveLength(1);
    here.batches.refuse = () => null;
    const result = await here.run([...batched, ...judged]);
    expect(result.code, result.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(await shardHashes(asked.folder));
    // Of each model the first question is asked directly; its document is a round ahead of the others.
    expect(here.endpoint.requests).toHaveLength(2);
    const judgings = here.batches.submitted.flat().filter(({ body }) => isJudging(body));
    expect(here.batches.batches.length).toBeLessThanOrEqual(4);
    for (const [id, times] of here.batches.times) expect(times, id).toBe(1);
    const { spend, batches, judges } = await here.json(['status']);
    const judging = spend.byModel.find(({ model }: { model: string }) => model === 'judge:7b');
    expect(judging.calls).toBe(judgings.length + 1);
    expect(judging.calls).toBe(asked.endpoint.requests.filter(isJudging).length);
    expect(judging.cost).toBeCloseTo((judging.calls - 1) * (priceOfCall / 2) + priceOfCall, 6);
    expect(judges).toMatchObject([{ model: 'judge:7b', low: 0 }]);
    expect(batches).toMatchObject({ waiting: 0, open: [] });
    expect(spend.unstored.calls).toBe(0);
    const audited = await here.run(['audit', '--json']);
    expect(audited.code, audited.stdout).toBe(0);
  }, 300_000);

  it('asks a judge directly whose endpoint has no batches', async () => {
    const here = await place();
    const none = new LoopbackBatches();
    none.refuse = () => ({ status: 404 });
    const other = await startLoopbackEndpoint(diligent, { batches: none });
    afterAll(() => other.close());
    const result = await here.run([...batched, '--judge', 'judge:7b'], {
      SEVENLLM_JUDGE_BASE_URL: other.baseUrl,
    });
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toMatch(/The judge's endpoint at http.* has no Batch API: the judge is asked directly/);
    expect(other.requests.length).toBeGreaterThan(20);
    expect(other.requests.every(isJudging)).toBe(true);
    expect(here.batches.batches).toHaveLength(2);
    expect((await here.run(['audit'])).code).toBe(0);
  }, 300_000);

  it('sends again what expired, failed or was left out, and nothing else', async () => {
    const here = await place();
    const again = new Set<string>();
    let number = 0;
    here.batches.fateOf = ({ custom_id }, times) => {
      if (times > 1) return 'answer';
      const fate = (
        ['answer', 'expire', 'answer', 'omit', 'answer', { status: 500, error: { message: 'it broke' } }] as const
      )[number++ % 6]!;
      if (fate !== 'answer') again.add(custom_id);
      return fate;
    };
    const result = await here.run(batched);
    expect(result.code, result.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(direct);
    expect(again.size).toBeGreaterThan(20);
    await expectPaidOnce(here, again);
  }, 300_000);

  it('fails the cell of a request that fails for ever, with its reason, and no other', async () => {
    const here = await place();
    const bad = { never: '', refused: '' };
    here.batches.fateOf = ({ custom_id, body }) => {
      if (!isDraft(body)) return 'answer';
      bad.never ||= custom_id;
      if (custom_id === bad.never) return { status: 503, error: { message: 'no room' } };
      bad.refused ||= custom_id;
      return custom_id === bad.refused
        ? { status: 400, error: { message: 'too long for us', code: 'too_much' } }
        : 'answer';
    };
    const result = await here.run([...batched, '--json']);
    expect(result.code, result.stderr).toBe(1);
    const { status } = JSON.parse(result.stdout);
    const generate = status.work.filter(({ stage }: { stage: string }) => stage === 'generate');
    const countOf = (state: string) =>
      generate
        .filter((row: { state: string }) => row.state === state)
        .reduce((sum: number, row: { count: number }) => sum + row.count, 0);
    // A request serves both languages.
    expect(countOf('failed')).toBe(4);
    expect(countOf('pending')).toBe(0);
    expect(countOf('kept')).toBeGreaterThan(100);
    expect(here.batches.times.get(bad.never)).toBe(3);
    expect(here.batches.times.get(bad.refused)).toBe(1);
    const listed = (await here.run(['failed', 'list', '--json'])).stdout;
    expect(listed).toMatch(/The Batch API brought no answer: HTTP 503 no room/);
    expect(listed).toMatch(/The Batch API brought no answer: HTTP 400 too_much too long for us/);
    expect((await here.run(['audit'])).code).toBe(0);
  }, 300_000);

  it('keeps what is out within the budget, and goes on under a higher cap', async () => {
    const here = await place();
    // The bound of a call is more than a tenth of it, what a call costs a fiftieth.
    const cap = 0.03;
    const bounds: number[] = [];
    here.batches.onMade = async () => {
      bounds.push(
        await read(here.database, 'select cost + (select sum(cost) from unstored_call) as value from spend_total'),
      );
    };
    const stopped = await here.run([...batched, '--max-cost', String(cap)]);
    expect(stopped.code, stopped.stderr).toBe(3);
    expect(stopped.stderr).toMatch(/The budget of \$0\.0300 is spent/);
    expect(bounds.length).toBeGreaterThan(1);
    for (const bound of bounds) expect(bound).toBeLessThanOrEqual(cap + 1e-9);
    const paused = await spendOf(here);
    expect(paused.cost).toBeLessThanOrEqual(cap);
    expect(paused.unstored.calls).toBe(0);
    const rest = await here.run(['run', '--batch', '--max-cost', '50']);
    expect(rest.code, rest.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(direct);
    await expectPaidOnce(here);
  }, 300_000);

  it('submits and leaves with --no-wait, is shown by status, and is collected by whoever comes next', async () => {
    const here = await place();
    here.batches.isFree = false;
    const left = await here.run([...batched, '--no-wait']);
    expect(left.code, left.stderr).toBe(0);
    expect(left.stderr).toMatch(/The batch goes on at the endpoint; run again to collect: sevenllm run --batch/);
    const shown = await here.run(['status']);
    expect(shown.stdout).toMatch(/Batch batch-1 at http.* \(loopback:1b\): in_progress, 0 of \d+ requests done/);
    // Whoever asks directly does not ask what is out.
    here.batches.isFree = true;
    const rest = await here.run(['run']);
    expect(rest.code, rest.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(direct);
    expect(here.batches.batches).toHaveLength(1);
    expect((await here.json(['status'])).spend.byModel[0].calls).toBe(
      here.batches.times.size + here.endpoint.requests.length,
    );
  }, 300_000);

  it('leaves at once when it is interrupted, and says how to collect', async () => {
    const here = await place();
    here.batches.isFree = false;
    const command = here.start(batched);
    here.batches.refuse = (call) => {
      if (call === 'GET /v1/batches/ID' && here.batches.batches[0]?.status === 'in_progress')
        command.process.kill('SIGINT');
      return null;
    };
    const { code, stderr } = await command.ended;
    expect(code, stderr).toBe(130);
    expect(stderr).toMatch(/The batch goes on at the endpoint; run again to collect/);
  }, 300_000);

  it('says so where the endpoint has no Batch API, and goes on without', async () => {
    const here = await place();
    here.batches.refuse = () => ({ status: 404 });
    const result = await here.run(batched);
    expect(result.code, result.stderr).toBe(2);
    expect(result.stderr).toMatch(/has no Batch API \(HTTP 404\); run without --batch/);
    const rest = await here.run(['run']);
    expect(rest.code, rest.stderr).toBe(0);
    expect(await shardHashes(here.folder)).toEqual(direct);
  }, 300_000);

  it('estimates the cost of the Batch API', async () => {
    const here = await place();
    const estimate = await here.json(['run', ...input, '--estimate', '--batch', '--judge', 'judge:7b']);
    for (const { cost, directCost } of [estimate, estimate.judging]) {
      expect(cost.likely).toBeGreaterThan(0);
      expect(cost.likely).toBeCloseTo(directCost.likely / 2, 9);
    }
    expect((await here.run(['run', '--estimate', '--batch'])).stdout).toMatch(
      /cost by the Batch API +\$.*\n +without it +\$/,
    );
  }, 300_000);
});

/** Whether a batch holds most of a judge's questions. */
const isOfJudge = (lines: BatchLine[]) => lines.length > 20 && lines.every(({ body }) => isJudging(body));

const isDraft = (body: ChatRequest) => body.response_format?.json_schema?.name === 'draft';

async function spendOf({ json }: Awaited<ReturnType<typeof place>>) {
  const { spend } = await json(['status']);
  return { cost: (spend.byModel[0]?.cost ?? 0) as number, unstored: spend.unstored as { calls: number; cost: number } };
}

/** Kills who asks, and does not answer. */
function dead(kill: () => void) {
  kill();
  return { status: 503 };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const completionsIn = (database: string) => read(database, 'select count(*) as value from completion');

async function read(database: string, query: string): Promise<number> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ value: string }>(query);
  await client.end();
  return Number(rows[0]!.value);
}
