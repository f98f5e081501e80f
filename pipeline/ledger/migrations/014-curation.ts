import { type Kysely, sql } from 'kysely';
import { bandsOf, signatureFromBytes } from '../../stages/dedupe/minhash.ts';

/**
 * Which document a near-duplicate lost to, which pairs exports leave out, and the index of near-duplicates anew: 13 bands
 * of 5 rows find 99.4% of the pairs at a similarity of 0.8, where 16 bands of 8 rows found 94.7%. Its rows
 * come with their document, and documents are never deleted: to prove that for each band costs more than the band.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table near_duplicate (
      document_id text primary key references document,
      of text not null
    )`.execute(db);
  await sql`create index near_duplicate_of on near_duplicate (of)`.execute(db);
  await sql`
    insert into near_duplicate (document_id, of)
    select record_id, substring(detail from 'doc_[0-9a-z]+') from work
    where stage = 'dedupe' and state = 'dropped' and reason in ('duplicate', 'near-duplicate')
      and detail ~ 'doc_[0-9a-z]+'`.execute(db);
  await sql`
    create table curation (
      pair_id text primary key,
      reason text not null,
      of text,
      detail text not null
    )`.execute(db);
  await sql`
    create table curation_state (
      one boolean primary key default true check (one),
      fingerprint text not null,
      computed_at timestamptz not null default now()
    )`.execute(db);
  // Nothing is looked up by it, and each index is one page more to write for a document.
  await sql`drop index document_text_hash`.execute(db);
  await indexAnew(db);
}

/** The signatures stay as they are; the bands are read off them again. */
async function indexAnew(db: Kysely<unknown>): Promise<void> {
  await sql`create temporary table indexed on commit drop as select distinct document_id as id from document_band`.execute(
    db,
  );
  await sql`truncate document_band`.execute(db);
  await sql`alter table document_band drop constraint document_band_document_id_fkey`.execute(db);
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; signature: Buffer }>`
      select id, signature from indexed join document using (id) where id > ${after} order by id limit 2000`.execute(
      db,
    );
    if (rows.length === 0) return;
    const bands = rows.flatMap(({ id, signature }) =>
      bandsOf(signatureFromBytes(signature)).map((hash, band) => [band, String(hash), id] as const),
    );
    await sql`
      insert into document_band (band, hash, document_id) select * from unnest(
        ${bands.map(([band]) => band)}::smallint[], ${bands.map(([, hash]) => hash)}::bigint[],
        ${bands.map(([, , id]) => id)}::text[])`.execute(db);
    after = rows.at(-1)!.id;
  }
}
