import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Config, withoutSecrets } from '../config.ts';
import { curationReport } from '../curation/curation-report.ts';
import { sha256 } from '../hash.ts';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import { spendReport } from '../ledger/spend.ts';
import { workCounts } from '../ledger/work.ts';
import { packageVersion } from '../package-root.ts';
import { promptVersions } from '../prompts/index.ts';
import type { Language } from '../records.ts';
import type { ExportRequest } from './export-shards.ts';
import type { ExportedPair } from './exported-pair.ts';
import type { Split } from './split.ts';

/** What an export holds, counted on the way. */
export class ExportCounts {
  pairs = 0;
  /** Pairs within the filter that are of a split which was not asked for. */
  heldOut = 0;
  /** Pairs of documents that hold a benchmark's text. */
  contaminated = 0;
  /** By task category and language. */
  readonly tasks: Record<string, Record<Language, number>> = {};
  readonly splits: Partial<Record<Split, Record<Language, number>>> = {};
  readonly sources: Record<string, Record<Language, number>> = {};
  readonly licences: Record<string, number> = {};
  readonly models = new Set<string>();

  add({ category, language, split, source, licence, model, answeredBy }: ExportedPair): void {
    this.pairs++;
    this.tasks[category] ??= { en: 0, zh: 0 };
    this.splits[split] ??= { en: 0, zh: 0 };
    this.sources[source] ??= { en: 0, zh: 0 };
    for (const counts of [this.tasks[category], this.splits[split], this.sources[source]]) counts[language]++;
    const named = licence ?? 'none stated';
    this.licences[named] = (this.licences[named] ?? 0) + 1;
    this.models.add(model).add(answeredBy);
  }
}

/** Says of an export what it holds, how it was chosen and made, and that the ledger it is of balances. Holds no time. */
export async function describeExport(
  transaction: LedgerTransaction,
  config: Config,
  { filter, splits, sample, limit, decontaminate }: ExportRequest,
  counts: ExportCounts,
): Promise<Record<string, unknown>> {
  const { home: _home, out: _out, ...settings } = withoutSecrets(config);
  const stages = await workCounts(transaction);
  return {
    generator: { name: 'sevenllm', version: packageVersion },
    pairs: counts.pairs,
    heldOut: counts.heldOut,
    ...(decontaminate && { decontaminated: { against: await hashesOf(decontaminate), pairs: counts.contaminated } }),
    counts: sortKeys(counts.tasks),
    splits: counts.splits,
    sources: sortKeys(counts.sources),
    licences: sortKeys(counts.licences),
    filter: { ...filter, splits, sample: sample ?? null, limit: limit ?? null },
    models: [...counts.models].sort(),
    prompts: promptVersions,
    settings,
    curation: await curationReport(transaction),
    spend: await spendReport(transaction),
    ledger: stages
      .map(({ stage, model, state, reason, count }) => ({ stage, model, state, reason, count }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

/** Benchmarks by name, with SHA-256. */
async function hashesOf(files: readonly string[]) {
  return Promise.all(files.map(async (file) => ({ name: basename(file), sha256: sha256(await readFile(file)) })));
}

export function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
