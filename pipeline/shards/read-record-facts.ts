import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { codecOf } from './compress.ts';
import { readLines } from './read-lines.ts';
import { shardBytes } from './shard-bytes.ts';

/** What records tell of themselves, counted: by task category and language, and by split and language. */
export interface RecordFacts {
  records: number;
  tasks: Record<string, { en: number; zh: number }>;
  splits: Record<string, { en: number; zh: number }>;
}

interface ShardOf {
  split: string;
  language: 'en' | 'zh';
}

/** None yet. The names are whatever a file says: they are no properties that objects have of themselves. */
export const noFacts = (): RecordFacts => ({ records: 0, tasks: Object.create(null), splits: Object.create(null) });

/** Reads a shard, a part at a time, and adds up what its records tell. Throws where it is none of the forms that are written. */
export async function readRecordFacts(path: string, of: ShardOf, facts: RecordFacts): Promise<void> {
  if (path.endsWith('.parquet')) return readParquet(path, facts);
  for await (const line of readLines(shardBytes(path))) note(facts, JSON.parse(line.toString()), of);
}

async function readParquet(path: string, facts: RecordFacts): Promise<void> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const [gzip, zstd] = [await codecOf('gzip'), await codecOf('zstd')];
  const compressors = { GZIP: gzip.decompress, ZSTD: zstd.decompress };
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const columns = ['category', 'language', 'split'];
    const rows = await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd, compressors });
    for (const row of rows) note(facts, row, undefined);
    rowStart = rowEnd;
  }
}

/** A record that does not tell its language is of the shard's. */
function note(facts: RecordFacts, record: unknown, of: ShardOf | undefined): void {
  facts.records++;
  const { category, split, language = of?.language } = record as Record<string, unknown>;
  if (language !== 'en' && language !== 'zh') return;
  for (const [counts, name] of [
    [facts.tasks, category],
    [facts.splits, split],
  ] as const) {
    if (typeof name !== 'string') continue;
    counts[name] ??= { en: 0, zh: 0 };
    counts[name][language]++;
  }
}
