import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { BatchItem, BatchScope } from './batch-items.ts';
import { giveBack, reservationOf } from './batch-items.ts';
import type { Reserved } from './budget.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { BatchTable } from './schema.ts';

export type Batch = Selectable<BatchTable>;

/** An item that is to go into a batch, without what it asks. */
export type BatchCandidate = Pick<BatchItem, 'completion_id' | 'model' | 'body_bytes' | 'max_output_tokens'>;

export interface FillOptions {
  runId: string;
  mostItems: number;
  /** Of the file's lines. */
  mostBytes: number;
  /** Bytes of a line beside its body. */
  lineBytes: number;
  /** Reserves what items may cost at most, in order; within the transaction. */
  reserve(
    transaction: LedgerTransaction,
    calls: { id: string; completionId: string; item: BatchCandidate }[],
  ): Promise<Reserved[]>;
}

/** Batches of a teacher at an endpoint that are not at their end, the first first. */
export async function openBatches(db: LedgerDatabase, { endpoint, teacherModel }: BatchScope): Promise<Batch[]> {
  return db
    .selectFrom('batch')
    .selectAll()
    .where('endpoint', '=', endpoint)
    .where('teacher_model', '=', teacherModel)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .execute();
}

/**
 * Puts as many waiting items of one model into a new batch as the limits and the budget allow. Items that nobody waits
 * for any longer are forgotten. Returns null where there is nothing to send, and why it may not be sent where the budget
 * leaves no room for a single one.
 */
export function fillBatch(
  db: LedgerDatabase,
  scope: BatchScope,
  { runId, mostItems, mostBytes, lineBytes, reserve }: FillOptions,
): Promise<Batch | Exclude<Reserved, 'granted'> | null> {
  return db.transaction().execute(async (transaction) => {
    await forgetNeedless(transaction, scope);
    const waiting = await waitingOf(transaction, scope, mostItems);
    let bytes = 0;
    const fitting = waiting.filter((item) => {
      bytes += item.body_bytes + lineBytes;
      return item.model === waiting[0]!.model && bytes <= mostBytes;
    });
    if (fitting.length === 0) return null;
    const id = `batch_${randomUUID()}`;
    const calls = fitting.map((item) => ({
      ...{ id: reservationOf(id, item.completion_id), completionId: item.completion_id, item },
    }));
    const reserved = await reserve(transaction, calls);
    const granted = fitting.filter((_, index) => reserved[index] === 'granted').map((item) => item.completion_id);
    const refusal = reserved[0];
    if (granted.length === 0) return refusal === 'granted' || refusal === undefined ? null : refusal;
    const batch = await transaction
      .insertInto('batch')
      .values({
        ...{ id, endpoint: scope.endpoint, teacher_model: scope.teacherModel, model: waiting[0]!.model, run_id: runId },
        ...{ items: granted.length, state: 'filled', input_file_id: null, provider_id: null, provider_status: null },
        error: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await sql`
      update batch_item set state = 'out', batch_id = ${id} where completion_id = any(${granted}::text[])`.execute(
      transaction,
    );
    return batch;
  });
}

const waitingOf = (transaction: LedgerTransaction, { endpoint, teacherModel }: BatchScope, limit: number) =>
  transaction
    .selectFrom('batch_item')
    .select(['completion_id', 'model', 'body_bytes', 'max_output_tokens'])
    .where('state', '=', 'waiting')
    .where('endpoint', '=', endpoint)
    .where('teacher_model', '=', teacherModel)
    // What is asked about one document stands together, for the endpoint's cache.
    .orderBy('document_id')
    .orderBy('completion_id')
    .limit(limit)
    .forUpdate()
    .execute();

/** What was answered by another way meanwhile, or is asked for a document that nothing is to be done for any longer. */
async function forgetNeedless(transaction: LedgerTransaction, { endpoint, teacherModel }: BatchScope): Promise<void> {
  await sql`
    delete from batch_item where state = 'waiting' and endpoint = ${endpoint} and teacher_model = ${teacherModel}
      and (exists (select 1 from completion where completion.id = completion_id)
        or not exists (select 1 from work where group_id = document_id and work.state = 'pending'))`.execute(
    transaction,
  );
}

/** Notes how far a batch is. */
export async function noteBatch(
  db: LedgerDatabase,
  id: string,
  change: Partial<Pick<Batch, 'state' | 'input_file_id' | 'provider_id' | 'provider_status' | 'completed' | 'failed'>>,
  time?: 'submitted_at' | 'polled_at',
): Promise<void> {
  await db
    .updateTable('batch')
    .set({ ...change, ...(time && { [time]: new Date() }) })
    .where('id', '=', id)
    .execute();
}

/** Ends a batch; what it has brought no answer for waits to be sent again, or has failed. Returns how many that are. */
export function endBatch(
  db: LedgerDatabase,
  id: string,
  state: 'collected' | 'rejected',
  rest: { error: string; fate: 'again' | 'uncounted' },
  maxAttempts: number,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const left = await giveBack(transaction, id, 'all', rest, maxAttempts);
    const error = left > 0 ? rest.error : null;
    await transaction.updateTable('batch').set({ state, error, ended_at: new Date() }).where('id', '=', id).execute();
    return left;
  });
}

/** What is with the Batch API, for a person. */
export interface BatchReport {
  /** Requests that wait to be sent. */
  waiting: number;
  /** Requests that were given up; their cells have failed. */
  failed: number;
  open: {
    id: string;
    /** The endpoint's name for it. */
    providerId: string | null;
    endpoint: string;
    model: string;
    /** The endpoint's word, or ours before it is submitted. */
    state: string;
    items: number;
    completed: number;
    failed: number;
    submittedAt: string | null;
  }[];
}

/** The report of `status` and of the progress line. */
export async function batchReport(db: LedgerDatabase): Promise<BatchReport> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*) as count from batch_item group by state`.execute(db);
  const open = await db.selectFrom('batch').selectAll().where('ended_at', 'is', null).orderBy('created_at').execute();
  const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    ...{ waiting: countOf('waiting'), failed: countOf('failed') },
    open: open.map((batch) => ({
      ...{ id: batch.id, providerId: batch.provider_id, endpoint: batch.endpoint, model: batch.model },
      ...{ state: batch.provider_status ?? batch.state, items: batch.items },
      ...{ completed: batch.completed, failed: batch.failed },
      submittedAt: batch.submitted_at?.toISOString() ?? null,
    })),
  };
}
