import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { curate } from '../curation/curate.ts';
import { maskPersonalData } from '../curation/mask-personal-data.ts';
import { readBenchTexts } from '../decontaminate/bench-texts.ts';
import { type ContaminatedDocument, contaminatedDocuments } from '../decontaminate/contaminated-documents.ts';
import { ContaminationIndex } from '../decontaminate/contamination-index.ts';
import { SetupError } from '../errors.ts';
import type { Ledger, LedgerTransaction } from '../ledger/ledger.ts';
import { pinSplits } from '../ledger/pin-splits.ts';
import type { Language } from '../records.ts';
import type { ExportedPair } from './exported-pair.ts';
import type { Format, FormatOptions } from './formats/format.ts';
import { describeExport, ExportCounts, sortKeys } from './manifest.ts';
import type { PairFilter } from './pair-filter.ts';
import { readPairBatches } from './read-pairs.ts';
import { type Sample, sampleOf } from './sample-pairs.ts';
import { manifestName, type ShardFile, ShardFolder } from './shard-folder.ts';
import type { Split } from './split.ts';

export interface ExportRequest extends FormatOptions {
  /** Where one format is written to; of several, each has a folder of its own name in it. */
  folder: string;
  formats: readonly Format[];
  filter: PairFilter;
  splits: readonly Split[];
  sample?: Sample | undefined;
  /** Most pairs. */
  limit?: number | undefined;
  /** Benchmarks as JSON Lines: documents that hold their texts are left out. */
  decontaminate?: readonly string[] | undefined;
  /** Whose pair is taken where several models answered the same. */
  preferredModel: string;
}

export interface ExportReport {
  folders: { format: string; folder: string; manifest: string; files: ShardFile[] }[];
  pairs: number;
  /** Pairs that are of a split which was not asked for: of the bench, mostly. */
  heldOut: number;
  /** Documents that hold a benchmark's text, what of it, and how many pairs were left out with them. */
  contaminated: ContaminatedDocument[];
  contaminatedPairs: number;
  /** Pairs by task category and language. */
  counts: Record<string, Record<Language, number>>;
  splits: Partial<Record<Split, Record<Language, number>>>;
}

/** As `export` and `run` write it where nothing else is asked for. */
export const defaultExport = {
  sizes: { mostBytes: 256 * 1024 * 1024 },
  compression: 'none',
  target: 'answer',
  template: 'plain',
  filter: {},
  splits: ['train', 'validation'],
} as const satisfies Partial<ExportRequest>;

/**
 * Writes the dataset, or a part of it, in one form or several, each a folder of shards with a manifest. The export is of
 * one snapshot of the ledger, in an order that depends on the records alone: the same ledger gives the same bytes.
 */
export async function exportShards(ledger: Ledger, config: Config, request: ExportRequest): Promise<ExportReport> {
  if (config.maskPersonalData && request.formats.some(({ name }) => name === 'pointers'))
    throw new SetupError(
      'Pointers are found again by the hash of their text, which masking would change: unset SEVENLLM_MASK_PERSONAL_DATA for them.',
    );
  // One export at a time into a folder: another would take our files for what a killed one left behind.
  const lock = await lockFolder(ledger, request.folder);
  const targets: Target[] = [];
  try {
    for (const format of request.formats) {
      const folder = await ShardFolder.open(folderOf(format, request));
      targets.push({ format, folder, writer: format.open(folder, request) });
    }
    await curate(ledger.db, config, request.preferredModel);
    return await inSnapshot(ledger, (transaction) => writeAll(transaction, config, request, targets));
  } catch (error) {
    for (const { folder } of targets) await folder.abandon();
    throw error;
  } finally {
    await lock.release();
  }
}

/** A pair and its number in the export, from 1. */
export type NumberedPair = [pair: ExportedPair, number: number];

/** The pairs that a request asks for, in order, of a snapshot; some at a time. */
export async function* pairsOf(
  transaction: LedgerTransaction,
  config: Config,
  { filter, splits, sample, limit = Infinity, preferredModel }: Omit<ExportRequest, 'folder' | 'formats'>,
  contaminated: ReadonlyMap<string, ContaminatedDocument>,
  leftOut: (pair: ExportedPair, why: 'split' | 'contaminated') => void = () => {},
): AsyncGenerator<NumberedPair[]> {
  const selection = { filter, shares: config, preferredModel };
  const whyNot = (pair: ExportedPair) => {
    if (!splits.includes(pair.split)) return 'split';
    return contaminated.has(pair.documentId) ? 'contaminated' : undefined;
  };
  const wanted = async function* () {
    for await (const pairs of readPairBatches(transaction, selection)) yield pairs.filter((pair) => !whyNot(pair));
  };
  const isIn = sample ? await sampleOf(wanted(), sample) : () => true;
  let number = 0;
  for await (const pairs of readPairBatches(transaction, selection)) {
    const numbered: NumberedPair[] = [];
    let hasEnough = false;
    for (const pair of pairs) {
      const why = whyNot(pair);
      hasEnough = !why && number >= limit;
      if (hasEnough) break;
      if (why) leftOut(pair, why);
      else if (isIn(pair)) numbered.push([config.maskPersonalData ? maskPersonalData(pair.toJSON()) : pair, ++number]);
    }
    yield numbered;
    if (hasEnough) return;
  }
}

/** The documents that hold texts of the benchmarks that a request names. */
export async function contaminatedBy(
  transaction: LedgerTransaction,
  { decontaminate = [] }: Pick<ExportRequest, 'decontaminate'>,
): Promise<Map<string, ContaminatedDocument>> {
  if (decontaminate.length === 0) return new Map();
  return contaminatedDocuments(transaction, new ContaminationIndex(await readBenchTexts(decontaminate)));
}

/** Reads as if the ledger stood still, once every document of the dataset has its split. */
export async function inSnapshot<T>(ledger: Ledger, read: (transaction: LedgerTransaction) => Promise<T>): Promise<T> {
  await pinSplits(ledger.db);
  return ledger.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}

interface Target {
  format: Format;
  folder: ShardFolder;
  writer: ReturnType<Format['open']>;
}

const folderOf = ({ name }: Format, { folder, formats }: ExportRequest) =>
  formats.length === 1 ? folder : join(folder, name);

async function writeAll(
  transaction: LedgerTransaction,
  config: Config,
  request: ExportRequest,
  targets: readonly Target[],
): Promise<ExportReport> {
  const counts = new ExportCounts();
  const contaminated = await contaminatedBy(transaction, request);
  const pairs = pairsOf(transaction, config, request, contaminated, (_, why) => {
    if (why === 'split') counts.heldOut++;
    else counts.contaminated++;
  });
  for await (const some of pairs)
    for (const [pair, number] of some) {
      counts.add(pair);
      for (const { writer } of targets) {
        const written = writer.write(pair, number);
        if (written) await written;
      }
    }
  const manifest = await describeExport(transaction, config, request, counts);
  for (const { writer } of targets) await writer.end({ pairs: counts.pairs, manifest });
  if (request.decontaminate)
    for (const { folder } of targets)
      await folder.writeBeside('decontamination.json', `${JSON.stringify([...contaminated.values()], null, 2)}\n`);
  for (const { format, folder } of targets)
    await folder.publish({ format: format.name, ...manifest, files: folder.shards, others: folder.others });
  return {
    folders: targets.map(({ format, folder }) => ({
      ...{ format: format.name, folder: folder.folder, manifest: manifestName, files: folder.shards },
    })),
    ...{ contaminated: [...contaminated.values()], contaminatedPairs: counts.contaminated },
    ...{ pairs: counts.pairs, heldOut: counts.heldOut, counts: sortKeys(counts.tasks), splits: counts.splits },
  };
}

export async function lockFolder(ledger: Ledger, folder: string): Promise<{ release(): Promise<void> }> {
  const client = await ledger.pool.connect();
  const key = `sevenllm export ${resolve(folder)}`;
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
  return {
    async release() {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]);
      client.release();
    },
  };
}
