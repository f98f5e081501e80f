import { type RawBuilder, sql } from 'kysely';
import type { ReasonOf } from '../reasons.ts';
import type { LedgerTransaction } from './ledger.ts';

/** Why pairs leave the dataset; also what becomes of their standing with `validate`, which a low score leaves, and `judge`. */
export type Retirement = Extract<
  ReasonOf<'judge'>,
  'superseded' | 'outdated' | 'withdrawn' | 'replaced' | 'undone' | 'low-score'
>;

/**
 * Moves the pairs that a condition over `pair` names into history. `replacedBy`, an expression over `pair`, is the id of
 * what came instead.
 */
export async function retirePairs(
  transaction: LedgerTransaction,
  condition: RawBuilder<unknown>,
  because: Retirement,
  replacedBy: RawBuilder<unknown> = sql`null`,
): Promise<void> {
  await sql`
    with gone as (delete from pair where ${condition} returning pair.*, ${replacedBy} as replaced_by),
    noted as (
      insert into retired_pair (id, cell_id, document_id, pair, because, replaced_by)
      select id, cell_id, document_id, to_jsonb(gone) - 'replaced_by', ${because}, replaced_by from gone)
    update work set state = 'dropped', reason = ${because}, detail = 'Its pair was taken out of the dataset.',
      updated_at = now()
    from gone where work.record_id = gone.cell_id and (
      (work.stage = 'validate' and work.model = gone.model and work.state = 'kept' and ${because} <> 'low-score')
      or (work.stage = 'judge' and (work.state = 'kept' or (work.state = 'pending' and ${because} <> 'low-score')))
    )`.execute(transaction);
}
