import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { runCommand, startCommand } from '../../end-to-end/cli.ts';
import { temporaryFolder } from '../../end-to-end/corpus.ts';
import { type Answerer, type ChatRequest, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createDatabase } from '../../test-database.ts';
import { benchRecords, writeLines } from '../bench-records.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());

const shown = ({ messages }: ChatRequest) => messages.map(({ content }) => content).join('\n');
const hostIn = (request: ChatRequest) => /[a-z]+-\d+\.example/.exec(shown(request))![0];

/** Answers as a good student would. */
const student: Answerer = async (request) => {
  await sleep(20);
  const text = shown(request);
  if (/Which server/.test(text)) return { content: 'The answer is (B).' };
  if (/List|列出/.test(text)) return { content: JSON.stringify({ server: hostIn(request), port: 'unknown' }) };
  return { content: /总结/.test(text) ? `攻击组织连接${hostIn(request)}。` : `It called ${hostIn(request)}.` };
};

async function setting(rounds: number) {
  const folder = await temporaryFolder();
  await writeLines(join(folder, 'bench.jsonl'), benchRecords(rounds));
  const environment = {
    ...{ OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-secret-of-the-bench' },
    DATABASE_URL: await createDatabase(),
  };
  const args = ['bench', 'run', '--bench', 'bench.jsonl', '--model', 'student:1b', '--out', 'answers.jsonl'];
  endpoint.requests.length = 0;
  return { folder, environment, args };
}

const linesOf = async (folder: string, file = 'answers.jsonl') =>
  (await readFile(join(folder, file), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

it('goes on after a kill -9, pays for no stored answer twice, and its answers are scored', async () => {
  const { folder, environment, args } = await setting(20);
  endpoint.answer(student);
  const killed = startCommand(folder, [...args, '--concurrency', '4'], environment);
  while (endpoint.requests.length < 30 && killed.process.exitCode === null) await sleep(5);
  killed.process.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');
  expect(await readdir(folder)).toEqual(['bench.jsonl']);
  const ledger = await openLedger(loadConfig({ databaseUrl: environment.DATABASE_URL }, {}));
  const { stored } = await ledger.db
    .selectFrom('completion')
    .select((column) => column.fn.countAll<number>().as('stored'))
    .executeTakeFirstOrThrow();
  await ledger.close();
  const sent = endpoint.requests.length;
  expect(stored).toBeGreaterThan(0);
  expect(sent - stored).toBeLessThanOrEqual(4);

  const resumed = await runCommand(folder, [...args, '--json'], environment);
  expect(resumed.code, resumed.stderr).toBe(0);
  const prompts = endpoint.requests.map(shown);
  expect(new Set(prompts).size).toBe(100);
  expect(prompts.length).toBe(sent + 100 - stored);
  const report = JSON.parse(resumed.stdout);
  expect(report).toMatchObject({ records: 100, answered: 100, replayed: stored, failures: {} });
  expect(report.spend).toMatchObject({ calls: 100 - stored });
  const lines = await linesOf(folder);
  expect(lines.map(({ id }) => id)).toEqual(benchRecords(20).map(({ id }) => id));
  expect(lines[2]).toEqual({
    ...{ id: 3, output: { server: 'lynx-0.example', port: 'unknown' }, model: 'student:1b' },
    ...{ finish_reason: 'stop', form: 'chat' },
  });

  const written = await readFile(join(folder, 'answers.jsonl'), 'utf8');
  const again = await runCommand(folder, args, environment);
  expect(again.code, again.stderr).toBe(0);
  expect(endpoint.requests).toHaveLength(prompts.length);
  expect(await readFile(join(folder, 'answers.jsonl'), 'utf8')).toBe(written);

  const scored = await runCommand(
    folder,
    ['bench', 'score', '--bench', 'bench.jsonl', '--answers', 'answers.jsonl', '--json'],
    environment,
  );
  expect(scored.code, scored.stderr).toBe(0);
  const score = JSON.parse(scored.stdout)['answers.jsonl'];
  expect(score.ours.answers).toMatchObject({ answered: 100, missing: 0, empty: 0, malformed: 0 });
  expect(score.f1_en_ex).toBeCloseTo(0.5, 9);
  expect(score.rougeL_en_gen).toBeGreaterThan(0.1);
  const choice = score.ours.groups.find(({ kind }: { kind: string }) => kind === 'choice');
  expect(choice.scores.lenient.mean).toBe(1);
  const status = await runCommand(folder, ['status', '--json'], environment);
  expect(JSON.parse(status.stdout).spend.byTask).toMatchObject([{ task: 'bench', calls: 100 }]);
  expect((await runCommand(folder, ['audit'], environment)).code).toBe(0);
  for (const text of [resumed.stdout, resumed.stderr, written]) expect(text).not.toContain('sk-secret');
}, 240_000);

it('asks in the paper’s prompt through the older protocol, and parts thought from answer', async () => {
  const { folder, environment, args } = await setting(1);
  endpoint.answer((request) => ({
    content: `Host and port are named.\n\n### Response:${/List|列出/.test(shown(request)) ? '{"server": "x"}' : 'B'}`,
  }));
  const paper = [...args, '--form', 'paper', '--target', 'thought', '--endpoint-kind', 'completions'];
  const result = await runCommand(folder, paper, environment);
  expect(result.code, result.stderr).toBe(0);
  expect(endpoint.requests[0]!.messages.map(({ role }) => role)).toEqual(['']);
  expect(endpoint.requests[0]).not.toHaveProperty('response_format');
  const prompts = endpoint.requests.map(shown);
  for (const prompt of prompts)
    expect(prompt).toMatch(/^Below is an instruction[\s\S]*### Input:\n[\s\S]*\n\n### Thought:$/);
  // As Python prints the dictionary of a multiple-choice question.
  expect(
    prompts.some((prompt) => prompt.includes(`{'question': 'Which server did round 0 call?', 'choice': {'A':`)),
  ).toBe(true);
  const lines = await linesOf(folder);
  expect(lines[0]).toMatchObject({ output: 'B', thought: 'Host and port are named.', form: 'paper' });
  expect(lines[2]).toMatchObject({ output: { server: 'x' } });
}, 120_000);

it('writes what cannot be answered as an empty answer with its reason, and keeps thinking apart', async () => {
  const { folder, environment, args } = await setting(1);
  endpoint.answer((request) => {
    const text = shown(request);
    if (/Sum up/.test(text)) return { content: 'It', finishReason: 'content_filter' };
    if (/总结/.test(text)) return { content: '攻击', finishReason: 'length' };
    if (/List/.test(text)) return { status: 400, body: { error: { message: 'I do not like this one.' } } };
    if (/列出/.test(text)) return { content: '<think>Both are named.</think>{"端口": 4000}' };
    return { content: '<think>Endless' };
  });
  const result = await runCommand(folder, [...args, '--json'], environment);
  expect(result.code, result.stderr).toBe(0);
  expect(JSON.parse(result.stdout).failures).toEqual({
    'content-filter': { count: 1, ids: [1] },
    truncated: { count: 1, ids: [2] },
    failed: { count: 1, ids: [3] },
    empty: { count: 1, ids: [5] },
  });
  const lines = await linesOf(folder);
  for (const index of [0, 1, 2, 4]) expect(lines[index].output).toBe('');
  expect(lines[2].detail).toMatch(/I do not like this one/);
  expect(lines[3]).toMatchObject({ output: { 端口: 4000 }, reasoning: 'Both are named.' });
}, 120_000);

it('stops within a budget with an exit code of its own, says how far it is, and goes on under a higher one', async () => {
  const { folder, environment, args } = await setting(8);
  endpoint.answer(student);
  await writeFile(join(folder, 'prices.json'), '{"student:*": {"input": 1, "output": 2}}');
  const priced = [...args, '--prices', 'prices.json', '--json'];
  const stopped = await runCommand(folder, [...priced, '--max-cost', '0.03'], environment);
  expect(stopped.code, stopped.stderr).toBe(3);
  expect(stopped.stderr).toMatch(/\d+ of 40 records are answered and stored; the same command goes on with the rest/);
  expect(stopped.stderr).not.toContain('Warning');
  expect(stopped.stderr).toMatch(/The budget of \$0\.0300 is spent/);
  const { answered } = JSON.parse(stopped.stdout);
  expect(answered).toBe(endpoint.requests.length);
  expect(await readdir(folder)).not.toContain('answers.jsonl');
  const rest = await runCommand(folder, [...priced, '--max-cost', '5'], environment);
  expect(rest.code, rest.stderr).toBe(0);
  expect(endpoint.requests).toHaveLength(40);
}, 120_000);

it('says in a sentence what is wrong, and picks records by task, evenly', async () => {
  const { folder, environment, args } = await setting(8);
  endpoint.answer(() => ({ status: 401 }));
  const refused = await runCommand(folder, args, environment);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/0 of 40 records[\s\S]*refuses the key \(HTTP 401\)/);
  expect(refused.stderr).not.toContain('    at ');
  const { OPENAI_BASE_URL: _, OPENAI_API_KEY: __, ...bare } = environment;
  const without = await runCommand(folder, args, bare);
  expect([without.code, without.stderr]).toEqual([
    2,
    expect.stringMatching(/there is no endpoint: set OPENAI_API_KEY/),
  ]);
  const unknown = await runCommand(folder, [...args, '--tasks', 'Poetry'], environment);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/"poetry"[\s\S]*Summary Generation/)]);

  endpoint.answer(student);
  const some = [...args, '--tasks', 'summary-generation', 'test-en-choice', '--limit', '6'];
  const picked = await runCommand(folder, some, environment);
  expect(picked.code, picked.stderr).toBe(0);
  expect((await linesOf(folder)).map(({ id }) => id)).toEqual([1, 7, 15, 21, 27, 35]);
}, 120_000);
