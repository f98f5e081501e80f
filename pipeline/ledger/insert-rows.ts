import { type Selectable, sql } from 'kysely';
import type { LedgerTransaction } from './ledger.ts';
import type { LedgerTables } from './schema.ts';

/** Rows as they are read; a bytea as `\x` and hexadecimal digits. Columns left out take their default. */
type Row<Table extends keyof LedgerTables> = {
  [Column in keyof Selectable<LedgerTables[Table]>]?: Selectable<LedgerTables[Table]>[Column] | string;
};

/** Rows a statement, so that a sitemap's 50,000 pages are no single value of many megabytes. */
const atOnce = 2000;

/**
 * Inserts any number of rows with one parameter a statement, since a statement takes 65,535 at most and each costs time;
 * PostgreSQL reads the rows off one JSON array by the table's own types. All rows must have the same columns. Rows that
 * are there already are left as they are, or take the new values of `update`.
 */
export async function insertRows<Table extends keyof LedgerTables & string>(
  transaction: LedgerTransaction,
  table: Table,
  rows: readonly Row<Table>[],
  conflict: { on?: string; update?: readonly string[] } = {},
): Promise<void> {
  for (let start = 0; start < rows.length; start += atOnce) {
    const part = rows.slice(start, start + atOnce);
    const columns = sql.join(Object.keys(part[0] as object).map((column) => sql.ref(column)));
    const resolution =
      conflict.on && conflict.update
        ? sql`on conflict (${sql.ref(conflict.on)}) do update set ${sql.join(
            conflict.update.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`),
          )}`
        : sql`on conflict do nothing`;
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(part)}::jsonb)
      ${resolution}`.execute(transaction);
  }
}
