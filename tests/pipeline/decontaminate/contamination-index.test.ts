import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBenchTexts } from '../../../pipeline/decontaminate/bench-texts.ts';
import { ContaminationIndex } from '../../../pipeline/decontaminate/contamination-index.ts';
import { runsOf, unitsOf } from '../../../pipeline/decontaminate/text-units.ts';
import { packageRoot } from '../../../pipeline/package-root.ts';
import { leaks } from './leaks.ts';

const place = await mkdtemp(join(tmpdir(), 'sevenllm-bench-'));
afterAll(() => rm(place, { recursive: true }));

const published = join(dirname(packageRoot), 'shared', 'data', 'published', 'sevenllm-bench.jsonl');
const all = Object.values(leaks).flat();
const ours = all.map(({ bench }, number) => ({ id: `ours ${number}`, text: bench }));

async function file(name: string, text: string): Promise<string> {
  const path = join(place, name);
  await writeFile(path, text);
  return path;
}

describe('units', () => {
  it('are words, identifiers and single Han characters, folded', () => {
    expect(unitsOf('攻击者用hxxps[:]//evil[.]example下载，CVE-2021-44228（Ｆｉｎｅ）')).toEqual([
      '攻',
      '击',
      '者',
      '用',
      'https://evil.example',
      '下',
      '载',
      'cve-2021-44228',
      'fine',
    ]);
  });

  it('tell from 13 words in a row on, or 20 Han characters', () => {
    const words = Array.from({ length: 14 }, (_, index) => `w${index}`);
    expect([...runsOf(words)]).toEqual([words.slice(0, 13).join(' '), words.slice(1).join(' ')]);
    expect([...runsOf(words.slice(0, 12))]).toEqual([]);
    const characters = Array.from('近期安全研究人员发现攻击者利用漏洞入侵网络');
    expect([...runsOf(characters)].length).toBe(characters.length - 19);
    expect([...runsOf(characters.slice(0, 19))]).toEqual([]);
  });
});

describe('a leak', () => {
  const index = new ContaminationIndex(ours);

  it.each(all.map((leak, number) => ({ number, ...leak })))(
    'is found word for word, whatever the mark-up: $number',
    ({ bench, number }) => {
      const disguised = `Something else first. ${bench.toUpperCase().replaceAll('[.]', '.').replaceAll(', ', ' – ')} And after.`;
      expect(index.shared(disguised)).toMatchObject({ kind: 'n-gram', bench: `ours ${number}` });
    },
  );

  it('of one sentence in an article is found', () => {
    expect(index.shared(`An article on many things. ${leaks.en[0]!.bench.split('. ')[1]}. It goes on.`)).not.toBeNull();
    expect(index.shared(`一篇谈了许多事的文章。${leaks.zh[0]!.bench.split('。')[1]}。文章继续。`)).not.toBeNull();
  });

  it.each(leaks.en.map((leak, number) => ({ number, ...leak })))(
    'is found reworded, in a small benchmark as well where it is English: $number',
    ({ reworded, number }) => {
      expect(index.resembled(reworded)).toMatchObject({ kind: 'near-duplicate', bench: `ours ${number}` });
    },
  );

  it.each(all)('is not seen in another report on a like matter', ({ unrelated }) => {
    expect([index.shared(unrelated), index.resembled(unrelated)]).toEqual([null, null]);
  });
});

describe.skipIf(!existsSync(published))('the published bench (skipped where ../shared is absent)', () => {
  const records = () =>
    readFileSync(published, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { filename: string; input: string });

  it('is told from other texts, and finds leaks among them', async () => {
    const texts = await readBenchTexts([published]);
    const index = new ContaminationIndex([...texts, ...ours]);
    expect(texts).toHaveLength(1300);
    for (const { bench } of all) expect(index.shared(bench)).not.toBeNull();
    const found = all.filter(({ reworded }) => index.resembled(reworded)?.bench.startsWith('ours'));
    expect(found).toHaveLength(all.length);
    for (const { unrelated } of all) expect(index.resembled(unrelated)).toBeNull();
    const freely = all.filter(({ freely }) => index.resembled(freely)?.bench.startsWith('ours'));
    console.log(`Retold freely: ${freely.length} of ${all.length} found.`);
  });

  it('takes no article for another in other words', async () => {
    const [texts, all] = [await readBenchTexts([published]), records()];
    const names = [...new Set(all.map(({ filename }) => filename))];
    const half = new Set(names.filter((_, number) => number % 2 === 0));
    const index = new ContaminationIndex(texts.filter((_, number) => half.has(all[number]!.filename)));
    const others = all.filter(({ filename, input }) => !half.has(filename) && input);
    expect(others.filter(({ input }) => index.resembled(input)).length / others.length).toBeLessThan(0.005);
  });
});

describe('benchmarks', () => {
  it('are read as JSON Lines of any shape', async () => {
    const texts = await readBenchTexts([
      await file(
        'shapes.jsonl',
        [
          { id: 7, input: 'The text.', instruction: 'Do it.' },
          { instruction: '{"question": "Who did it?", "choice": {"A": "X"}}', input: '', output: 'A' },
          { messages: [{ role: 'user', content: 'A question.' }], category: 'c' },
        ]
          .map((record) => JSON.stringify(record))
          .join('\r\n'),
      ),
    ]);
    expect(texts.map(({ id }) => id)).toEqual(['shapes.jsonl 7', 'shapes.jsonl line 2', 'shapes.jsonl line 3']);
    expect(texts[1]!.text).toContain('Who did it?');
    expect(texts[2]!.text).toContain('A question.');
  });

  it.each([
    ['array.json', '[1, 2]', /array\.json, line 1, is no JSON object/],
    ['table.csv', 'id,text\n1,a', /table\.csv, line 1, is no JSON object/],
    ['empty.jsonl', '\n', /empty\.jsonl holds no text/],
    ['bare.jsonl', '{"id": 1}', /bare\.jsonl holds no text/],
  ])('in another format are refused: %s', async (name, text, message) => {
    await expect(readBenchTexts([await file(name, text)])).rejects.toThrow(message);
  });

  it('that are not there are refused', async () => {
    await expect(readBenchTexts([join(place, 'nowhere.jsonl')])).rejects.toThrow(/Cannot read .*nowhere/);
  });
});
