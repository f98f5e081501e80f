import type { LedgerTransaction } from './ledger.ts';

/** Drops what stages after `dedupe` had still to do with documents, and had kept, unless only what is pending is to go. */
export async function cancelWork(
  transaction: LedgerTransaction,
  documentIds: string[],
  reason: 'superseded' | 'outdated' | 'withdrawn',
  detail: string,
  states: readonly ('pending' | 'kept')[] = ['pending', 'kept'],
): Promise<void> {
  // One statement a stage, in the order of the path: what one stage's worker commits while we wait for its row is then
  // seen by the next statement.
  for (const stage of ['select', 'generate', 'validate', 'judge'] as const)
    await transaction
      .updateTable('work')
      .set({ state: 'dropped', reason, detail })
      .where('stage', '=', stage)
      .where('group_id', 'in', documentIds)
      .where('state', 'in', states)
      .execute();
}
