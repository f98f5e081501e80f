import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';
import type { LedgerTables } from './schema.ts';

/** Every table of the ledger: what a backup holds, and all that a restore touches in a database that others may share. */
const ledgerTables: Record<keyof LedgerTables, true> = {
  work: true,
  page: true,
  document: true,
  document_band: true,
  near_duplicate: true,
  assignment: true,
  spread: true,
  cell: true,
  completion: true,
  spend_total: true,
  unstored_call: true,
  batch: true,
  batch_item: true,
  draft: true,
  pair: true,
  retired_pair: true,
  judgement: true,
  curation: true,
  curation_state: true,
  crawl: true,
  crawl_hold: true,
  paused_stage: true,
  visit: true,
  host: true,
  endpoint_limit: true,
  endpoint: true,
  schedule: true,
  source_check: true,
  run: true,
  rerun: true,
  rerun_cell: true,
};

export const ledgerTableNames = Object.keys(ledgerTables) as (keyof LedgerTables)[];

export interface TableColumns {
  table: string;
  columns: { name: string; type: string; isIdentity: boolean }[];
}

/** The ledger's tables that there are, with their columns in order. */
export async function presentTables(db: LedgerDatabase): Promise<TableColumns[]> {
  const { rows } = await sql<{ table: string; name: string; type: string; isIdentity: boolean }>`
    select relname as table, attname as name, format_type(atttypid, atttypmod) as type, attidentity <> '' as "isIdentity"
    from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where pg_class.oid = any(select to_regclass(name) from unnest(${ledgerTableNames}::text[]) as name)
    order by relname, attnum`.execute(db);
  const tables = new Map<string, TableColumns['columns']>();
  for (const { table, ...column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return [...tables].map(([table, columns]) => ({ table, columns }));
}
