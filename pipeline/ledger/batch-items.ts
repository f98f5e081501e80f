import { type Insertable, sql } from 'kysely';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { BatchItemTable, CompletionTable } from './schema.ts';
import { type PaidCompletion, storeCompletionsIn } from './store-completions.ts';

/** Whose items and batches: a teacher's, at one endpoint. */
export interface BatchScope {
  /** Address without secrets. */
  endpoint: string;
  teacherModel: string;
}

/** A request as it is sent. */
export type BatchItem = Pick<
  BatchItemTable,
  | 'completion_id'
  | 'model'
  | 'purpose'
  | 'document_id'
  | 'tasks'
  | 'languages'
  | 'max_output_tokens'
  | 'body'
  | 'body_bytes'
  | 'run_id'
>;

export type ItemStanding = Pick<BatchItemTable, 'completion_id' | 'state' | 'error'>;

/** What came back for an item: its completion, or why there is none. */
export type ItemOutcome = { completionId: string; row: Insertable<CompletionTable> } | Unanswered;

export interface Unanswered {
  completionId: string;
  error: string;
  /** `again`: a try of it failed; `uncounted`: it is to be sent again, and the try says nothing of it; `failed`: for good. */
  fate: 'again' | 'uncounted' | 'failed';
  /** Whether it may be billed although it brought nothing that can be used. */
  isLost?: boolean;
}

const columns = [
  ...(['completion_id', 'model', 'purpose', 'document_id', 'tasks', 'languages'] as const),
  ...(['max_output_tokens', 'body', 'body_bytes', 'run_id'] as const),
];

/** What a batch reserves of the budget for one of its items. */
export const reservationOf = (batchId: string, completionId: string) => `${batchId} ${completionId}`;

/** Where some requests stand, by their completions' ids; undefined for those that are no item. */
export async function findItems(db: LedgerDatabase, ids: string[]): Promise<(ItemStanding | undefined)[]> {
  const rows = await db
    .selectFrom('batch_item')
    .select(['completion_id', 'state', 'error'])
    .where('completion_id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.completion_id, row]));
  return ids.map((id) => byId.get(id));
}

/** Enters requests that wait to be sent; one that is there already is left as it is. */
export async function enterItems(
  db: LedgerDatabase,
  { endpoint, teacherModel }: BatchScope,
  items: readonly BatchItem[],
): Promise<void> {
  await db
    .insertInto('batch_item')
    .values(
      items.map((item) => ({
        ...{ ...item, endpoint, teacher_model: teacherModel },
        ...{ state: 'waiting' as const, batch_id: null, error: null },
      })),
    )
    .onConflict((conflict) => conflict.column('completion_id').doNothing())
    .execute();
}

/** How many requests wait to be sent, and for how many milliseconds the first of them has. */
export async function waitingItems(
  db: LedgerDatabase,
  { endpoint, teacherModel }: BatchScope,
): Promise<{ count: number; oldestMs: number }> {
  return db
    .selectFrom('batch_item')
    .select((column) => [
      column.fn.countAll<number>().as('count'),
      sql<number>`coalesce(extract(epoch from now() - min(entered_at)) * 1000, 0)::float8`.as('oldestMs'),
    ])
    .where('state', '=', 'waiting')
    .where('endpoint', '=', endpoint)
    .where('teacher_model', '=', teacherModel)
    .executeTakeFirstOrThrow();
}

/** Forgets the requests that wait to be sent: what still wants an answer asks for it by another way. */
export async function dropWaiting(db: LedgerDatabase, { endpoint, teacherModel }: BatchScope): Promise<void> {
  await db
    .deleteFrom('batch_item')
    .where('state', '=', 'waiting')
    .where('endpoint', '=', endpoint)
    .where('teacher_model', '=', teacherModel)
    .execute();
}

/** A batch's items in the order of its file's lines: some by their ids, or so many from after one on. */
export async function itemsOf(
  db: LedgerDatabase,
  batchId: string,
  which: { ids: readonly string[] } | { limit: number; after?: BatchItem | undefined },
): Promise<BatchItem[]> {
  const query = db.selectFrom('batch_item').select(columns).where('batch_id', '=', batchId);
  if ('ids' in which) return query.where('completion_id', 'in', which.ids).execute();
  const { after, limit } = which;
  return query
    .$if(after !== undefined, (rest) =>
      rest.where(sql<boolean>`(document_id, completion_id) > (${after!.document_id}, ${after!.completion_id})`),
    )
    .orderBy('document_id')
    .orderBy('completion_id')
    .limit(limit)
    .execute();
}

/**
 * Settles what came back for items of a batch, in one transaction: completions are stored, paid for once whoever else
 * collects the same, and their items deleted; the others wait to be sent again, or have failed.
 */
export function settleItems(
  db: LedgerDatabase,
  batchId: string,
  outcomes: readonly ItemOutcome[],
  maxAttempts: number,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const answered = outcomes.flatMap((outcome) => ('row' in outcome ? [outcome] : []));
    const gone = await transaction
      .deleteFrom('batch_item')
      .where('batch_id', '=', batchId)
      .where((column) =>
        column('completion_id', '=', column.fn.any(column.val(answered.map((one) => one.completionId)))),
      )
      .returning('completion_id')
      .execute();
    const mine = new Set(gone.map((item) => item.completion_id));
    // Deleting makes a second answer to one request in one file the late one.
    const paid = answered.flatMap(({ completionId, row }): PaidCompletion[] =>
      mine.delete(completionId) ? [{ row, reservation: reservationOf(batchId, completionId) }] : [],
    );
    if (paid.length > 0) await storeCompletionsIn(transaction, paid);
    const unanswered = outcomes.flatMap((outcome) => ('row' in outcome ? [] : [outcome]));
    // What went wrong went wrong for many: one statement for all of a kind.
    const kindOf = (one: Unanswered) => `${one.fate} ${one.isLost} ${one.error}`;
    for (const kind of new Set(unanswered.map(kindOf))) {
      const alike = unanswered.filter((one) => kindOf(one) === kind);
      const ids = alike.map((one) => one.completionId);
      await giveBack(transaction, batchId, ids, alike[0]!, maxAttempts);
    }
  });
}

/** Takes items out of a batch that brought no answer for them: of some ids, or all that are left. Returns how many. */
export async function giveBack(
  transaction: LedgerTransaction | LedgerDatabase,
  batchId: string,
  ids: readonly string[] | 'all',
  { error, fate, isLost = false }: Omit<Unanswered, 'completionId'>,
  maxAttempts: number,
): Promise<number> {
  const tried = fate === 'uncounted' ? 0 : 1;
  const { rows } = await sql<{ reservation: string }>`
    update batch_item set attempts = attempts + ${tried}, error = ${error}, batch_id = null,
      state = case when ${fate === 'failed'} or attempts + ${tried} >= ${maxAttempts} and ${tried} > 0
        then 'failed' else 'waiting' end
    where batch_id = ${batchId} and (${ids === 'all'} or completion_id = any(${ids === 'all' ? [] : ids}::text[]))
    returning ${batchId}::text || ' ' || completion_id as reservation`.execute(transaction);
  const reservations = rows.map(({ reservation }) => reservation);
  if (isLost)
    await sql`update unstored_call set ends_at = now() where id = any(${reservations}::text[])`.execute(transaction);
  else await sql`delete from unstored_call where id = any(${reservations}::text[])`.execute(transaction);
  return rows.length;
}
