import type { Migration, MigrationProvider } from 'kysely';
import * as initial from './001-initial.ts';
import * as recrawl from './002-recrawl.ts';

/** Every migration there ever was, by name, in order; one that has landed is never edited. */
const migrations: Record<string, Migration> = { '001-initial': initial, '002-recrawl': recrawl };

export const migrationProvider: MigrationProvider = { getMigrations: async () => migrations };
