import { type Kysely, sql } from 'kysely';

/** What large ledgers are asked all the time: a source's feeds and lists among its articles, and a document's bands. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index page_lists on page (source) where kind not in ('article', 'file')`.execute(db);
  await sql`create index document_band_document on document_band (document_id)`.execute(db);
}
