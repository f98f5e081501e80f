import { sql } from 'kysely';
import type { StageName } from '../reasons.ts';
import { insertRows } from './insert-rows.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { WorkKey } from './settle.ts';

/** What one job takes: everything of one group that a stage has pending for a model. */
export interface JobKey {
  stage: StageName;
  groupId: string;
  model: string;
}

/** The work that one process can do. */
export interface WorkScope {
  stages: readonly StageName[];
  /** Models of its teacher; the empty string for work that needs none. */
  models: readonly string[];
  /** Sources that it can crawl. */
  sources: readonly string[];
}

/** Groups with pending work within a scope, in order, from after a job on. */
export async function pendingJobs(
  db: LedgerDatabase,
  { stages, models, sources }: WorkScope,
  limit: number,
  after?: JobKey,
): Promise<JobKey[]> {
  const rows = await db
    .selectFrom('work')
    .select(['stage', 'group_id', 'model'])
    .distinct()
    .where('state', '=', 'pending')
    .where('stage', 'in', stages)
    .where('model', 'in', models)
    .where((column) =>
      column.or([
        column('stage', '!=', 'crawl'),
        sources.length > 0 ? column('group_id', 'in', sources) : sql<boolean>`false`,
      ]),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(stage, model, group_id) > (${after!.stage}, ${after!.model}, ${after!.groupId})`),
    )
    .orderBy('stage')
    .orderBy('model')
    .orderBy('group_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ stage: row.stage, groupId: row.group_id, model: row.model }));
}

/** Ids of the records that one job has to do. */
export async function pendingRecords(db: LedgerDatabase, job: JobKey): Promise<string[]> {
  const rows = await pendingOf(db, job).orderBy('record_id').execute();
  return rows.map((row) => row.record_id);
}

/** Whether a job has anything to do. */
export async function hasPendingRecords(db: LedgerDatabase, job: JobKey): Promise<boolean> {
  return (await pendingOf(db, job).limit(1).executeTakeFirst()) !== undefined;
}

const pendingOf = (db: LedgerDatabase, { stage, model, groupId }: JobKey) =>
  db
    .selectFrom('work')
    .select('record_id')
    .where('state', '=', 'pending')
    .where('stage', '=', stage)
    .where('model', '=', model)
    .where('group_id', '=', groupId);

export async function hasPending(db: LedgerDatabase, scope: WorkScope): Promise<boolean> {
  return (await pendingJobs(db, scope, 1)).length > 0;
}

/** Notes a try that failed and may be repeated; returns how often the record has been tried. */
export async function noteAttempt(
  db: LedgerDatabase,
  key: { stage: StageName; recordId: string; model: string },
  message: string,
): Promise<number> {
  const row = await db
    .updateTable('work')
    .set((column) => ({ attempts: column('attempts', '+', 1), detail: message }))
    .where('stage', '=', key.stage)
    .where('record_id', '=', key.recordId)
    .where('model', '=', key.model)
    .where('state', '=', 'pending')
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

/** Gives records that were tried without success, and wait, all their tries again. */
export async function forgetAttempts(db: LedgerDatabase): Promise<void> {
  await db.updateTable('work').set({ attempts: 0 }).where('state', '=', 'pending').where('attempts', '>', 0).execute();
}

export interface WorkCount {
  stage: StageName;
  model: string;
  state: 'pending' | 'kept' | 'dropped' | 'failed';
  reason: string | null;
  count: number;
}

/** How many records stand where, by stage, model, state and reason. */
export async function workCounts(db: LedgerDatabase): Promise<WorkCount[]> {
  return db
    .selectFrom('work')
    .select(['stage', 'model', 'state', 'reason', (column) => column.fn.countAll<number>().as('count')])
    .groupBy(['stage', 'model', 'state', 'reason'])
    .execute();
}

/** Enters records as pending work; those that stand somewhere already stay as they are. */
export async function enterWork(
  transaction: LedgerTransaction,
  work: readonly WorkKey[],
  runId: string,
): Promise<void> {
  await insertRows(
    transaction,
    'work',
    work.map(({ stage, recordId, groupId, model }) => ({
      ...{ stage, record_id: recordId, group_id: groupId, model },
      ...{ state: 'pending' as const, run_id: runId },
    })),
  );
}

/** How many records a run settled as failed. */
export async function failedIn(db: LedgerDatabase, runId: string): Promise<number> {
  const { count } = await db
    .selectFrom('work')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('state', '=', 'failed')
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow();
  return count;
}
