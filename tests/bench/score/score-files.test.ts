import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scoreFiles } from '../../../bench/score/score-files.ts';
import { SetupError } from '../../../pipeline/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, rows: unknown[]): string => {
  const file = join(folder, name);
  writeFileSync(file, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return file;
};

const english = 'The loader drops a second stage. It calls home over TLS.';
const chinese = '攻击者利用CVE-2017-0144传播。受害者应安装补丁！';
const input = 'On 2017-05-12 WannaCry spread over port 443 from hxxp://evil[.]example.';
const facts = { malware: 'WannaCry', date: '2017-05-12', url: 'http://evil.example' };
const choice = { question: 'Which?', choice: { A: 'one', B: 'two', C: 'three', D: 'four' } };
const record = (id: number, task: string, output: unknown, more = {}) => ({
  ...{ id, task, category: 'Any', instruction: `Question ${id}`, input, output, ...more },
});
const bench = write('bench.jsonl', [
  record(1, 'test-en-gen', english),
  record(2, 'test-en-gen', english),
  record(3, 'test-zh-gen', chinese),
  record(4, 'test-zh-gen', chinese),
  record(5, 'test-en-ex', facts),
  record(6, 'test-zh-ex', { 端口: 443 }),
  record(7, 'test-en-choice', 'B', { instruction: choice }),
  record(8, 'test-zh-choice', 'D', { instruction: choice }),
]);
const right = [
  ...[1, 2].map((id) => ({ id, output: english })),
  ...[3, 4].map((id) => ({ id, output: chinese })),
  { id: 5, output: facts },
  { id: 6, output: { 端口: 443 } },
  { id: 7, output: 'B' },
  { id: 8, output: 'D' },
];
let written = 0;
const scored = async (rows: unknown[]) => {
  const name = `answers-${++written}.jsonl`;
  return (await scoreFiles(bench, [write(name, rows)]))[name]!;
};
const without = (id: number) => right.filter((answer) => answer.id !== id);
const mean = ({ ours }: Awaited<ReturnType<typeof scored>>, language: string, kind: string, name: string) =>
  ours.groups.find((group) => group.language === language && group.kind === kind)!.scores[name as 'rougeL']!.mean;

test('right answers have all the points', async () => {
  const report = await scored(right);
  for (const key of ['rougeL_en_gen', 'rougeL_zh_gen', 'f1_en_ex', 'f1_zh_ex'] as const)
    expect(report[key]).toBeCloseTo(1, 7);
  expect(report.choice_correct).toBe(2);
  expect(report.ours.groups.map(({ language, kind, records }) => [kind, language, records])).toEqual([
    ...[
      ['extraction', 'en', 1],
      ['extraction', 'zh', 1],
    ],
    ...[
      ['generation', 'en', 2],
      ['generation', 'zh', 2],
      ['choice', 'en', 1],
      ['choice', 'zh', 1],
    ],
  ]);
  for (const { scores } of report.ours.groups)
    for (const [name, { mean }] of Object.entries(scores))
      if (name !== 'inLanguage') expect(mean, name).toBeCloseTo(1, 6);
  expect(report.ours.letters).toEqual([
    { letter: 'B', right: 1, chosen: 1, hit: 1 },
    { letter: 'D', right: 1, chosen: 1, hit: 1 },
  ]);
});

describe('what the authors do with odd answers', () => {
  test('missing ones count 0 in English and are left out in Chinese; ours count 0', async () => {
    const report = await scored(right.filter(({ id }) => id !== 2 && id !== 4));
    expect(report.rougeL_en_gen).toBeCloseTo(0.5, 7);
    expect(report.rougeL_zh_gen).toBeCloseTo(1, 7);
    expect(mean(report, 'zh', 'generation', 'rougeL')).toBeCloseTo(0.5, 7);
    expect(report.ours.answers).toMatchObject({ missing: 2, answered: 6, examples: { missing: ['2', '4'] } });
  });

  test('of doubled ones the last text counts, values are pooled, and texts may be numbered by text', async () => {
    const report = await scored([
      ...[{ id: 1, output: 'nothing' }, ...without(2), { id: '2', output: english }, { id: 5, output: { other: 'x' } }],
    ]);
    expect(report.rougeL_en_gen).toBeCloseTo(1, 7);
    expect(report.f1_en_ex).toBeCloseTo((2 * (3 / 4)) / (1 + 3 / 4), 9);
    expect(report.ours.answers).toMatchObject({ doubled: 2, examples: { doubled: ['1', '5'] } });
  });

  test('dots alone end their script: it is said, and counts 0', async () => {
    const report = await scored([...without(1), { id: 1, output: '...' }, { id: 3, output: '...' }]);
    expect(report.rougeL_en_gen).toBeCloseTo(0.5, 7);
    expect(report.rougeL_zh_gen).toBeCloseTo(0.5, 7);
    expect(report.ours.stopped).toEqual(['1', '3']);
  });

  test.each([
    ['an object in place of a text', 1, { a: english }, 0.5],
    ['a number', 1, 7, 0.5],
    ['null', 1, null, 0.5],
    ['a list', 1, [english], 0.5],
  ])('%s is no English text', async (_, id, output, expected) => {
    expect((await scored([...without(id), { id, output }])).rougeL_en_gen).toBeCloseTo(expected, 7);
  });

  test('an object in place of a Chinese text is read as Python prints it', async () => {
    const report = await scored([...without(3), { id: 3, output: { 摘要: chinese } }]);
    expect(report.rougeL_zh_gen).toBeGreaterThan(0.8);
    expect(report.rougeL_zh_gen).toBeLessThan(1);
  });
});

test.each([
  ['an object', facts, 'object', 1],
  ['a text that is JSON', JSON.stringify(facts), 'text', 1],
  ['fenced JSON', `\`\`\`json\n${JSON.stringify(facts, null, 2)}\n\`\`\``, 'fenced', 1],
  ['JSON after prose', `Here it is: ${JSON.stringify(facts)}`, 'repaired', 1],
  ['prose', 'No idea.', 'none', 0],
  ['a number', 3, 'none', 0],
  ['null', null, 'none', 0],
])('extraction given as %s', async (_, output, form, f1) => {
  const report = await scored([...without(5), { id: 5, output }]);
  expect(report.ours.forms[form as 'object']).toBe(form === 'object' ? 2 : 1);
  expect(mean(report, 'en', 'extraction', 'alignedF1')).toBe(f1);
  expect(report.f1_en_ex).toBe(form === 'object' ? 1 : 0);
});

test('values that are not in the input are not grounded', async () => {
  const report = await scored([...without(5), { id: 5, output: { ...facts, date: '1999-01-01', actor: 'Lazarus' } }]);
  expect(mean(report, 'en', 'extraction', 'grounded')).toBe(0.5);
});

test('lines that are no answers are counted and shown', async () => {
  const report = await scored(['{"id": 1, "output"', '', '[1]', { output: 'x' }, { id: 77, output: 'x' }, ...right]);
  expect(report.ours.answers).toMatchObject({
    lines: 12,
    malformed: 3,
    unknownIds: 1,
    examples: { unknownIds: ['77'] },
  });
  expect(report.ours.answers.examples.malformed).toEqual([
    'line 1: not JSON',
    'line 3: not a JSON object',
    'line 4: it has no id',
  ]);
});

test('a second file is compared with the first, and the same seed gives the same report', async () => {
  const files = [
    write('good.jsonl', right),
    write(
      'poor.jsonl',
      right.map(({ id }) => ({ id, output: 'x' })),
    ),
  ];
  const reports = await scoreFiles(bench, files, 5);
  expect(reports['good.jsonl']!.ours.against).toBeUndefined();
  const { file, groups } = reports['poor.jsonl']!.ours.against!;
  expect(file).toBe('good.jsonl');
  expect(groups.find(({ kind, language }) => kind === 'generation' && language === 'en')!.scores.rougeL).toMatchObject({
    ...{ mean: -1, low: -1, high: -1, records: 2 },
  });
  expect(await scoreFiles(bench, files, 5)).toEqual(reports);
});

describe('what cannot be scored is said in a sentence', () => {
  test.each([
    ['no id of the bench', [{ id: 'a', output: 'x' }], /another bench.*none of its ids/],
    [
      'other questions under the same ids',
      right.map((answer) => ({ ...answer, input: 'Elsewhere.' })),
      /another bench/,
    ],
    ['no JSON', ['hello'], /no answers that can be read/],
    ['nothing', [], /holds no answers/],
  ])('%s', async (_, rows, message) => {
    const promise = scored(rows);
    await expect(promise).rejects.toThrow(SetupError);
    await expect(promise).rejects.toThrow(message);
  });

  test('a missing file, and a bench that is none', async () => {
    await expect(scoreFiles(bench, [join(folder, 'none.jsonl')])).rejects.toThrow(/cannot be read/);
    const answers = write('fine.jsonl', right);
    await expect(scoreFiles(write('bad.jsonl', [{ id: 1, task: 'x' }]), [answers])).rejects.toThrow(
      /line 1.*no record/s,
    );
    await expect(
      scoreFiles(write('twice.jsonl', [record(1, 'test-en-gen', 'a'), record(1, 'test-en-gen', 'a')]), [answers]),
    ).rejects.toThrow(/line 2.*second time/);
  });
});

test('texts of 100,000 words', async () => {
  const long = Array.from({ length: 100_000 }, (_, at) => `word${(at * 7919) % 5000}`).join(' ');
  const report = await scored([
    ...right.filter(({ id }) => id > 4),
    ...[
      { id: 1, output: long },
      { id: 2, output: long.replaceAll(' word7', '. word7') },
    ],
    ...[
      { id: 3, output: chinese.repeat(5000) },
      { id: 5, output: { list: long.split(' ') } },
    ],
  ]);
  expect(report.rougeL_zh_gen).toBeCloseTo(1, 7);
  expect(report.ours.stopped).toEqual([]);
});
