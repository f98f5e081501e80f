import { sql } from 'kysely';
import { SetupError } from '../errors.ts';
import type { LedgerDatabase } from './ledger.ts';
import { migrationProvider } from './migrations/index.ts';

/** Names of the migrations that a ledger has had, in order; none where it is new. */
export async function appliedMigrations(db: LedgerDatabase): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(
    db,
  );
  if (!rows[0]?.there) return [];
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return applied.rows.map(({ name }) => name);
}

export const knownMigrations = async (): Promise<string[]> =>
  Object.keys(await migrationProvider.getMigrations()).sort();

/**
 * Throws a SetupError where the ledger's schema is newer than this program: a newer process of a rolling upgrade has
 * migrated it, and what this one would write might not be what that one means. Migrations only add, so that what was
 * under way until then is sound.
 */
export async function refuseNewerSchema(db: LedgerDatabase): Promise<void> {
  const known = new Set(await knownMigrations());
  const newer = (await appliedMigrations(db)).filter((name) => !known.has(name));
  if (newer.length > 0)
    throw new SetupError(
      `The ledger belongs to a newer version of this program (its schema has ${newer.join(', ')}). Install that version here too; nothing was changed.`,
    );
}
