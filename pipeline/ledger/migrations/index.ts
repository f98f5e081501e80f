import type { Migration, MigrationProvider } from 'kysely';
import * as initial from './001-initial.ts';

/** Every migration there ever was, by name, in order; one that has landed is never edited. */
const migrations: Record<string, Migration> = { '001-initial': initial };

export const migrationProvider: MigrationProvider = { getMigrations: async () => migrations };
