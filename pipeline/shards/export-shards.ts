import { resolve } from 'node:path';
import { sql } from 'kysely';
import { type Config, withoutSecrets } from '../config.ts';
import type { Ledger, LedgerTransaction } from '../ledger/ledger.ts';
import { spendReport } from '../ledger/spend.ts';
import { workCounts } from '../ledger/work.ts';
import { packageVersion } from '../package-root.ts';
import { promptVersions } from '../prompts/index.ts';
import { type Language, languageSchema } from '../records.ts';
import { publishedRecord } from './published-record.ts';
import { manifestName, type ShardFile, ShardFolder } from './shard-folder.ts';

export interface ExportReport {
  folder: string;
  manifest: string;
  files: ShardFile[];
  pairs: number;
  /** Pairs by task category and language. */
  counts: Record<string, Record<Language, number>>;
}

const readAtOnce = 500;
const shardBytes = 256 * 1024 * 1024;

/**
 * Writes the dataset as published JSONL, a set of shards for each language, with a manifest. The export is of one
 * snapshot of the ledger, in an order that depends on the records alone: the same ledger gives the same bytes.
 */
export async function exportShards(
  ledger: Ledger,
  config: Config,
  folder: string,
  preferredModel: string,
): Promise<ExportReport> {
  // One export at a time into a folder: another would take our files for what a killed one left behind.
  const lock = await lockFolder(ledger, folder);
  try {
    return await exportInto(ledger, config, await ShardFolder.open(folder), preferredModel);
  } finally {
    await lock.release();
  }
}

async function lockFolder(ledger: Ledger, folder: string): Promise<{ release(): Promise<void> }> {
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

async function exportInto(
  ledger: Ledger,
  config: Config,
  target: ShardFolder,
  preferredModel: string,
): Promise<ExportReport> {
  try {
    return await ledger.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((transaction) => writeAll(transaction, target, config, preferredModel));
  } catch (error) {
    await target.abandon();
    throw error;
  }
}

async function writeAll(
  transaction: LedgerTransaction,
  target: ShardFolder,
  config: Config,
  preferredModel: string,
): Promise<ExportReport> {
  const counts: ExportReport['counts'] = {};
  const models = new Set<string>();
  let id = 0;
  for (const language of languageSchema.options) {
    const shards = target.series(`sevenllm-instruct-${language}`, language, shardBytes);
    for await (const pair of readPairs(transaction, language, preferredModel)) {
      await shards.write(`${JSON.stringify(publishedRecord(++id, pair))}\n`);
      counts[pair.category] ??= { en: 0, zh: 0 };
      counts[pair.category]![language]++;
      models.add(pair.model);
      models.add(pair.answered_by);
    }
    await shards.end();
  }
  const { home: _home, out: _out, ...settings } = withoutSecrets(config);
  const stages = await workCounts(transaction);
  const manifest = {
    format: 'sevenllm',
    generator: { name: 'sevenllm', version: packageVersion },
    pairs: id,
    counts: sortKeys(counts),
    files: target.files,
    models: [...models].sort(),
    prompts: promptVersions,
    settings,
    spend: await spendReport(transaction),
    ledger: stages
      .map(({ stage, model, state, reason, count }) => ({ stage, model, state, reason, count }))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), 'en')),
  };
  await target.publish(manifest);
  return { folder: target.folder, manifest: manifestName, files: target.files, pairs: id, counts: sortKeys(counts) };
}

/** Pairs of one language, one for each document and task: of the preferred model where it has one. */
async function* readPairs(transaction: LedgerTransaction, language: Language, preferredModel: string) {
  let after = { document_id: '', task: '' };
  for (;;) {
    const rows = await transaction
      .selectFrom('pair')
      .innerJoin('completion', 'completion.id', 'pair.completion_id')
      .distinctOn(['pair.document_id', 'task'])
      .select(['pair.document_id', 'task', 'category', 'instruction', 'input', 'thought', 'output', 'pair.model'])
      // A fallback may have answered for the model that was asked.
      .select('completion.model as answered_by')
      .where('language', '=', language)
      .where(sql<boolean>`(pair.document_id, task) > (${after.document_id}, ${after.task})`)
      .orderBy('pair.document_id')
      .orderBy('task')
      .orderBy(sql`pair.model = ${preferredModel}`, 'desc')
      .orderBy('pair.model', 'desc')
      .orderBy('prompt_version', 'desc')
      .limit(readAtOnce)
      .execute();
    yield* rows;
    if (rows.length < readAtOnce) return;
    after = rows.at(-1)!;
  }
}

function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
