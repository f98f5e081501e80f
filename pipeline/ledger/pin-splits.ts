import { sql } from 'kysely';
import { mayBeRepeated } from './database-trouble.ts';
import type { LedgerDatabase } from './ledger.ts';

/** Whoever is writing to one of these documents waits for no longer than that. */
const pinnedAtOnce = 5000;
const mostTries = 5;

/**
 * Gives every document with pairs that has none yet the key that its split is read off, for good. Documents that are
 * versions of one page or near-duplicates of one another, over however many steps, share a key: one that any of them
 * has, else the least of their pages' ids. Where they have several, it is the one whose hash is least, so that a document
 * which comes to stand for one of the bench is of the bench. Equal ledgers give equal keys, however many
 * are pinned in one transaction. Returns how many were pinned.
 */
export async function pinSplits(db: LedgerDatabase, atOnce = pinnedAtOnce): Promise<number> {
  let pinned = 0;
  let tries = 0;
  for (let after: string | null = ''; after !== null; ) {
    try {
      const { count, last }: Pinned = await pinSome(db, after, atOnce);
      pinned += count;
      after = last;
      tries = 0;
    } catch (error) {
      // A worker that writes to several documents may wait for us while we wait for it.
      if (!mayBeRepeated(error) || ++tries >= mostTries) throw error;
    }
  }
  return pinned;
}

interface Pinned {
  count: number;
  /** Null where none were left. */
  last: string | null;
}

function pinSome(db: LedgerDatabase, after: string, atOnce: number): Promise<Pinned> {
  return db.transaction().execute(async (transaction) => {
    // Two exports at once take turns, so that one sees what the other has pinned.
    await sql`select pg_advisory_xact_lock(hashtextextended('sevenllm splits', 0))`.execute(transaction);
    const { rows } = await sql<Pinned>`
      with recursive unpinned as materialized (
        select id, page_id from document
        where split_key is null and id > ${after} and exists (select 1 from pair where pair.document_id = document.id)
        order by id limit ${atOnce}),
      -- Most stand alone.
      linked as materialized (
        select id from unpinned
        where exists (select 1 from near_duplicate where document_id = unpinned.id)
          or exists (select 1 from near_duplicate where of = unpinned.id)
          or exists (select 1 from document version where version.page_id = unpinned.page_id and version.id <> unpinned.id)),
      member (root, id) as (
        select id, id from linked
        union
        select member.root, next.id from member cross join lateral (
          select of as id from near_duplicate where document_id = member.id
          union all select document_id from near_duplicate where of = member.id
          union all select version.id from document mine join document version using (page_id) where mine.id = member.id
        ) next),
      chosen as (
        select id, page_id as key from unpinned where not exists (select 1 from linked where linked.id = unpinned.id)
        union all
        select member.root, coalesce(
          (array_agg(document.split_key order by sha256(convert_to('split' || chr(10) || document.split_key, 'UTF8')))
            filter (where document.split_key is not null))[1],
          min(document.page_id collate "C"))
        from member join document using (id) group by member.root),
      pinned as (
        update document set split_key = chosen.key from chosen where document.id = chosen.id returning document.id)
      select count(*)::int as count, max(id) as last from pinned`.execute(transaction);
    return rows[0]!;
  });
}
