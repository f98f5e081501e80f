import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../pipeline/config.ts';
import { type Ledger, openLedger } from '../../pipeline/ledger/ledger.ts';
import { type ChatRequest, diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];
const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());

/** A corpus taken in and answered once, and what the commands print when they are given there. */
async function corpus(settings: NodeJS.ProcessEnv, every: number) {
  const folder = await temporaryFolder();
  const environment = { ...settings, DATABASE_URL: await createDatabase() };
  await writeCorpus(join(folder, 'corpus.jsonl'), every);
  const command = async (...args: string[]) => {
    const result = await runCommand(folder, args, environment);
    expect(result.code, result.stderr + result.stdout).toBe(0);
    return result.stdout;
  };
  await command(...run);
  const ledger = await openLedger(loadConfig({ databaseUrl: environment.DATABASE_URL }, {}));
  afterAll(() => ledger.close());
  return {
    ...{ folder, environment, command, ledger },
    /** Of the shards of a fresh export. */
    async hashes() {
      const out = join(folder, 'output', 'sevenllm-instruct');
      await rm(out, { recursive: true });
      await command('export', '--out', 'exported');
      await rename(join(folder, 'exported'), out);
      return shardHashes(folder);
    },
  };
}

const pairsOf = (ledger: Ledger) =>
  ledger.db.selectFrom('pair').select(['id', 'task', 'language', 'thought', 'output']).orderBy('id').execute();

const counted = (report: { outcome: string; count: number }[], outcome: string) =>
  report.filter((row) => row.outcome === outcome).reduce((sum, { count }) => sum + count, 0);

describe('with a model', () => {
  const model = 'loopback:1b';
  const settings = {
    ...{ OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-test', SEVENLLM_MODEL: model },
    // The endpoint's favourites are chosen, the task below among them.
    SEVENLLM_STEERING: '0',
  };
  const task = 'malware-feature-extraction';
  let made: Awaited<ReturnType<typeof corpus>>;
  let first: Record<string, string>;
  beforeAll(async () => {
    made = await corpus(settings, 4);
    first = await made.hashes();
  }, 300_000);

  const isSelection = (request: ChatRequest) => request.response_format?.json_schema?.name === 'selection';
  /** As `diligent`, with another thought. */
  const thinkingAnew = (request: ChatRequest) => {
    const reply = diligent(request);
    if (!('content' in reply) || isSelection(request)) return reply;
    const answer = JSON.parse(reply.content) as { thought: Record<string, string> };
    answer.thought.en = `On second reading: ${answer.thought.en}`;
    answer.thought.zh = `再次细读：${answer.thought.zh}`;
    return { content: JSON.stringify(answer) };
  };

  it('says what a rerun would ask and why, and asks nothing', async () => {
    const asked = endpoint.requests.length;
    expect(await made.command('rerun', '--task', task, '--stale', '--dry-run')).toMatch(/Nothing new is to be asked/);
    const plan = JSON.parse(await made.command('rerun', '--task', task, '--all', '--dry-run', '--json'));
    const pairs = (await pairsOf(made.ledger)).filter((pair) => pair.task === task);
    const because = (reason: string) => plan.cells.filter((cell: { because: string }) => cell.because === reason);
    expect(because('asked')).toHaveLength(pairs.length);
    expect(because('rejected')).toHaveLength(plan.planned - pairs.length);
    expect(plan.calls).toBe(plan.planned / 2);
    const due = JSON.parse(await made.command('rerun', '--task', task, '--dry-run', '--json'));
    expect(due.cells).toEqual(because('rejected'));
    const printed = await made.command('rerun', '--task', task, '--language', 'zh', '--all', '--dry-run');
    expect(printed).toContain(`${plan.planned / 2} cells for ${model}, at most ${plan.calls} calls`);
    expect(endpoint.requests).toHaveLength(asked);
    expect(await made.hashes()).toEqual(first);
  }, 100_000);

  it('asks one task again over the corpus, killed in the middle, touches no other, and takes it all back', async () => {
    const before = await pairsOf(made.ledger);
    const { calls } = JSON.parse(await made.command('rerun', '--task', task, '--all', '--dry-run', '--json'));
    const start = endpoint.requests.length;
    const half = Math.floor(calls / 2);
    endpoint.answer((request, call) => (call - start > half ? new Promise(() => {}) : thinkingAnew(request)));
    const killed = startCommand(made.folder, ['rerun', '--task', task, '--all'], made.environment);
    const thoughtAnew = async () =>
      (await pairsOf(made.ledger)).filter(({ thought }) => /second reading|再次/.test(thought));
    while ((await thoughtAnew()).length < half) await sleep(100);
    killed.process.kill('SIGKILL');
    expect((await killed.ended).signal).toBe('SIGKILL');
    // Every slot has its pair, old or new, and the books balance.
    expect(await pairsOf(made.ledger)).toHaveLength(before.length);
    await made.command('audit');

    const unanswered = endpoint.requests.length;
    endpoint.answer(thinkingAnew);
    const gone = JSON.parse(await made.command('rerun', '--task', task, '--all', '--json'));
    const old = before.filter((pair) => pair.task === task);
    expect(counted(gone.report, 'replaced')).toBe(old.length);
    expect(counted(gone.report, 'rejected')).toBe(calls * 2 - old.length);
    // What was answered before the kill was not asked again.
    expect(endpoint.requests.length - unanswered).toBeLessThanOrEqual(calls - half);
    await made.command('audit');
    const after = await pairsOf(made.ledger);
    expect(after).toHaveLength(before.length);
    const other = (pairs: typeof before) => pairs.filter((pair) => pair.task !== task);
    expect(other(after)).toEqual(other(before));
    expect(after.filter((pair) => pair.task === task && !/second reading|再次/.test(pair.thought))).toEqual([]);
    expect(await made.hashes()).not.toEqual(first);
    const [pair] = after.filter((one) => one.task === task);
    const shown = JSON.parse(await made.command('show', gone.rerun));
    expect(shown.cells).toHaveLength(calls * 2);

    expect(await made.command('rerun', '--undo')).toContain(`${gone.rerun} is undone`);
    await made.command('audit');
    expect(await pairsOf(made.ledger)).toEqual(before);
    expect(await made.hashes()).toEqual(first);
    expect(JSON.parse(await made.command('show', pair!.id)).retired.because).toBe('undone');
  }, 200_000);

  it('keeps the old pairs where the new drafts fail', async () => {
    const before = await pairsOf(made.ledger);
    endpoint.answer((request) =>
      isSelection(request) ? diligent(request) : { content: 'no', finishReason: 'length' },
    );
    const filter = ['--task', task, '--language', 'en', '--all'];
    const { report, planned } = JSON.parse(await made.command('rerun', ...filter, '--json'));
    const english = before.filter((pair) => pair.task === task && pair.language === 'en').length;
    expect(report).toContainEqual({ outcome: 'left', reason: 'truncated', count: english });
    expect(counted(report, 'left') + counted(report, 'rejected')).toBe(planned);
    expect(await pairsOf(made.ledger)).toEqual(before);
    expect(await made.hashes()).toEqual(first);
    await made.command('audit');
    // They are due now, for their last draft was rejected; and accepted once the model is well again.
    endpoint.answer(thinkingAnew);
    const due = JSON.parse(await made.command('rerun', '--task', task, '--rejected', '--json'));
    expect(counted(due.report, 'replaced')).toBe(english);
    const changed = (await pairsOf(made.ledger)).filter(({ thought }) => /second reading|再次/.test(thought));
    expect(changed.map(({ task: of, language }) => `${of} ${language}`)).toEqual(Array(english).fill(`${task} en`));
    await made.command('audit');
  }, 200_000);

  it('refuses what it cannot do with a sentence', async () => {
    for (const [args, sentence] of [
      [['rerun'], /Name the tasks to ask again/],
      [['rerun', '--task', 'summary'], /There is no task "summary"\. Did you mean/],
      [['rerun', '--undo', 'rerun_none'], /There is no rerun "rerun_none"/],
      [['rerun', '--stale', '--all'], /cannot be used with/],
    ] as const) {
      const { code, stderr } = await runCommand(made.folder, [...args], made.environment);
      expect(code).toBe(2);
      expect(stderr).toMatch(sentence);
    }
  }, 100_000);
});

it('asks the rules again: the same answers, the same shards, and back', async () => {
  const { command, hashes, ledger } = await corpus({}, 8);
  const first = await hashes();
  const before = await pairsOf(ledger);
  const { report, planned } = JSON.parse(
    await command('rerun', '--task', 'time-element-acquisition', '--all', '--json'),
  );
  expect(planned).toBeGreaterThan(3);
  const pairs = before.filter(({ task }) => task === 'time-element-acquisition').length;
  expect(counted(report, 'replaced')).toBe(pairs);
  expect(await hashes()).toEqual(first);
  await command('audit');
  await command('rerun', '--undo');
  expect(await pairsOf(ledger)).toEqual(before);
  expect(await hashes()).toEqual(first);
  await command('audit');
}, 200_000);
