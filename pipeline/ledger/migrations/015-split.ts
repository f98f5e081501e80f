import { type Kysely, sql } from 'kysely';

/** What decides which split a document's pairs belong to, from its first export on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document add column split_key text`.execute(db);
  await sql`create index document_unpinned on document (id) where split_key is null`.execute(db);
}
