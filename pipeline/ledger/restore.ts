import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { messageOf, SetupError } from '../errors.ts';
import { readLines } from '../shards/read-lines.ts';
import {
  type BackupEnd,
  type BackupHead,
  backupEndSchema,
  backupHeadSchema,
  backupTableSchema,
} from './backup-format.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { presentTables, type TableColumns } from './ledger-tables.ts';
import { migrationProvider } from './migrations/index.ts';

const bytesAtOnce = 4 * 1024 * 1024;
const mostRowsAtOnce = 1000;

/**
 * Puts a backup in the place of what a ledger holds, in one transaction: as the schema was when it was written, so that
 * opening the ledger afterwards migrates it as it would have been. Throws a SetupError where the file is cut, altered or
 * from a newer version, or where the ledger is not empty and that was not `force`d; then nothing has changed.
 */
export async function restoreLedger(db: LedgerDatabase, file: string, { force = false } = {}): Promise<BackupEnd> {
  const lines = linesOf(file);
  try {
    const head = await readHead(lines, file);
    return await db.transaction().execute(async (transaction) => {
      if (!force) await refuseFilled(transaction);
      await rebuildSchema(transaction, head);
      const keys = await takeForeignKeys(transaction);
      const end = await load(transaction, lines, file);
      for (const { table, name, definition } of keys)
        await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
          transaction,
        );
      return end;
    });
  } finally {
    await lines.return(undefined);
  }
}

async function* linesOf(file: string): AsyncGenerator<string, undefined> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  try {
    for await (const line of readLines(source.pipe(text))) yield line.toString();
  } catch (error) {
    throw new SetupError(`${file} cannot be read as a backup: ${messageOf(error)}.`);
  } finally {
    source.destroy();
    text.destroy();
  }
  return undefined;
}

async function readHead(lines: AsyncGenerator<string>, file: string): Promise<BackupHead> {
  const { value } = await lines.next();
  const parsed = backupHeadSchema.safeParse(parse(value ?? ''));
  if (!parsed.success) throw new SetupError(`${file} is no backup of a ledger.`);
  const known = await migrationProvider.getMigrations();
  const newer = parsed.data.migrations.filter(({ name }) => !(name in known)).map(({ name }) => name);
  if (newer.length > 0)
    throw new SetupError(
      `${file} was written by a newer version, ${parsed.data.program} (its schema has ${newer.join(', ')}). Install that version to restore it.`,
    );
  return parsed.data;
}

/** Whatever a run enters comes from a page, or leaves a trace of the run. */
async function refuseFilled(transaction: LedgerTransaction): Promise<void> {
  const filled: string[] = [];
  for (const table of ['run', 'page', 'schedule'] as const)
    if (await transaction.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst()) filled.push(table);
  if (filled.length > 0)
    throw new SetupError(
      'The ledger is not empty. Restore into a new one (another DATABASE_URL or SEVENLLM_HOME), or replace what it holds by --force.',
    );
}

/** The schema as it was when the backup was written, empty. */
async function rebuildSchema(transaction: LedgerTransaction, { migrations }: BackupHead): Promise<void> {
  const tables = await presentTables(transaction);
  await sql`drop table ${sql.join(tables.map(({ table }) => sql.table(table)))} cascade`.execute(transaction);
  await sql`delete from kysely_migration`.execute(transaction);
  const known = await migrationProvider.getMigrations();
  for (const { name, timestamp } of migrations) {
    await known[name]?.up(transaction);
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${timestamp})`.execute(transaction);
  }
  for (const { table } of await presentTables(transaction))
    await sql`truncate ${sql.table(table)} cascade`.execute(transaction);
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Takes the foreign keys off: rows come in any order. They are put back, and checked, once all rows are there. */
async function takeForeignKeys(transaction: LedgerTransaction): Promise<ForeignKey[]> {
  const tables = (await presentTables(transaction)).map(({ table }) => table);
  const { rows } = await sql<ForeignKey>`
    select relname as table, conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and conrelid = any(select to_regclass(name) from unnest(${tables}::text[]) as name)`.execute(
    transaction,
  );
  for (const { table, name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(transaction);
  return rows;
}

async function load(transaction: LedgerTransaction, lines: AsyncGenerator<string>, file: string): Promise<BackupEnd> {
  const present = new Map((await presentTables(transaction)).map((table) => [table.table, table]));
  const loaded: Record<string, { rows: number; hash: Hash }> = {};
  let table: TableColumns | undefined;
  let waiting: string[] = [];
  let bytes = 0;
  const flush = async () => {
    if (table && waiting.length > 0) await insert(transaction, table, waiting);
    waiting = [];
    bytes = 0;
  };
  for await (const line of lines) {
    if (line.startsWith('[') && table) {
      const of = loaded[table.table]!;
      of.rows++;
      of.hash.update(`${line}\n`);
      waiting.push(line);
      bytes += line.length;
      if (bytes >= bytesAtOnce || waiting.length >= mostRowsAtOnce) await flush();
      continue;
    }
    await flush();
    const other = parse(line);
    const end = backupEndSchema.safeParse((other as { end?: unknown } | undefined)?.end);
    if (end.success) {
      checkEnd(end.data, loaded, file);
      await setSequences(transaction, [...present.values()]);
      return end.data;
    }
    const next = backupTableSchema.safeParse(other);
    table = next.success ? present.get(next.data.table) : undefined;
    if (!next.success || !table || String(table.columns.map(({ name }) => name)) !== String(next.data.columns))
      throw new SetupError(`${file} is damaged: "${line.slice(0, 80)}" is not to be expected there.`);
    loaded[table.table] = { rows: 0, hash: createHash('sha256') };
  }
  throw new SetupError(`${file} is cut: its end is missing. Nothing was restored.`);
}

async function insert(transaction: LedgerTransaction, { table, columns }: TableColumns, rows: string[]): Promise<void> {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  const values = sql.join(columns.map(({ type }, index) => sql`(row ->> ${sql.lit(index)})::${sql.raw(type)}`));
  await sql`insert into ${sql.table(table)} (${names}) overriding system value
    select ${values} from json_array_elements(${`[${rows.join(',')}]`}::json) as rows (row)`.execute(transaction);
}

function checkEnd(end: BackupEnd, loaded: Record<string, { rows: number; hash: Hash }>, file: string): void {
  for (const [name, { rows, sha256 }] of Object.entries(end.tables)) {
    const of = loaded[name];
    if (of?.rows !== rows || of.hash.digest('hex') !== sha256)
      throw new SetupError(
        `${file} is damaged: its rows of ${name} are not those that were written. Nothing was restored.`,
      );
  }
}

/** Numbers that the database gives go on after those that came back. */
async function setSequences(transaction: LedgerTransaction, tables: TableColumns[]): Promise<void> {
  for (const { table, columns } of tables)
    for (const { name } of columns.filter(({ isIdentity }) => isIdentity))
      await sql`select setval(pg_get_serial_sequence(${table}, ${name}), coalesce(max(${sql.ref(name)}), 0) + 1, false)
        from ${sql.table(table)}`.execute(transaction);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
