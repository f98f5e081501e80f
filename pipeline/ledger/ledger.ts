import { Kysely, Migrator, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import { messageOf, SetupError } from '../errors.ts';
import { CopyOut } from './copy-out.ts';
import { openEmbeddedServer } from './embedded/open-embedded-server.ts';
import { noticeLostMachines } from './lost-machines.ts';
import { migrationProvider } from './migrations/index.ts';
import type { LedgerTables } from './schema.ts';
import { refuseNewerSchema } from './schema-version.ts';

export type LedgerDatabase = Kysely<LedgerTables>;
export type LedgerTransaction = Transaction<LedgerTables>;

/** The database in which every record ends as kept, dropped, failed or pending. */
export interface Ledger {
  db: LedgerDatabase;
  pool: pg.Pool;
  /** Where it is, for the queue's own connections. Holds a password: never print it. */
  url: string;
  close(): Promise<void>;
}

// Counts fit a double by far; as text they would have to be converted at every use.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Opens the ledger named by the configuration (the embedded server where there is no DATABASE_URL) and brings its
 * schema up to date. Throws a SetupError that says what to do where it can't be reached.
 */
export async function openLedger(config: Config): Promise<Ledger> {
  const server = config.databaseUrl
    ? { url: config.databaseUrl, close: async () => {} }
    : await openEmbeddedServer(config.home);
  const pool = new pg.Pool({
    ...{ connectionString: server.url, max: 12, application_name: 'sevenllm' },
    ...{ options: noticeLostMachines, keepAlive: true },
  });
  // An idle connection that the server drops reports itself here; the next query finds out in its own way.
  pool.on('error', () => {});
  const db = new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool, cursor: CopyOut }) });
  const close = async () => {
    await db.destroy();
    await server.close();
  };
  try {
    await pool.query('select 1');
    await migrate(db);
  } catch (error) {
    await close().catch(() => {});
    if (error instanceof SetupError) throw error;
    const where = config.databaseUrl ? 'the database of DATABASE_URL' : 'the embedded database';
    throw new SetupError(
      `Cannot use ${where}: ${messageOf(error)}. Check that it runs and that the address is right.`,
      {
        cause: error,
      },
    );
  }
  return { db, pool, url: server.url, close };
}

/** Under a lock of Kysely's: of several processes that start at once one migrates, and the others wait for it. */
async function migrate(db: LedgerDatabase): Promise<void> {
  await refuseNewerSchema(db);
  const { error, results } = await new Migrator({ db, provider: migrationProvider }).migrateToLatest();
  const failed = results?.find((result) => result.status === 'Error');
  // One that is newer may have come between.
  if (error) await refuseNewerSchema(db);
  if (error) throw new SetupError(`Migration ${failed?.migrationName ?? ''} of the ledger failed: ${messageOf(error)}`);
}
