import { packageVersion } from '../../pipeline/package-root.ts';
import { promptVersions } from '../../pipeline/prompts/index.ts';
import type { Language } from '../../pipeline/records.ts';
import { ShardFolder } from '../../pipeline/shards/shard-folder.ts';
import { benchCard } from './bench-card.ts';
import { type BenchEntry, publishedOf } from './bench-entry.ts';
import type { Quota } from './quotas.ts';

export const benchFile = 'sevenllm-bench.jsonl';
export const extendedFile = 'sevenllm-bench-extended.jsonl';
/** Records that stand in for those that a review rejects. */
export const reserveFile = 'sevenllm-bench-reserve.jsonl';

/** What a bench holds and how good its questions are, as its manifest and card say it. */
export interface BenchFigures {
  seed: number;
  sizes: { open: number; choice: number };
  languages: readonly Language[];
  /** Held-out documents, and held-out pairs left out because their text is in the other language. */
  documents: number;
  acrossLanguages: number;
  parts: Record<string, { taken: number; reserve: number; quotas: Quota[] }>;
  letters: Record<string, Record<string, number>>;
  guessers: Record<string, Record<string, number | null>>;
  closedBook: { model: string; asked: number; known: number } | null;
  /** What a review made of it, where there was one. */
  review?: ReviewFigures;
}

export interface ReviewFigures {
  accepted: number;
  edited: number;
  /** Rejected records that another took the place of, and those that none did. */
  replaced: number;
  removed: number;
  unreviewed: number;
  reviewers: string[];
}

export interface BenchContents {
  entries: readonly BenchEntry[];
  reserve: readonly BenchEntry[];
  figures: BenchFigures;
  settings: Record<string, unknown>;
}

/** Writes a bench as one folder: all of it is put in place at once, or nothing. Holds no time. */
export async function writeBench(
  path: string,
  { entries, reserve, figures, settings }: BenchContents,
): Promise<BenchFigures> {
  const folder = await ShardFolder.open(path);
  try {
    const manifest = {
      generator: { name: 'sevenllm', version: packageVersion },
      records: entries.length,
      ...figures,
      models: [...new Set(entries.flatMap(({ pair }) => pair?.model ?? []))].sort(),
      prompts: promptVersions,
      settings,
    };
    await folder.writeBeside(benchFile, linesOf(entries.map(publishedOf)));
    await folder.writeBeside(extendedFile, linesOf(entries));
    await folder.writeBeside(reserveFile, linesOf(reserve));
    await folder.writeBeside('README.md', benchCard(entries, figures, manifest.models));
    await folder.publish({ ...manifest, files: [], others: folder.others });
    return figures;
  } catch (error) {
    await folder.abandon();
    throw error;
  }
}

const linesOf = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
