import { sql } from 'kysely';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import type { Clusters } from './figures.ts';

const mostNamed = 8;

/** Near-duplicate documents by cluster: each leads, from one better copy to the next, to the member that is kept. */
export async function readClusters(transaction: LedgerTransaction): Promise<Clusters> {
  // A chain has no more steps than it has members; the bound is for a ledger that was tampered with.
  const clusters = sql`
    with recursive better (id, root, step) as (
      select document_id, of, 1 from near_duplicate
      union all select better.id, near_duplicate.of, step + 1
        from better join near_duplicate on document_id = root where step < 1000),
    member as (select id, root from better where not exists (select 1 from near_duplicate where document_id = root)),
    cluster as (select root, count(*)::int + 1 as size from member group by root)`;
  const sizes = await sql<Clusters['sizes'][number]>`
    ${clusters} select size, count(*) as clusters from cluster group by size order by size`.execute(transaction);
  const largest = await sql<Clusters['largest'][number]>`
    ${clusters} select root as id, title, url, source, size from cluster join document on document.id = root
    order by size desc, root limit ${mostNamed}`.execute(transaction);
  return {
    sizes: sizes.rows,
    duplicates: sizes.rows.reduce((sum, { size, clusters: count }) => sum + (size - 1) * count, 0),
    largest: largest.rows,
  };
}
