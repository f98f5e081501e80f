import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type BenchEntry, partOf, recordHash } from '../../../bench/build/bench-entry.ts';
import { choicePart } from '../../../bench/build/choice-part.ts';
import { openRecords } from '../../../bench/build/open-records.ts';
import { writeBench } from '../../../bench/build/write-bench.ts';
import { checkEdit } from '../../../bench/review/check-edit.ts';
import { addDecisions, readDecisions } from '../../../bench/review/decisions.ts';
import { finishReview } from '../../../bench/review/finish-review.ts';
import { readBenchFolder } from '../../../bench/review/read-bench-folder.ts';
import { reviewInTerminal } from '../../../bench/review/review-in-terminal.ts';
import { exportSheet, importSheet } from '../../../bench/review/review-sheet.ts';
import { readSheet, writeSheet } from '../../../bench/review/sheet.ts';
import { readBench } from '../../../bench/score/read-bench.ts';
import { SetupError } from '../../../pipeline/errors.ts';
import { exportedPairsOf, sampleSections } from '../build/held-out-ledger.ts';

const place = await mkdtemp(join(tmpdir(), 'sevenllm-review-'));
afterAll(() => rm(place, { recursive: true }));

const sections = (await sampleSections()).filter(({ language }, index) => language === 'en' && index % 3 === 0);
const documents = new Map(sections.map((document) => [document.id, document]));
const pairs = sections.flatMap(exportedPairsOf);
const parts = [
  openRecords(pairs, documents, { language: 'en', kind: 'understanding', size: 5, seed: 1 }),
  openRecords(pairs, documents, { language: 'en', kind: 'generation', size: 2, seed: 1 }),
  await choicePart(sections, { language: 'en', size: 4, seed: 1, closedBook: null }),
];
const entries = parts.flatMap(({ taken }) => taken).map((entry, index) => ({ ...entry, id: index + 1 }));
const entryOf = (part: string) => entries.find((entry) => partOf(entry) === part)!;
let folder = '';
let number = 0;

beforeEach(async () => {
  folder = join(place, String(++number));
  await writeBench(folder, {
    entries,
    reserve: parts.flatMap(({ reserve }) => reserve),
    figures: {
      ...{ seed: 1, sizes: { open: 5, choice: 4 }, languages: ['en'], documents: documents.size, acrossLanguages: 0 },
      parts: Object.fromEntries(
        parts.map(({ part, taken, reserve, quotas }) => [
          part,
          { taken: taken.length, reserve: reserve.length, quotas },
        ]),
      ),
      ...{ letters: { 'en-choice': {} }, guessers: { 'en-choice': {} }, closedBook: null },
    },
    settings: {},
  });
});

/** Fills in the sheet as an expert would: verdict, edited output and comment by id. */
async function fillIn(file: string, decisions: Record<number, [string, string?, string?]>): Promise<void> {
  const [head, ...rows] = readSheet(await readFile(file)).map(({ cells }) => cells);
  const filled = rows.map((cells) => {
    const [verdict = '', edited = '', comment = ''] = decisions[Number(cells[0])] ?? [];
    return [...cells.slice(0, 6), verdict, edited, comment];
  });
  await writeFile(file, writeSheet([head!, ...filled], ','));
}

describe('a sheet', () => {
  const hostile = [
    ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\ttab', "'=quoted", "'", '＝1', ''],
    ['two\nlines', 'two\r\nlines', 'a "quoted" word', 'a,b;c\td', ' space ', '中文，全角', '"', '""', "it's"],
  ];

  it.each([',', '\t'] as const)('gives back what it was given, separated by %j', (separator) => {
    const head = ['id', ...Array(8).fill('column')];
    const text = writeSheet([head, ...hostile], separator);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(readSheet(Buffer.from(text)).map(({ cells }) => cells)).toEqual([head, ...hostile]);
  });

  it('holds nothing that a spreadsheet runs', () => {
    const text = writeSheet([['id', ...hostile[0]!]], ',');
    for (const cell of text.trim().split(',')) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t＝]/);
  });

  it('is read as spreadsheets save it', () => {
    const rows = (bytes: Uint8Array) => readSheet(bytes).map(({ cells }) => cells);
    expect(rows(Buffer.from('id;verdict\r\n1;accept\r\n'))).toEqual([
      ['id', 'verdict'],
      ['1', 'accept'],
    ]);
    expect(rows(Buffer.from('\ufeffid\tverdict\n1\t通过', 'utf16le'))).toEqual([
      ['id', 'verdict'],
      ['1', '通过'],
    ]);
    const gbk = Buffer.concat([Buffer.from('id,verdict\n1,'), Buffer.from([0xcd, 0xa8, 0xb9, 0xfd])]);
    expect(rows(gbk)).toEqual([
      ['id', 'verdict'],
      ['1', '通过'],
    ]);
    expect(readSheet(Buffer.from('id,x\n1,"a\nb"\n2,c\n')).map(({ line }) => line)).toEqual([1, 2, 4]);
  });
});

describe('a review by sheet', () => {
  it('comes back as it went out, with who and when', async () => {
    const bench = await readBenchFolder(folder);
    const file = join(folder, 'review.csv');
    expect(await exportSheet(bench, file)).toBe(entries.length);
    const edited = entryOf('en-choice').output;
    await fillIn(file, {
      1: ['accept'],
      2: ['REJECT', '', 'too vague\n"really"'],
      [entryOf('en-choice').id]: ['edit', String(edited)],
    });
    const report = await importSheet(bench, file, 'Li Wei');
    expect(report).toEqual({
      ...{ decided: { accept: 1, edit: 1, reject: 1 }, unchanged: 0, blank: entries.length - 3, refused: [] },
    });
    const decisions = [...(await readDecisions(folder)).values()];
    expect(decisions.map(({ id, verdict, comment }) => [id, verdict, comment])).toEqual([
      [1, 'accept', ''],
      [2, 'reject', 'too vague\n"really"'],
      [entryOf('en-choice').id, 'edit', ''],
    ]);
    for (const { reviewer, at } of decisions)
      expect([reviewer, Number.isNaN(Date.parse(at))]).toEqual(['Li Wei', false]);
    expect(await importSheet(bench, file, 'Li Wei')).toMatchObject({
      decided: { accept: 0, edit: 0, reject: 0 },
      unchanged: 3,
    });
    await exportSheet(bench, file);
    expect(await importSheet(bench, file, 'Li Wei')).toMatchObject({ unchanged: 3 });
  });

  it('names the line of what it cannot take, and takes the rest', async () => {
    const bench = await readBenchFolder(folder);
    const file = join(folder, 'review.csv');
    await exportSheet(bench, file);
    await fillIn(file, {
      1: ['perhaps'],
      2: ['edit', '{"Nonsense": "key"}'],
      3: ['edit', 'no JSON'],
      4: ['accept', 'x'],
      5: ['accept'],
    });
    const text = (await readFile(file, 'utf8')).replace(/$/, '999,,,,,,accept,,\r\n');
    await writeFile(file, text);
    const { decided, refused } = await importSheet(bench, file, 'Li Wei');
    expect(decided).toEqual({ accept: 1, edit: 0, reject: 0 });
    expect(refused.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '999']);
    expect(refused[0]!.line).toBe(2);
    expect(refused[1]!.why).toMatch(/"Nonsense" is no key of this task/);
    expect(refused[2]!.why).toMatch(/no JSON object/);
  });

  it('turns away the sheet of another bench, and one whose answers were changed in place', async () => {
    const bench = await readBenchFolder(folder);
    const file = join(folder, 'review.csv');
    const rows = (change: (cells: string[]) => void) =>
      exportSheet(bench, file).then(async () => {
        const [head, ...all] = readSheet(await readFile(file)).map(({ cells }) => cells);
        all[0]![6] = 'accept';
        change(all[0]!);
        await writeFile(file, writeSheet([head!, ...all], ','));
        return importSheet(bench, file, 'Li Wei');
      });
    expect((await rows((cells) => (cells[4] = 'Another text.'))).refused[0]!.why).toMatch(/another bench/);
    expect((await rows((cells) => (cells[5] = 'Another answer.'))).refused[0]!.why).toMatch(/"edited output"/);
    await writeFile(file, 'name,age\n1,2\n');
    await expect(importSheet(bench, file, 'Li Wei')).rejects.toThrow(SetupError);
  });
});

describe('an edit', () => {
  it('passes the checks that a teacher passes', () => {
    const entry = entryOf('en-ex');
    const output = entry.output as Record<string, unknown>;
    expect(checkEdit(entry, JSON.stringify(output))).toEqual({ output });
    const invented = JSON.parse(JSON.stringify(output).replace(/:"[^"]+"/, ':"Utterly Invented Name"'));
    const swapped = JSON.stringify(invented) === JSON.stringify(output) ? { ...output, '': 1 } : invented;
    expect(checkEdit(entry, swapped)).toHaveProperty('refused');
    expect(checkEdit(entry, '[]')).toHaveProperty('refused');
    const text = entryOf('en-gen');
    expect(checkEdit(text, text.output)).toEqual({ output: text.output });
    expect(checkEdit(text, `${text.output} It was CVE-2031-99999.`)).toMatchObject({
      refused: expect.stringContaining('CVE-2031-99999'),
    });
    expect(checkEdit(text, '')).toHaveProperty('refused');
  });

  it('of a question is a letter whose option stands in the text', () => {
    const entry = entryOf('en-choice');
    expect(checkEdit(entry, ` ${String(entry.output).toLowerCase()} `)).toEqual({ output: entry.output });
    const wrong = ['A', 'B', 'C', 'D'].find((letter) => letter !== entry.output)!;
    expect(checkEdit(entry, wrong)).toMatchObject({ refused: expect.stringContaining('does not stand in the text') });
    expect(checkEdit(entry, 'E')).toHaveProperty('refused');
  });
});

describe('a review in the terminal', () => {
  const answers = (...lines: string[]) => Readable.from(lines.map((line) => `${line}\n`));
  const quiet = () => new PassThrough().resume();

  it('stores each decision at once, and goes on where it was left', async () => {
    const bench = await readBenchFolder(folder);
    const first = await reviewInTerminal(bench, 'Ana', {
      input: answers('a', 'r', 'unclear', 's', 'q'),
      output: quiet(),
    });
    expect(first).toEqual({ decided: 2, left: entries.length - 2 });
    const output = new PassThrough();
    const shown: string[] = [];
    output.on('data', (chunk) => shown.push(String(chunk)));
    const second = await reviewInTerminal(bench, 'Ana', { input: answers('x', 'a'), output });
    expect(second).toEqual({ decided: 1, left: entries.length - 3 });
    expect(shown.join('')).toContain(`1 of ${entries.length - 2}: 3,`);
    expect(
      [...(await readDecisions(folder)).values()].map(({ id, verdict, comment }) => [id, verdict, comment]),
    ).toEqual([
      [1, 'accept', ''],
      [2, 'reject', 'unclear'],
      [3, 'accept', ''],
    ]);
  });

  it('asks again where an edit is not taken', async () => {
    const bench = await readBenchFolder(folder);
    const entry = entries[0]!;
    const input = answers('e', 'no JSON', 'e', JSON.stringify(entry.output), 'as it was', 'q');
    expect(await reviewInTerminal(bench, 'Ana', { input, output: quiet() })).toMatchObject({ decided: 1 });
    expect([...(await readDecisions(folder)).values()][0]).toMatchObject({ verdict: 'edit', comment: 'as it was' });
  });

  it('forgets a decision that was being written when it was killed', async () => {
    const bench = await readBenchFolder(folder);
    await reviewInTerminal(bench, 'Ana', { input: answers('a'), output: quiet() });
    await appendFile(join(folder, 'review.jsonl'), '{"id": 2, "verd');
    expect((await readDecisions(folder)).size).toBe(1);
    await reviewInTerminal(bench, 'Ana', { input: answers('a'), output: quiet() });
    expect([...(await readDecisions(folder)).values()].map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('the final bench', () => {
  const decide = (
    entry: BenchEntry,
    verdict: 'accept' | 'edit' | 'reject',
    edited: BenchEntry['output'] | null = null,
  ) => {
    const record = recordHash(entry);
    return {
      ...{ id: entry.id, record, verdict, edited, comment: '' },
      reviewer: 'Li Wei',
      at: '2026-01-02T03:04:05.000Z',
    };
  };

  it('has rejected records replaced under their ids, and edits in place', async () => {
    const bench = await readBenchFolder(folder);
    const [open, text, question] = [entryOf('en-ex'), entryOf('en-gen'), entryOf('en-choice')];
    await addDecisions(folder, [
      decide(open, 'reject'),
      decide(question, 'reject'),
      decide(text, 'edit', `${text.output} It was CVE-2031-99999.`),
      decide(entries[1]!, 'accept'),
    ]);
    const final = join(folder, 'final');
    const { review, refused, figures } = await finishReview(bench, final);
    expect(review).toEqual({
      ...{ accepted: 1, edited: 0, replaced: 2, removed: 0, unreviewed: entries.length - 3, reviewers: ['Li Wei'] },
    });
    expect(refused.map(({ id }) => id)).toEqual([text.id]);
    const records = await readBench(join(final, 'sevenllm-bench.jsonl'));
    expect(records.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    const other = records.find(({ id }) => id === question.id)!;
    expect(other.output).toBe(question.output);
    expect(other.instruction).not.toEqual(question.instruction);
    const again = await readBenchFolder(final);
    expect(again.entries[1]!.review).toMatchObject({ verdict: 'accept', reviewer: 'Li Wei' });
    expect(again.reserve).toHaveLength(bench.reserve.length - 2);
    expect(Object.values(figures.letters['en-choice']!).reduce((sum, count) => sum + count, 0)).toBe(4);
    await expect(finishReview(bench, folder)).rejects.toThrow(/folder of its own/);
  });

  it('is of decisions on these very records only', async () => {
    await addDecisions(folder, [{ ...decide(entries[0]!, 'reject'), record: 'rec_of_another_bench' }]);
    const { review } = await finishReview(await readBenchFolder(folder), join(folder, 'final'));
    expect(review.unreviewed).toBe(entries.length);
  });

  it('is not made of a folder that is no bench', async () => {
    await expect(readBenchFolder(place)).rejects.toThrow(/is no bench/);
  });
});
