import { sql } from 'kysely';
import { cancelWork } from './cancel-work.ts';
import type { LedgerTransaction } from './ledger.ts';
import { forgetNearDuplicates } from './near-duplicates.ts';
import { retirePairs } from './retire-pairs.ts';
import type { Settlement, WorkKey } from './settle.ts';

/**
 * The versions of a page's document. A page that holds something else now gives a new document; the one before is
 * outdated, and exactly its cells are stale. Their pairs stay in the dataset until a successor's pair of the same task,
 * language and model is accepted, or the new version turns out to have no such cell.
 */

/** Outdates the other versions of these documents' pages. Returns documents to be compared anew: they had lost to one. */
export async function outdateEarlier(transaction: LedgerTransaction, documentIds: string[]): Promise<WorkKey[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select old.id from document old join document new on new.page_id = old.page_id and new.id <> old.id
    where new.id = any(${documentIds}::text[]) and old.id <> all(${documentIds}::text[]) and old.outdated_at is null
  `.execute(transaction);
  const old = rows.map(({ id }) => id);
  if (old.length === 0) return [];
  const again = await takeOutOfIndex(transaction, old, 'outdated', 'Its page has changed.');
  // What was kept stays until a successor takes its place.
  await cancelWork(transaction, old, 'outdated', 'Its document has changed.', ['pending']);
  await sql`
    update cell set stale_because = 'document', stale_since = coalesce(stale_since, now())
    where document_id = any(${old}::text[])`.execute(transaction);
  return again;
}

/** Makes documents the present ones of their pages again where they had been outdated: their cells rest on what is there. */
export async function present(transaction: LedgerTransaction, documentIds: string[]): Promise<void> {
  await sql`
    with back as (
      update document set outdated_at = null where id = any(${documentIds}::text[]) and outdated_at is not null returning id)
    update cell set stale_since = null, stale_because = null from back
    where document_id = back.id and stale_because = 'document'`.execute(transaction);
}

/** Takes out all that was made of pages whose owners want them out now. Returns documents to be compared anew. */
export async function withdraw(transaction: LedgerTransaction, pageIds: string[]): Promise<WorkKey[]> {
  if (pageIds.length === 0) return [];
  // The next visit has to bring the whole page again, should it be let in again.
  await transaction
    .updateTable('page')
    .set({ content_hash: null, etag: null, last_modified: null })
    .where('id', 'in', pageIds)
    .execute();
  const detail = 'Its page asks not to be used any more.';
  await transaction
    .updateTable('work')
    .set({ state: 'dropped', reason: 'withdrawn', detail })
    .where('stage', '=', 'clean')
    .where('record_id', 'in', pageIds)
    .where('state', '=', 'pending')
    .execute();
  const documents = await transaction.selectFrom('document').select('id').where('page_id', 'in', pageIds).execute();
  const ids = documents.map(({ id }) => id);
  if (ids.length === 0) return [];
  const again = await takeOutOfIndex(transaction, ids, 'withdrawn', detail);
  await cancelWork(transaction, ids, 'withdrawn', detail);
  await retirePairs(transaction, sql`pair.document_id = any(${ids}::text[])`, 'withdrawn');
  await transaction.updateTable('cell').set({ retired_at: new Date() }).where('document_id', 'in', ids).execute();
  return again;
}

async function takeOutOfIndex(
  transaction: LedgerTransaction,
  ids: string[],
  reason: 'outdated' | 'withdrawn',
  detail: string,
): Promise<WorkKey[]> {
  // First, so that whoever is losing to one of them just now is seen, or sees.
  await sql`select 1 from document where id = any(${ids}::text[]) order by id for no key update`.execute(transaction);
  const again = await sql<{ record_id: string }>`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    where stage = 'dedupe' and state = 'dropped' and reason in ('duplicate', 'near-duplicate') and record_id in (
      select other.document_id from document_band mine join document_band other using (band, hash)
      where mine.document_id = any(${ids}::text[]) and other.document_id <> all(${ids}::text[]))
    returning record_id`.execute(transaction);
  await transaction.deleteFrom('document_band').where('document_id', 'in', ids).execute();
  await forgetNearDuplicates(transaction, [...ids, ...again.rows.map(({ record_id }) => record_id)]);
  await transaction
    .updateTable('document')
    .set({ outdated_at: new Date() })
    .where('id', 'in', ids)
    .where('outdated_at', 'is', null)
    .execute();
  await transaction
    .updateTable('work')
    .set({ state: 'dropped', reason, detail })
    .where('stage', '=', 'dedupe')
    .where('record_id', 'in', ids)
    .execute();
  return again.rows.map(({ record_id }) => ({ stage: 'dedupe', recordId: record_id, groupId: record_id, model: '' }));
}

/** Reopens what had been cancelled for documents that `dedupe` keeps after all, or again. */
export async function revive(transaction: LedgerTransaction, documentIds: string[]): Promise<WorkKey[]> {
  if (documentIds.length === 0) return [];
  // What has to pass the checks again is judged after that: `reopenJudging`.
  const { rows } = await sql<{ stage: WorkKey['stage']; record_id: string; group_id: string; model: string }>`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    where group_id = any(${documentIds}::text[])
      and (stage in ('select', 'generate', 'validate') or (stage = 'judge' and exists (
        select 1 from work checked where checked.stage = 'validate' and checked.record_id = work.record_id
          and checked.state = 'kept')))
      and state = 'dropped' and reason in ('superseded', 'outdated', 'withdrawn')
    returning stage, record_id, group_id, model`.execute(transaction);
  await transaction
    .updateTable('cell')
    .set({ retired_at: null })
    .where('document_id', 'in', documentIds)
    .where('retired_at', 'is not', null)
    .where('gave_way_to', 'is', null)
    .execute();
  for (const [id, old] of await earlierVersions(transaction, documentIds)) await endUnanswered(transaction, id, old);
  return rows.map((row) => ({ stage: row.stage, recordId: row.record_id, groupId: row.group_id, model: row.model }));
}

/** Lets new versions take the place of earlier ones, as far as these settlements decide it. */
export async function replaceEarlier(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const deciding = settlements.filter(({ stage, state, outputs }) => {
    if (stage === 'dedupe' || stage === 'generate') return state === 'dropped';
    return stage === 'select' || ((stage === 'validate' || stage === 'judge') && outputs.pair);
  });
  const earlier = await earlierVersions(transaction, [...new Set(deciding.map(({ groupId }) => groupId))]);
  if (earlier.size === 0) return;
  for (const { stage, state, reason, recordId, groupId, model, outputs } of deciding) {
    const old = earlier.get(groupId);
    if (!old || state === 'failed') continue;
    if (stage === 'dedupe') await endVersions(transaction, old, sql`true`, null);
    else if (stage === 'select') {
      const tasks = [...new Set((outputs.cells ?? []).map(({ task }) => task))];
      await endVersions(transaction, old, sql`model = ${model} and task <> all(${tasks}::text[])`, null);
    } else if (stage === 'generate') {
      // The new version holds nothing for it. A draft that failed is another thing: its cell keeps the pair it had.
      if (reason !== 'nothing-found' && reason !== 'language-not-supported') continue;
      const slot = sql`(task, language) in (select task, language from cell where id = ${recordId})`;
      await endVersions(transaction, old, sql`model = ${model} and ${slot}`, null);
    } else if (outputs.pair) {
      const { task, language, id } = outputs.pair;
      await endVersions(transaction, old, sql`model = ${model} and task = ${task} and language = ${language}`, id);
    }
  }
}

/** Takes what is left of earlier versions of these documents out of the dataset. */
export async function endEarlierVersions(transaction: LedgerTransaction, documentIds: string[]): Promise<void> {
  for (const old of (await earlierVersions(transaction, documentIds)).values())
    await endVersions(transaction, old, sql`true`, null);
}

/** Takes out what other versions had where this one, which was selected for before, has a pair or will have nothing. */
async function endUnanswered(transaction: LedgerTransaction, id: string, old: string[]): Promise<void> {
  const { rows } = await sql<{ model: string; slots: string[] }>`
    select selected.model, coalesce(array_agg(mine.task || ' ' || mine.language) filter (where mine.id is not null), '{}') as slots
    from work selected
    left join (cell mine join work on work.stage = 'generate' and work.record_id = mine.id and work.state in ('pending', 'kept')
        and not exists (select 1 from pair where pair.cell_id = mine.id))
      on mine.document_id = selected.record_id and mine.model = selected.model
    where selected.stage = 'select' and selected.record_id = ${id} and selected.state = 'kept'
    group by selected.model`.execute(transaction);
  for (const { model, slots } of rows)
    await endVersions(
      transaction,
      old,
      sql`model = ${model} and task || ' ' || language <> all(${slots}::text[])`,
      null,
    );
}

async function endVersions(
  transaction: LedgerTransaction,
  ids: string[],
  which: ReturnType<typeof sql>,
  replacedBy: string | null,
): Promise<void> {
  const condition = sql`document_id = any(${ids}::text[]) and ${which}`;
  await retirePairs(transaction, condition, 'outdated', sql`${replacedBy}::text`);
  await sql`update cell set retired_at = now() where retired_at is null and ${condition}`.execute(transaction);
}

async function earlierVersions(transaction: LedgerTransaction, ids: string[]): Promise<Map<string, string[]>> {
  const earlier = new Map<string, string[]>();
  if (ids.length === 0) return earlier;
  const { rows } = await sql<{ id: string; old: string }>`
    select new.id, old.id as old from document new join document old on old.page_id = new.page_id and old.id <> new.id
    where new.id = any(${ids}::text[]) and new.outdated_at is null and old.outdated_at is not null
    order by new.id, old.id`.execute(transaction);
  for (const { id, old } of rows) earlier.set(id, [...(earlier.get(id) ?? []), old]);
  return earlier;
}
