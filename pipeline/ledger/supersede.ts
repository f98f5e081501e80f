import type { LedgerTransaction } from './ledger.ts';

/**
 * Takes documents out in favour of a better near-duplicate that came later: their standing with `dedupe` becomes
 * dropped, whatever was made of them is dropped as superseded, and their pairs leave the dataset (drafts and
 * completions stay). A worker in the middle of one of them finds its record settled and writes nothing.
 */
export async function supersede(transaction: LedgerTransaction, documentIds: string[], by: string): Promise<void> {
  const detail = `A better copy is ${by}.`;
  await transaction
    .updateTable('work')
    .set({ state: 'dropped', reason: 'near-duplicate', detail })
    .where('stage', '=', 'dedupe')
    .where('record_id', 'in', documentIds)
    // One that is still being compared finds its record settled when it wants to keep it.
    .where('state', 'in', ['kept', 'pending'])
    .execute();
  // One statement a stage, in the order of the path: what one stage's worker commits while we wait for its row is then
  // seen by the next statement.
  for (const stage of ['select', 'generate', 'validate'] as const)
    await transaction
      .updateTable('work')
      .set({ state: 'dropped', reason: 'superseded', detail })
      .where('stage', '=', stage)
      .where('group_id', 'in', documentIds)
      .where('state', 'in', ['pending', 'kept'])
      .execute();
  await transaction.deleteFrom('pair').where('document_id', 'in', documentIds).execute();
}
