import { sql } from 'kysely';
import { cancelWork } from './cancel-work.ts';
import type { LedgerTransaction } from './ledger.ts';
import { retirePairs } from './retire-pairs.ts';
import { endEarlierVersions } from './versions.ts';

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
  await cancelWork(transaction, documentIds, 'superseded', detail);
  await retirePairs(transaction, sql`pair.document_id = any(${documentIds}::text[])`, 'superseded');
  await endEarlierVersions(transaction, documentIds);
}
