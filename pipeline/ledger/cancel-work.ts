import type { LedgerTransaction } from './ledger.ts';

/** Drops what stages after `dedupe` had kept or had still to do with documents. */
export async function cancelWork(
  transaction: LedgerTransaction,
  documentIds: string[],
  reason: 'superseded' | 'withdrawn',
  detail: string,
): Promise<void> {
  // One statement a stage, in the order of the path: what one stage's worker commits while we wait for its row is then
  // seen by the next statement.
  for (const stage of ['select', 'generate', 'validate'] as const)
    await transaction
      .updateTable('work')
      .set({ state: 'dropped', reason, detail })
      .where('stage', '=', stage)
      .where('group_id', 'in', documentIds)
      .where('state', 'in', ['pending', 'kept'])
      .execute();
}
