import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../pipeline/config.ts';
import { openLedger } from '../../pipeline/ledger/ledger.ts';
import { type ChatRequest, diligent, isJudging, startLoopbackEndpoint, verdict } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--judge', 'judge:7b', '--min-score', '3'];

const shown = (request: ChatRequest) => request.messages.map(({ content }) => content).join('\n');
const judgeCalls = () => endpoint.requests.filter(isJudging).map(shown);

it('judges what passed the checks, pays for no verdict twice where it was killed, and tells what it said', async () => {
  const folder = await temporaryFolder();
  const environment = {
    ...{ OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-of-the-teacher', SEVENLLM_MODEL: 'loopback:1b' },
    ...{ SEVENLLM_JUDGE_API_KEY: 'sk-of-the-judge', DATABASE_URL: await createDatabase() },
  };
  const ledger = await openLedger(loadConfig({ databaseUrl: environment.DATABASE_URL }, {}));
  afterAll(() => ledger.close());
  await writeCorpus(join(folder, 'corpus.jsonl'), 4);
  // About half of the records score too low, the same ones whenever they are asked about.
  endpoint.answer((request) =>
    isJudging(request) ? verdict(request, shown(request).length % 2 === 0 ? 4 : 2) : diligent(request),
  );

  const killed = startCommand(folder, run, environment);
  while (judgeCalls().length < 20 && killed.process.exitCode === null) await sleep(5);
  killed.process.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');
  const sent = judgeCalls().length;
  const stored = await ledger.db
    .selectFrom('completion')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('purpose', '=', 'judge')
    .executeTakeFirstOrThrow();

  const resumed = await runCommand(folder, [...run, '--json'], environment);
  expect(resumed.code, resumed.stderr).toBe(0);
  const calls = judgeCalls();
  expect(calls.length - new Set(calls).size).toBeLessThanOrEqual(sent - stored.count);
  const asked = endpoint.requests.length;
  const again = await runCommand(folder, run, environment);
  expect(again.code, again.stderr).toBe(0);
  expect(endpoint.requests).toHaveLength(asked);

  const audited = await runCommand(folder, ['audit', '--json'], environment);
  expect(audited.code, audited.stdout).toBe(0);
  const { status } = JSON.parse(resumed.stdout);
  const [judge] = status.judges;
  expect(judge).toMatchObject({ model: 'judge:7b', judged: judge.kept + judge.low });
  expect(judge.kept).toBe(status.pairs.en + status.pairs.zh);
  expect(Math.min(judge.kept, judge.low)).toBeGreaterThan(5);
  expect(again.stdout).toMatch(/Judged by judge:7b: \d+, \d\.\d\d of 5 on average \(faithful/);
  expect(status.spend.byModel.find(({ model }: { model: string }) => model === 'judge:7b').calls).toBe(
    new Set(calls).size,
  );

  const { id } = await ledger.db.selectFrom('pair').select('id').limit(1).executeTakeFirstOrThrow();
  const story = JSON.parse((await runCommand(folder, ['show', id], environment)).stdout);
  expect(story.cell.judgements).toMatchObject([{ model: 'judge:7b', score: 4 }]);
  const manifest = await readFile(join(folder, 'output', 'sevenllm-instruct', 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest).settings).toMatchObject({ judgeModel: 'judge:7b', minScore: 3, judgeApiKey: '(set)' });
  for (const text of [manifest, resumed.stdout, resumed.stderr, again.stdout, again.stderr])
    expect(text).not.toMatch(/sk-of-the/);
}, 300_000);
