import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { BenchEntry } from '../../../bench/build/bench-entry.ts';
import { buildBench } from '../../../bench/build/build-bench.ts';
import { ClosedBook } from '../../../bench/build/closed-book.ts';
import { type ChatRequest, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { storeSampleSections } from './held-out-ledger.ts';

const { ledger, config } = await createLedger({ benchShare: 0.5 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-closed-book-'));
const endpoint = await startLoopbackEndpoint();
afterAll(async () => {
  await endpoint.close();
  await rm(place, { recursive: true });
});
await storeSampleSections(ledger.db, 2);

const request = (name: string) => ({
  ...{ folder: join(place, name), seed: 1, languages: ['en'] as const, preferredModel: '' },
  sizes: { open: 1, choice: 8 },
});
const questionsOf = async (name: string) =>
  (await readFile(join(place, name, 'sevenllm-bench-extended.jsonl'), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line): BenchEntry => JSON.parse(line))
    .filter(({ task }) => task.endsWith('choice'));
const answerOf = ({ instruction, output }: BenchEntry) =>
  typeof instruction === 'string' ? '' : instruction.choice[output as 'A'];

it('leaves out questions that a model answers without the text, and asks nothing twice', async () => {
  await buildBench(ledger, config, request('open'));
  const first = await questionsOf('open');
  const known = new Map(
    first.slice(0, 3).map((entry) => [(entry.instruction as { question: string }).question, answerOf(entry)]),
  );
  endpoint.answer(({ messages }: ChatRequest) => {
    const content = messages.at(-1)!.content;
    const answer = [...known].find(([question]) => content.startsWith(question))?.[1];
    // Of what it does not know it says B, however the options stand.
    const letter =
      answer === undefined
        ? 'B'
        : /^([A-D])\. /.exec(content.split('\n').find((line) => line.slice(3) === answer)!)![1];
    return { content: JSON.stringify({ answer: letter }) };
  });
  const asking = { ...config, teacher: 'openai' as const, openaiBaseUrl: endpoint.baseUrl, model: 'learned' };
  const build = async (name: string) => {
    const closedBook = await ClosedBook.open(ledger, asking, {
      ...{ command: 'test', stop: new AbortController().signal, log: { warn() {} } },
    });
    const figures = await buildBench(ledger, asking, request(name), closedBook);
    await closedBook.close();
    return figures;
  };
  const figures = await build('closed');
  expect(figures.closedBook).toMatchObject({ model: 'learned', known: 3 });
  const left = await questionsOf('closed');
  expect(left).toHaveLength(8);
  for (const { instruction } of left) expect(known.has((instruction as { question: string }).question)).toBe(false);
  for (const { messages } of endpoint.requests)
    for (const { input } of left) expect(messages.some(({ content }) => content.includes(input))).toBe(false);
  const calls = endpoint.requests.length;
  await build('replayed');
  expect(endpoint.requests).toHaveLength(calls);
  expect(await questionsOf('replayed')).toEqual(left);
  const stored = await ledger.db.selectFrom('completion').select('purpose').where('model', '=', 'learned').execute();
  expect(new Set(stored.map(({ purpose }) => purpose))).toEqual(new Set(['bench']));
});

it('says what it needs where there is no endpoint', async () => {
  const asking = { command: 'test', stop: new AbortController().signal, log: { warn() {} } };
  await expect(ClosedBook.open(ledger, { ...config, openaiBaseUrl: null, openaiApiKey: null }, asking)).rejects.toThrow(
    /leave out --closed-book/,
  );
});
