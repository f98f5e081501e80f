import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { packageVersion } from '../package-root.ts';
import { type BackupEnd, type BackupHead, backupFormat } from './backup-format.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { presentTables, type TableColumns } from './ledger-tables.ts';

/** Bytes of rows that are read at once, as far as the rows before let one tell. */
const bytesAtOnce = 4 * 1024 * 1024;
const mostRowsAtOnce = 1000;

/**
 * Writes the whole ledger into one file (gzip, lines of JSON: `backup-format.ts`), as it stood at one moment, while others
 * go on working. Memory does not grow with the ledger. The file is there once it is whole.
 */
export async function backupLedger(db: LedgerDatabase, file: string): Promise<BackupEnd> {
  const end: BackupEnd = { tables: {} };
  const part = `${file}.part`;
  try {
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (transaction) => {
        const lines = Readable.from(linesOf(transaction, end));
        // The rows are what came from others; nobody else on this machine is to read them.
        await pipeline(lines, createGzip({ level: 5 }), createWriteStream(part, { mode: 0o600, flush: true }));
      });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return end;
}

async function* linesOf(transaction: LedgerTransaction, end: BackupEnd): AsyncGenerator<string> {
  // Times are written as text, and read back as such.
  await sql`set local time zone 'UTC'`.execute(transaction);
  const migrations = await sql<BackupHead['migrations'][number]>`
    select name, timestamp from kysely_migration order by name`.execute(transaction);
  const head: BackupHead = {
    ...{ format: backupFormat, program: packageVersion, createdAt: new Date().toISOString() },
    migrations: migrations.rows,
  };
  yield `${JSON.stringify(head)}\n`;
  for (const table of await presentTables(transaction)) {
    yield `${JSON.stringify({ table: table.table, columns: table.columns.map(({ name }) => name) })}\n`;
    const hash = createHash('sha256');
    let count = 0;
    for await (const rows of rowsOf(transaction, table)) {
      count += rows.length;
      const text = rows.map((row) => `${row}\n`).join('');
      hash.update(text);
      yield text;
    }
    end.tables[table.table] = { rows: count, sha256: hash.digest('hex') };
  }
  yield `${JSON.stringify({ end })}\n`;
}

/** Rows as JSON arrays of the text that PostgreSQL itself writes for each value, so that all come back to the bit. */
async function* rowsOf(transaction: LedgerTransaction, { table, columns }: TableColumns): AsyncGenerator<string[]> {
  const values = sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text`));
  await sql`declare backup no scroll cursor for select json_build_array(${values})::text as row from ${sql.table(table)}`.execute(
    transaction,
  );
  let atOnce = 10;
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch forward ${sql.lit(atOnce)} from backup`.execute(transaction);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
    const bytes = rows.reduce((sum, { row }) => sum + row.length, 0);
    const fitting = Math.floor((bytesAtOnce * rows.length) / bytes);
    // Rows that are small may be followed by large ones.
    atOnce = Math.max(1, Math.min(fitting, 2 * atOnce, mostRowsAtOnce));
  }
  await sql`close backup`.execute(transaction);
}
