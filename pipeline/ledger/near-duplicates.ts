import { sql } from 'kysely';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { Settlement } from './settle.ts';

/** Notes which documents lost to which. Of several that a document lost to, the least id stays: the order doesn't tell. */
export async function noteNearDuplicates(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const lost = settlements.flatMap(({ recordId, outputs: { losesTo, supersedes = [] } }) => [
    ...(losesTo ? [{ id: recordId, to: losesTo }] : []),
    ...supersedes.map((id) => ({ id, to: recordId })),
  ]);
  if (lost.length === 0) return;
  // In the order of ids, so that two that note the same documents wait for each other and don't deadlock.
  await sql`
    insert into near_duplicate (document_id, of)
    select id, min("to" collate "C") from unnest(
      ${lost.map(({ id }) => id)}::text[], ${lost.map(({ to }) => to)}::text[]) as lost (id, "to")
    group by id order by id
    on conflict (document_id) do update set of = least(near_duplicate.of collate "C", excluded.of collate "C")
  `.execute(transaction);
}

/** Forgets what documents lost to: they are compared anew, or are no part of the index any more. */
export async function forgetNearDuplicates(transaction: LedgerTransaction, documentIds: string[]): Promise<void> {
  if (documentIds.length > 0)
    await transaction.deleteFrom('near_duplicate').where('document_id', 'in', documentIds).execute();
}

export interface Cluster {
  /** The member that is kept; the id of the cluster. */
  id: string;
  /** All members that were dropped for it, or for one that was dropped for it, with the one that each lost to. */
  duplicates: { id: string; url: string; of: string }[];
}

/** The near-duplicates that a document is one of; null where it has none. */
export async function clusterOf(db: LedgerDatabase, documentId: string): Promise<Cluster | null> {
  const { rows } = await sql<{ root: string; id: string; url: string; of: string }>`
    with recursive better (id, step) as (
      select ${documentId}::text, 0
      union all select of, step + 1 from near_duplicate join better on document_id = better.id where step < 10000),
    root as (select id from better order by step desc limit 1),
    member (id, of) as (
      select document_id, of from near_duplicate join root on of = root.id
      union select document_id, near_duplicate.of from near_duplicate join member on near_duplicate.of = member.id)
    select root.id as root, member.id, document.url, member.of
    from root, member join document on document.id = member.id order by member.id`.execute(db);
  const [first] = rows;
  return first ? { id: first.root, duplicates: rows.map(({ id, url, of }) => ({ id, url, of })) } : null;
}
