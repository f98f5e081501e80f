import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type BenchEntry, letters, partOf } from '../../../bench/build/bench-entry.ts';
import { buildBench } from '../../../bench/build/build-bench.ts';
import { readBench } from '../../../bench/score/read-bench.ts';
import { scoreFiles } from '../../../bench/score/score-files.ts';
import { readBenchTexts } from '../../../pipeline/decontaminate/bench-texts.ts';
import { splitOf } from '../../../pipeline/shards/split.ts';
import { createLedger } from '../../test-database.ts';
import { storeSampleSections } from './held-out-ledger.ts';

const { ledger, config } = await createLedger({ benchShare: 0.5 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-bench-'));
afterAll(() => rm(place, { recursive: true }));
const documents = await storeSampleSections(ledger.db);

const request = (name: string, overrides = {}) => ({
  ...{ folder: join(place, name), seed: 1, languages: ['en', 'zh'] as const, preferredModel: '' },
  ...{ sizes: { open: 40, choice: 30 }, ...overrides },
});
const read = async (name: string, file = 'sevenllm-bench.jsonl') =>
  (await readFile(join(place, name, file), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const figures = await buildBench(ledger, config, request('one'));
const records = await read('one');
const entries: BenchEntry[] = await read('one', 'sevenllm-bench-extended.jsonl');

describe('a bench', () => {
  it('is of held-out documents alone, each in its own language', () => {
    const held = new Map(documents.map((document) => [document.id, document]));
    for (const entry of entries) {
      const document = held.get(entry.document.id)!;
      expect(splitOf(document.pageId, config)).toBe('bench');
      expect(document.language).toBe(entry.language);
    }
  });

  it('has the published form', () => {
    const keys = ['id', 'task', 'filename', 'category', 'instruction', 'input', 'thought', 'output'];
    for (const record of records) expect(Object.keys(record)).toEqual(keys);
    const firstIds = { 'zh-ex': 1, 'zh-gen': 41, 'en-ex': 81, 'en-gen': 121, 'en-choice': 161, 'zh-choice': 191 };
    for (const [part, first] of Object.entries(firstIds)) {
      const ids = entries.filter((entry) => partOf(entry) === part).map(({ id }) => id);
      expect(ids[0]).toBe(first);
      expect(ids).toEqual(ids.map((_, index) => first + index));
    }
    for (const { task, output, filename, instruction } of records) {
      expect(typeof output).toBe(task.endsWith('-ex') ? 'object' : 'string');
      expect(filename).toMatch(task.includes('-en-') ? /-en$/ : /-zh$/);
      if (task.endsWith('choice')) expect(Object.keys(instruction.choice)).toEqual([...letters]);
    }
  });

  it('is read by the scorer and by decontamination', async () => {
    const file = join(place, 'one', 'sevenllm-bench.jsonl');
    expect(await readBench(file)).toHaveLength(records.length);
    expect(await readBenchTexts([file])).toHaveLength(records.length);
    const report = await scoreFiles(file, [file], 1);
    expect(Object.values(report)[0]!.choice_correct).toBe(60);
  });

  it('spreads the open records over the tasks as far as the pairs allow', () => {
    for (const { taken, quotas } of Object.values(figures.parts)) {
      expect(quotas.reduce((sum, quota) => sum + quota.taken, 0)).toBe(taken);
      for (const quota of quotas) expect(quota.taken).toBeLessThanOrEqual(quota.possible);
      const full = quotas.filter((quota) => quota.taken < quota.possible).map((quota) => quota.taken);
      // What has more to give gives no less than what had to give all it had.
      const most = Math.max(...quotas.map((quota) => quota.taken));
      for (const count of full) expect(count).toBeGreaterThanOrEqual(most - 1);
    }
    expect(figures.parts['en-ex']!.quotas).toHaveLength(13);
    expect(figures.parts['en-gen']!.quotas).toHaveLength(15);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    await buildBench(ledger, config, request('again'));
    await buildBench(ledger, config, request('other', { seed: 2 }));
    for (const name of await readdir(join(place, 'one')))
      expect(await readFile(join(place, 'again', name), 'utf8')).toBe(await readFile(join(place, 'one', name), 'utf8'));
    expect(await read('other')).not.toEqual(records);
  });

  it('says what is missing where nothing is held out', async () => {
    const nothing = buildBench(ledger, { ...config, benchShare: 0 }, request('none'));
    await expect(nothing).rejects.toThrow(/SEVENLLM_BENCH_SHARE, now 0/);
  });

  it('takes what there is of one language, and leaves the others out', async () => {
    const small = await buildBench(
      ledger,
      config,
      request('small', { languages: ['zh'], sizes: { open: 2, choice: 3 } }),
    );
    expect(Object.keys(small.parts).sort()).toEqual(['zh-choice', 'zh-ex', 'zh-gen']);
    expect((await read('small')).map(({ id }) => id)).toEqual([1, 2, 3, 4, 12, 13, 14]);
  });
});
