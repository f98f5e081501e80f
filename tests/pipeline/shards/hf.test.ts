import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultExport, type ExportRequest, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { hf } from '../../../pipeline/shards/formats/hf.ts';
import { markdownText } from '../../../pipeline/shards/formats/markdown.ts';
import { yamlOf } from '../../../pipeline/shards/formats/yaml.ts';
import { createLedger } from '../../test-database.ts';
import { storePairs } from './stored-pairs.ts';

const { ledger, config } = await createLedger({ validationShare: 0.2, benchShare: 0.1 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-hf-'));
afterAll(() => rm(place, { recursive: true }));

const hostile = '<script>alert(1)</script> | [x](javascript:alert(1)) `a` \u202e--- # *b*';

beforeAll(async () => {
  const documents = Array.from({ length: 40 }, (_, document) => document);
  await storePairs(ledger.db, [
    ...documents.map((document) => ({ document, licence: 'CC BY 4.0', ...(document === 3 && { source: hostile }) })),
    ...documents.map((document) => ({ document, task: 'key-entity-recognition', output: { entities: [document] } })),
  ]);
});

let number = 0;
async function write(overrides: Partial<ExportRequest> = {}) {
  const folder = join(place, String(++number));
  const request = { ...defaultExport, formats: [hf], preferredModel: 'teacher-1', folder, ...overrides };
  const report = await exportShards(ledger, config, request);
  return { folder, report, card: await readFile(join(folder, 'README.md'), 'utf8') };
}

describe('a dataset folder of the hub', () => {
  it('names its files by the convention, by language, kind and split', async () => {
    const { folder, report } = await write();
    const files = (await readdir(join(folder, 'data'), { recursive: true })).filter((name) =>
      name.endsWith('.parquet'),
    );
    expect(files.sort()).toEqual(
      ['en-generation', 'en-understanding', 'zh-generation', 'zh-understanding'].flatMap((part) =>
        ['train', 'validation'].map((split) => `${part}/${split}-00000-of-00001.parquet`),
      ),
    );
    expect(report.folders[0]!.files.map(({ path }) => path).sort()).toEqual(files.map((name) => `data/${name}`).sort());
    const cut = await write({ sizes: { mostBytes: 1, count: 3 }, filter: { languages: ['en'] }, splits: ['train'] });
    expect((await readdir(join(cut.folder, 'data/en-generation'))).sort()).toEqual(
      [0, 1, 2].map((shard) => `train-0000${shard}-of-00003.parquet`),
    );
  });

  it('has a card whose front matter tells configurations, features and sizes', async () => {
    const { card, report } = await write();
    const [, front] = card.split(/^---$/m);
    for (const name of ['all', 'en', 'zh', 'en-understanding', 'zh-generation'])
      expect(front).toContain(`- config_name: ${name}\n`);
    expect(front).toContain('license: cc-by-4.0');
    const examples = [...front!.matchAll(/num_examples: (\d+)/g)].map(([, count]) => Number(count));
    // Configurations of all, of a language, and of a language and kind: each pair is in three of them.
    expect(examples.reduce((sum, count) => sum + count, 0)).toBe(3 * report.pairs);
  });

  it('says that the licences differ where they do', async () => {
    await storePairs(ledger.db, [{ document: 900, licence: null }]);
    const { card } = await write();
    expect(card).toContain('license: other');
    expect(card).toContain('| none stated | ');
    await ledger.db.deleteFrom('pair').where('instruction', '=', 'Say of 900.').execute();
  });

  it('shows what pages and settings say as text, whatever it is', async () => {
    const { card } = await write({ splits: ['train', 'validation', 'bench'] });
    expect(card).toContain(markdownText(hostile));
    expect(card).not.toContain('<script>');
    expect(card).not.toContain('\u202e');
    expect(markdownText('a | b\n[c](d)')).toBe('a \\| b \\[c\\]\\(d\\)');
  });

  it('has plots beside the card, and gives the same bytes again', async () => {
    const [first, second] = [await write(), await write()];
    const contents = async ({ folder }: typeof first) => {
      const names = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = names
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
      return Promise.all(files.map(async (path) => [path.slice(folder.length), await readFile(path, 'base64')]));
    };
    expect(await contents(first)).toEqual(await contents(second));
    const linked = [...first.card.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(linked).toHaveLength(4);
    for (const path of linked) expect(await readFile(join(first.folder, path), 'utf8')).toMatch(/^<svg /);
  });

  it('is a card that says so where nothing is in it', async () => {
    const { card, report } = await write({ filter: { sources: ['nobody'] } });
    expect(report.pairs).toBe(0);
    expect(card).toContain('configs: []');
  });
});

it('writes YAML that nothing can break out of', () => {
  expect(yamlOf({ a: 'no', b: ['x: y', { c: null, d: [] }], e: { f: 'plain-text', g: 'line\nbreak\u0085' } })).toBe(
    'a: "no"\nb:\n- "x: y"\n- c: null\n  d: []\ne:\n  f: plain-text\n  g: "line\\nbreak\\u0085"\n',
  );
});
