import { type Kysely, sql } from 'kysely';

/** The order in which pairs are exported, so that an export reads them as they are needed instead of sorting them all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index pair_export on pair (language, document_id collate "C", task collate "C")`.execute(db);
}
