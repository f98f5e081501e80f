import { sql } from 'kysely';
import { cancelWork } from './cancel-work.ts';
import type { LedgerTransaction } from './ledger.ts';
import { retirePairs } from './retire-pairs.ts';
import type { Settlement } from './settle.ts';
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

/** Takes out what had been made of documents before they were outdated, where they are back now and lose to others. */
export async function supersedeReturned(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const lost = settlements.filter(({ stage, state }) => stage === 'dedupe' && state === 'dropped');
  if (lost.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select distinct group_id as id from work where stage = 'select' and state in ('pending', 'kept')
      and group_id = any(${lost.map(({ recordId }) => recordId)}::text[])`.execute(transaction);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await cancelWork(transaction, ids, 'superseded', 'There is a better copy.');
  await retirePairs(transaction, sql`pair.document_id = any(${ids}::text[])`, 'superseded');
}
