import { sql } from 'kysely';
import { nothingYet, type Spread } from '../stages/plenty.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';

/** The spread that a model's choices are steered by, as it was last looked at. */
export async function readSpread(db: LedgerDatabase, model: string): Promise<Spread> {
  const row = await db
    .selectFrom('spread')
    .select(['documents', 'tasks'])
    .where('model', '=', model)
    .executeTakeFirst();
  return row ?? nothingYet;
}

/**
 * Looks anew at how each model's choices are spread, unless a document is on its way to being chosen for. So what is chosen
 * for a document depends on what was settled before it and its like began to come in, and not on which of them is done
 * first, by how many workers, nor on how often they are killed.
 */
export async function refreshSpread(db: LedgerDatabase, minimumFit: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const coming = await sql`
      select 1 from work where stage in ('crawl', 'clean', 'dedupe') and state = 'pending' limit 1`.execute(
      transaction,
    );
    if (coming.rows.length > 0) return;
    const { rows } = await sql<{ model: string; documents: number }>`
      select work.model, count(*) filter (where ${weighed}) as documents
      from work left join spread using (model)
      where stage = 'select' group by work.model, spread.documents
      having count(*) filter (where state = 'pending') = 0
        and count(*) filter (where ${weighed}) <> coalesce(spread.documents, 0)`.execute(transaction);
    for (const { model, documents } of rows) await look(transaction, model, documents, minimumFit);
  });
}

/** What something was chosen for and still stands: had a better copy come first, the rest would never have been weighed. */
const weighed = sql`stage = 'select' and state = 'kept'`;

async function look(
  transaction: LedgerTransaction,
  model: string,
  documents: number,
  minimumFit: number,
): Promise<void> {
  await sql`
    insert into spread (model, documents, tasks)
    select ${model}, ${documents}::integer,
      coalesce(jsonb_object_agg(task, jsonb_build_object('fits', fits, 'chosen', chosen)), '{}')
    from (
      select task, count(*) filter (where fit >= ${minimumFit}::real) as fits, count(*) filter (where chosen) as chosen
      from work join assignment on document_id = record_id and assignment.model = work.model
      where ${weighed} and work.model = ${model}
      group by task) counted
    on conflict (model) do update set documents = excluded.documents, tasks = excluded.tasks, taken_at = now()
  `.execute(transaction);
}
