import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultExport, type ExportRequest, exportShards } from '../../pipeline/shards/export-shards.ts';
import { formatNamed } from '../../pipeline/shards/formats/index.ts';
import { parquetColumns } from '../../pipeline/shards/parquet-columns.ts';
import { storePairs } from '../pipeline/shards/stored-pairs.ts';
import { createLedger } from '../test-database.ts';
import { runPython, whyNot } from './python.ts';

const { ledger, config } = await createLedger({ validationShare: 0.2 });
const root = await mkdtemp(join(tmpdir(), 'sevenllm-ecosystem-'));
const cache = join(root, 'cache');
afterAll(() => rm(root, { recursive: true }));

const minutes = 5 * 60_000;
const strange = 'zero\u200bwidth, \u202eright to left\u202c, a line\u2028separator, 入侵者 😀';
const written: Record<string, Awaited<ReturnType<typeof exportShards>>> = {};

async function write(name: string, format: string, overrides: Partial<ExportRequest> = {}): Promise<void> {
  const request = { ...defaultExport, preferredModel: '', formats: [formatNamed(format)!], folder: join(root, name) };
  written[name] = await exportShards(ledger, config, { ...request, ...overrides });
}

beforeAll(async () => {
  const documents = Array.from({ length: 60 }, (_, document) => document);
  await storePairs(ledger.db, [
    ...documents.map((document) => ({ document, ...(document % 7 === 0 && { input: `${strange} ${document}` }) })),
    ...documents.map((document) => ({
      ...{ document, task: 'key-entity-recognition', output: { entities: [`host-${document}`] } },
      ...{ evidence: [{ path: 'entities.0', kind: 'quote' as const, start: 0, end: 4 }] },
    })),
  ]);
  await mkdir(cache);
  for (const format of ['hf', 'parquet', 'alpaca', 'sharegpt'])
    await write(format, format, { sizes: { mostBytes: 20_000 } });
  await write('parquet-zstd', 'parquet', { compression: 'zstd' });
  for (const compression of ['none', 'gzip', 'zstd'] as const)
    await write(`lines-${compression}`, 'sevenllm-extended', { compression, splits: ['train'] });
  for (const target of ['answer', 'thought'] as const)
    await write(`messages-${target}`, 'messages', { target, template: 'paper', splits: ['train'] });
});

const lightly = whyNot('datasets', 'pyarrow', 'pandas');
describe.skipIf(lightly)(`datasets, pyarrow and pandas${lightly ? ` (${lightly})` : ''}`, () => {
  it('load the folder of the hub, lines and Parquet, with nothing lost', { timeout: minutes }, async () => {
    interface Found {
      hf: Record<string, Record<string, number>>;
      first: Record<string, unknown>;
      features: Record<string, string>;
      lines: Record<string, { train: number; columns: string[] }>;
      pyarrow: number;
      pandas: { rows: number; ids: boolean; scores: number; evidence: unknown };
      zstd: number;
    }
    const found = await runPython<Found>('load-datasets.py', root, cache);
    const { splits, pairs } = written.hf!;
    const both = (split: 'train' | 'validation') => splits[split]!.en + splits[split]!.zh;
    expect(found.hf.all).toEqual({ train: both('train'), validation: both('validation') });
    expect(found.hf.en).toEqual({ train: splits.train!.en, validation: splits.validation!.en });
    expect(Object.keys(found.hf).sort()).toEqual(
      ['all', 'en', 'en-generation', 'en-understanding', 'zh', 'zh-generation', 'zh-understanding'].sort(),
    );
    expect(Object.keys(found.features)).toEqual(parquetColumns.map(({ name }) => name));
    for (const compression of ['none', 'gzip', 'zstd']) expect(found.lines[compression]!.train).toBe(both('train'));
    expect([found.pyarrow, found.pandas.rows, found.zstd]).toEqual([pairs, pairs, pairs]);
    expect(found.pandas).toMatchObject({ ids: true, scores: 0 });
    expect(found.pandas.evidence).toEqual([{ path: 'entities.0', kind: 'quote', start: 0, end: 4 }]);
  });
});

const llamaFactory = whyNot('llamafactory', 'torch', 'transformers', 'peft', 'trl');
describe.skipIf(llamaFactory)(`LLaMA-Factory${llamaFactory ? ` (${llamaFactory})` : ''}`, () => {
  it('loads both of its formats by their description', { timeout: minutes }, async () => {
    type Loaded = Record<
      string,
      { rows: number; first: { _prompt: { content: string }[]; _response: { content: string }[] } }
    >;
    const found = await runPython<Record<'alpaca' | 'sharegpt', Loaded>>('llama-factory.py', root, cache);
    for (const format of ['alpaca', 'sharegpt'] as const) {
      const { splits } = written[format]!;
      expect(Object.fromEntries(Object.entries(found[format]).map(([name, { rows }]) => [name, rows]))).toEqual({
        sevenllm_train_en: splits.train!.en,
        sevenllm_train_zh: splits.train!.zh,
        sevenllm_validation_en: splits.validation!.en,
        sevenllm_validation_zh: splits.validation!.zh,
      });
      const { _prompt: prompt, _response: response } = found[format].sevenllm_train_en!.first;
      expect(prompt[0]!.content).toMatch(/^Say of \d+\.\n/);
      expect(response[0]!.content).not.toBe('');
    }
  });
});

const trl = whyNot('trl', 'torch', 'transformers', 'tokenizers', 'datasets');
describe.skipIf(trl)(`TRL${trl ? ` (${trl})` : ''}`, () => {
  it.each(['answer', 'thought'])('trains on the %s', { timeout: minutes }, async (target) => {
    const out = join(cache, target);
    const { losses, trainedOn } = await runPython<{ losses: number[]; trainedOn: string }>(
      'train.py',
      join(root, `messages-${target}`),
      out,
    );
    expect(losses).toHaveLength(8);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect(trainedOn.includes('### Response:')).toBe(target === 'thought');
    expect(trainedOn).toMatch(/Answer \d+\.|host-\d+/);
  });
});
