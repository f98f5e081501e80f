import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetupError } from '../../../pipeline/errors.ts';
import { sha256 } from '../../../pipeline/hash.ts';
import { decompress } from '../../../pipeline/shards/compress.ts';
import { defaultExport, type ExportRequest, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { formats } from '../../../pipeline/shards/formats/index.ts';
import { sevenllm } from '../../../pipeline/shards/formats/sevenllm.ts';
import { sevenllmExtended } from '../../../pipeline/shards/formats/sevenllm-extended.ts';
import { splitOf } from '../../../pipeline/shards/split.ts';
import { streamPairs } from '../../../pipeline/shards/stream-pairs.ts';
import { createLedger } from '../../test-database.ts';
import { pageIdOf, storePairs } from './stored-pairs.ts';

const { ledger, config } = await createLedger({ validationShare: 0.1, benchShare: 0.1 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-export-'));
afterAll(() => rm(place, { recursive: true }));

const entity = 'key-entity-recognition';
const documents = Array.from({ length: 60 }, (_, number) => number);
const splitsOf = new Map(documents.map((document) => [document, splitOf(pageIdOf(document), config)]));

beforeAll(async () => {
  await storePairs(ledger.db, [
    ...documents.map((document) => ({
      document,
      ...(document % 10 === 0 && { source: 'other', licence: 'CC-BY-4.0', publishedAt: '2020-05-05' }),
      ...(document % 10 === 1 && { licence: 'CC BY-SA 3.0', publishedAt: null }),
    })),
    ...documents.slice(0, 20).map((document) => ({ document, task: entity, output: { 名称: [`实体 ${document}`] } })),
    ...documents.slice(0, 3).map((document) => ({ document, model: 'teacher-2', output: 'By the other.' })),
  ]);
});

let number = 0;

async function write(overrides: Partial<ExportRequest> = {}, folder = join(place, String(++number))) {
  const request = { ...defaultExport, formats: [sevenllm], preferredModel: 'teacher-1', folder, ...overrides };
  const report = await exportShards(ledger, config, request);
  const manifest = JSON.parse(await readFile(join(report.folders[0]!.folder, 'manifest.json'), 'utf8'));
  return { folder, report, manifest, lines: await linesOf(report.folders[0]!) };
}

async function linesOf({ folder, files }: { folder: string; files: { path: string }[] }) {
  const texts = await Promise.all(files.map(({ path }) => readFile(join(folder, path), 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((line) => JSON.parse(line));
}

const extended = (overrides: Partial<ExportRequest> = {}) => write({ formats: [sevenllmExtended], ...overrides });

describe('an export', () => {
  it('is the published record, in shards by split and language, without what is held out for the bench', async () => {
    const { report, manifest, lines, folder } = await write();
    expect(Object.keys(lines[0])).toEqual(['id', 'category', 'instruction', 'input', 'thought', 'output']);
    expect(lines.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(lines.map((_, index) => index + 1));
    const object = lines.find(({ category }) => category === 'Key Entity Recognition');
    expect(JSON.parse(object.output)).toHaveProperty('名称');
    const benched = documents.filter((document) => splitsOf.get(document) === 'bench');
    expect(benched.length).toBeGreaterThan(0);
    for (const document of benched)
      expect(lines.some(({ instruction }) => instruction === `Say of ${document}.`)).toBe(false);
    expect(report.heldOut).toBe(2 * (benched.length + benched.filter((document) => document < 20).length));
    expect(report.pairs + report.heldOut).toBe(160);
    expect(await readdir(folder)).toEqual([
      'manifest.json',
      ...manifest.files.map((file: { path: string }) => file.path),
    ]);
    for (const { path, sha256: hash, records, bytes } of manifest.files) {
      const content = await readFile(join(folder, path));
      expect([path, sha256(content), content.length]).toEqual([path, hash, bytes]);
      expect(content.toString().split('\n').length - 1).toBe(records);
    }
    expect(manifest.splits.validation.en).toBeGreaterThan(0);
  });

  it('gives the same bytes again', async () => {
    const [first, second] = [await write({ formats }), await write({ formats })];
    const hashes = ({ report }: typeof first) =>
      report.folders.map(({ format, files }) => [format, ...files.map((file) => file.sha256)]);
    expect(hashes(first)).toEqual(hashes(second));
    expect((await readdir(first.folder)).sort()).toEqual(formats.map(({ name }) => name).sort());
  });

  it('takes the bench alone where it is asked for', async () => {
    const { lines } = await extended({ splits: ['bench'] });
    expect(new Set(lines.map(({ split }) => split))).toEqual(new Set(['bench']));
  });

  const all = ['train', 'validation', 'bench'] as const;

  it('filters by task, language, source, model, licence and date', async () => {
    const filtered = async (filter: ExportRequest['filter']) => (await extended({ filter, splits: all })).lines;
    expect(await filtered({ tasks: [entity] })).toHaveLength(40);
    expect(await filtered({ languages: ['zh'] })).toHaveLength(80);
    expect(new Set((await filtered({ sources: ['other'] })).map(({ document }) => document.source))).toEqual(
      new Set(['other']),
    );
    const others = await filtered({ teachers: ['teacher-2'] });
    expect(others.map(({ output }) => output)).toEqual(Array(6).fill('By the other.'));
    expect((await filtered({ licences: ['cc*by-4*'] })).every(({ document }) => document.licence === 'CC-BY-4.0')).toBe(
      true,
    );
    expect(new Set((await filtered({ licences: ['none'] })).map(({ document }) => document.licence))).toEqual(
      new Set([null]),
    );
    expect(await filtered({ licences: ['%'] })).toEqual([]);
    const old = await filtered({ before: new Date('2021-01-01') });
    expect(new Set(old.map(({ document }) => document.published_at))).toEqual(new Set(['2020-05-05']));
    const late = await filtered({ since: new Date('2024-01-01') });
    expect(late).toHaveLength(96 + 2 * 16);
    expect(await filtered({ minScore: 1 })).toEqual([]);
  });

  it('takes the pair of the model that is preferred where several answered', async () => {
    const { lines } = await extended({ preferredModel: 'teacher-2', splits: all });
    expect(lines.filter(({ teacher }) => teacher.model === 'teacher-2')).toHaveLength(6);
    expect(lines).toHaveLength(160);
  });

  it('takes a sample by its seed, of which a larger one holds the smaller, and the first so many', async () => {
    const ids = async (size: number, seed: string) =>
      (await extended({ sample: { size, seed } })).lines.map(({ pair_id }) => pair_id);
    const [small, large, other] = [await ids(10, 'a'), await ids(30, 'a'), await ids(10, 'b')];
    expect([small.length, large.length]).toEqual([10, 30]);
    expect(large).toEqual(expect.arrayContaining(small));
    expect(other).not.toEqual(small);
    expect((await write({ limit: 7 })).lines).toHaveLength(7);
    expect((await write({ sample: { size: 0, seed: 'a' } })).lines).toEqual([]);
  });

  it('cuts shards by size, or fills so many in turn', async () => {
    const cut = await write({ sizes: { mostBytes: 2000 } });
    expect(cut.report.folders[0]!.files.length).toBeGreaterThan(4);
    for (const { bytes } of cut.report.folders[0]!.files) expect(bytes).toBeLessThanOrEqual(2000);
    const turned = await write({ sizes: { mostBytes: 1, count: 3 }, filter: { languages: ['en'] }, splits: ['train'] });
    const { files } = turned.report.folders[0]!;
    expect(files).toHaveLength(3);
    const counts = files.map(({ records }) => records);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(turned.lines).toHaveLength(turned.report.pairs);
  });

  it('compresses shards so that others can read them', async () => {
    const part = { filter: { languages: ['zh'] }, splits: ['train'] } as const;
    const plain = (await write(part)).lines;
    for (const compression of ['gzip', 'zstd'] as const) {
      const folder = join(place, compression);
      const request = { ...defaultExport, formats: [sevenllm], preferredModel: 'teacher-1', folder, compression };
      const report = await exportShards(ledger, config, { ...request, ...part });
      const content = await readFile(join(folder, report.folders[0]!.files[0]!.path));
      const text = (await decompress(content, compression)).toString();
      expect(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual(plain);
    }
  });

  it('puts what loaders want beside the shards, and trains on the thought where asked', async () => {
    const { report } = await write({ formats, target: 'thought', template: 'paper', splits: ['train'] });
    const folderOf = (name: string) => report.folders.find(({ format }) => format === name)!;
    const info = JSON.parse(await readFile(join(folderOf('alpaca').folder, 'dataset_info.json'), 'utf8'));
    expect(Object.keys(info)).toEqual(['sevenllm_train_en', 'sevenllm_train_zh']);
    expect(await readdir(join(folderOf('alpaca').folder, info.sevenllm_train_en.file_name))).toEqual([
      'shard-00001.jsonl',
    ]);
    const [chat] = await linesOf(folderOf('messages'));
    expect(chat.messages[0].content).toMatch(/### Input:\nText \d+\.\n\n### Thought:$/);
    expect(chat.messages[1].content).toMatch(/^It follows\.\n\n### Response:/);
  });

  it('gives no shard where the filter matches nothing, and says so', async () => {
    const { report, manifest } = await write({ filter: { sources: ['nobody'] } });
    expect([report.pairs, manifest.files]).toEqual([0, []]);
  });
});

describe('a folder', () => {
  it('loses the shards of earlier exports, and nothing else', async () => {
    const { folder } = await write({ sizes: { mostBytes: 2000 } });
    await writeFile(join(folder, 'mine-00001.jsonl'), 'mine');
    await writeFile(join(folder, '..', 'outside'), 'mine');
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    manifest.files.push({ path: '../outside' }, { path: '' }, 7);
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const { manifest: next } = await write({}, folder);
    expect((await readdir(folder)).sort()).toEqual(
      ['manifest.json', 'mine-00001.jsonl', ...next.files.map(({ path }: { path: string }) => path)].sort(),
    );
    expect(await readFile(join(folder, '..', 'outside'), 'utf8')).toBe('mine');
  });

  it('is put right after an export that was killed while it put its files in place', async () => {
    const folder = join(place, 'killed');
    await mkdir(join(folder, '.sevenllm-export-abc'), { recursive: true });
    await writeFile(join(folder, 'sevenllm-instruct-train-en-00007.jsonl'), 'half of another export');
    await writeFile(
      join(folder, '.sevenllm-export.json'),
      JSON.stringify(['sevenllm-instruct-train-en-00007.jsonl', 'sevenllm-instruct-train-en-00001.jsonl']),
    );
    const { manifest } = await write({}, folder);
    expect((await readdir(folder)).sort()).toEqual(
      ['manifest.json', ...manifest.files.map(({ path }: { path: string }) => path)].sort(),
    );
  });
});

describe('standard output', () => {
  const request = { ...defaultExport, folder: '-', formats: [sevenllm], preferredModel: 'teacher-1' };

  it('takes the lines of one format', async () => {
    let text = '';
    const out = new Writable({
      write: (chunk, _, done) => {
        text += chunk;
        done();
      },
    });
    await streamPairs(ledger, config, { ...request, limit: 5 }, out);
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1, 2, 3, 4, 5]);
    await expect(streamPairs(ledger, config, { ...request, formats }, out)).rejects.toThrow(SetupError);
  });

  it('ends quietly where the reader has had enough', async () => {
    const out = new Writable({
      highWaterMark: 1,
      write: (_, __, done) => done(Object.assign(new Error('closed'), { code: 'EPIPE' })),
    });
    await streamPairs(ledger, config, request, out);
  });
});
