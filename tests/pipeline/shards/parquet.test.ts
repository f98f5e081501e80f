import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { codecOf } from '../../../pipeline/shards/compress.ts';
import type { ExportedPair } from '../../../pipeline/shards/exported-pair.ts';
import type { FormatOptions } from '../../../pipeline/shards/formats/format.ts';
import { parquet } from '../../../pipeline/shards/formats/parquet.ts';
import { parquetColumns } from '../../../pipeline/shards/parquet-columns.ts';
import { ShardFolder } from '../../../pipeline/shards/shard-folder.ts';
import { somePair } from './some-pair.ts';

const place = await mkdtemp(join(tmpdir(), 'sevenllm-parquet-'));
afterAll(() => rm(place, { recursive: true }));
let folders = 0;

async function write(pairs: readonly ExportedPair[], overrides: Partial<FormatOptions> = {}) {
  const options = {
    sizes: { mostBytes: 1e9 },
    compression: 'none',
    target: 'answer',
    template: 'plain',
    ...overrides,
  } as const;
  const folder = await ShardFolder.open(join(place, String(++folders)));
  const writer = parquet.open(folder, options);
  for (const [index, pair] of pairs.entries()) await writer.write(pair, index + 1);
  await writer.end({ pairs: pairs.length, manifest: {} });
  await folder.publish({ files: folder.shards });
  return folder;
}

async function read(folder: ShardFolder) {
  const compressors = { GZIP: (await codecOf('gzip')).decompress, ZSTD: (await codecOf('zstd')).decompress };
  const parts = await Promise.all(
    folder.shards.map(async ({ path }) =>
      parquetReadObjects({ file: await asyncBufferFromFile(join(folder.folder, path)), compressors }),
    ),
  );
  return parts.flat();
}

const groupsOf = async (folder: ShardFolder) => {
  const file = await asyncBufferFromFile(join(folder.folder, folder.shards[0]!.path));
  return (await parquetMetadataAsync(file)).row_groups.map((group) => Number(group.num_rows));
};

describe('parquet', () => {
  it('holds the extended record as columns, with nothing lost', async () => {
    const strange = 'zero\u200bwidth \u202eright to left\u2028line 入侵 😀';
    const rows = await read(
      await write([
        somePair({
          input: strange,
          evidence: [{ path: 'a.0', kind: 'quote', start: 1, end: 4 }],
          blocks: [0, 7],
          score: 4.5,
        }),
        somePair({ output: { 名称: ['x'] }, evidence: [], blocks: [], score: null, publishedAt: null, licence: null }),
        somePair({ input: 'x'.repeat(5 << 20), title: 'half \ud83d of a pair', thought: '' }),
      ]),
    );
    expect(Object.keys(rows[0]!)).toEqual(parquetColumns.map(({ name }) => name));
    expect(rows[0]).toMatchObject({ id: 1n, input: strange, blocks: [0, 7], score: 4.5 });
    expect(rows[0]!.evidence).toEqual([{ path: 'a.0', kind: 'quote', start: 1, end: 4 }]);
    expect(rows[1]).toMatchObject({ output: '{"名称":["x"]}', evidence: [], blocks: [], thought: 'It follows.' });
    expect([rows[1]!.score ?? null, rows[1]!.published_at ?? null, rows[1]!.licence ?? null]).toEqual([
      null,
      null,
      null,
    ]);
    expect([rows[2]!.input.length, rows[2]!.title, rows[2]!.thought]).toEqual([5 << 20, 'half \ufffd of a pair', '']);
  });

  it.each(['none', 'gzip', 'zstd'] as const)(
    'is read back and gives the same bytes again, compressed: %s',
    async (compression) => {
      const pairs = Array.from({ length: 50 }, (_, index) =>
        somePair({ id: `pair_${index}`, score: null, licence: null }),
      );
      const [first, second] = [await write(pairs, { compression }), await write(pairs, { compression })];
      expect(first.shards.map(({ sha256 }) => sha256)).toEqual(second.shards.map(({ sha256 }) => sha256));
      expect((await read(first)).map(({ pair_id }) => pair_id)).toEqual(pairs.map(({ id }) => id));
    },
  );

  it('ends a row group by rows and by bytes, so that memory does not grow', async () => {
    expect(await groupsOf(await write(Array.from({ length: 12_000 }, () => somePair({ input: 'x' }))))).toEqual([
      5000, 5000, 2000,
    ]);
    const large = somePair({ input: 'x'.repeat(1_500_000) });
    expect(await groupsOf(await write(Array(5).fill(large)))).toEqual([2, 2, 1]);
  });

  it('cuts shards by size, or makes so many of equal length', async () => {
    const pairs = Array.from({ length: 100 }, (_, index) => somePair({ id: `pair_${index}` }));
    const cut = await write(pairs, { sizes: { mostBytes: 10_000 } });
    expect(cut.shards.length).toBeGreaterThan(3);
    expect((await read(cut)).map(({ pair_id }) => pair_id)).toEqual(pairs.map(({ id }) => id));
    const counted = await write(pairs, { sizes: { mostBytes: 1, count: 3 } });
    expect(counted.shards.map(({ records }) => records)).toEqual([33, 34, 33]);
    expect((await read(counted)).map(({ id }) => Number(id))).toEqual(pairs.map((_, index) => index + 1));
    expect((await write(pairs.slice(0, 2), { sizes: { mostBytes: 1, count: 256 } })).shards).toHaveLength(2);
    expect((await readdir(counted.folder)).sort()).toEqual(
      ['manifest.json', ...counted.shards.map(({ path }) => path)].sort(),
    );
  });

  it('gives no file without pairs', async () => {
    expect((await write([])).shards).toEqual([]);
  });
});
