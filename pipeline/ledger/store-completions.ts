import { randomUUID } from 'node:crypto';
import { type Insertable, sql } from 'kysely';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { CompletionTable } from './schema.ts';

export interface PaidCompletion {
  row: Insertable<CompletionTable>;
  /** What was reserved of the budget for its call. */
  reservation: string | null;
}

/**
 * Stores completions, adds what they cost to the total, and ends their reservations, in one transaction. An answer that
 * another worker has stored meanwhile was paid for twice: its call stays counted among those that brought nothing.
 */
export function storeCompletions(db: LedgerDatabase, paid: PaidCompletion[]): Promise<undefined[]> {
  return db.transaction().execute((transaction) => storeCompletionsIn(transaction, paid));
}

/** The same, within a transaction of the caller's. */
export async function storeCompletionsIn(transaction: LedgerTransaction, paid: PaidCompletion[]): Promise<undefined[]> {
  // In one order everywhere: two batches that hold the same completions would lock each other out.
  const rows = paid.map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
  const { rows: added } = await sql<{ id: string }>`
    with added as (${transaction
      .insertInto('completion')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning(['id', 'cost', 'input_tokens', 'output_tokens'])}),
    total as (
      update spend_total set
        cost = spend_total.cost + (select coalesce(sum(added.cost), 0) from added),
        tokens = spend_total.tokens + (select coalesce(sum(input_tokens + output_tokens), 0) from added)
    )
    select id from added`.execute(transaction);
  const isNew = new Set(added.map(({ id }) => id));
  const ended = paid.flatMap(({ reservation }) => reservation ?? []);
  if (ended.length > 0) await transaction.deleteFrom('unstored_call').where('id', 'in', ended).execute();
  const twice = paid.filter(({ row }) => !isNew.delete(row.id) && costs(row));
  if (twice.length > 0)
    await transaction
      .insertInto('unstored_call')
      .values(
        twice.map(({ row }) => ({
          ...{ id: `call_${randomUUID()}`, completion_id: row.id, run_id: row.run_id ?? null, model: row.model },
          ...{ cost: row.cost ?? 0, tokens: tokensOf(row), ends_at: new Date() },
        })),
      )
      .execute();
  return paid.map(() => undefined);
}

const tokensOf = (row: Insertable<CompletionTable>) => (row.input_tokens ?? 0) + (row.output_tokens ?? 0);
/** What rules answer twice is no loss. */
const costs = (row: Insertable<CompletionTable>) => (row.cost ?? 0) > 0 || tokensOf(row) > 0;
