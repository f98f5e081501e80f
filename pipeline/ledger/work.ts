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
  /** Whether what a batch is awaited for is left out: to try it again would bring nothing. */
  unlessAwaiting?: boolean;
}

/** The stages that ask no teacher. */
const unasking: readonly StageName[] = ['crawl', 'clean', 'dedupe', 'validate'];

/** What of one stage's work for one model a process can do. */
export interface LaneScope extends Pick<WorkScope, 'sources' | 'unlessAwaiting'> {
  stage: StageName;
  model: string;
}

/** Groups with pending work of one stage and model, in order, from after one on. */
export async function pendingJobs(
  db: LedgerDatabase,
  { stage, model, ...scope }: LaneScope,
  limit: number,
  after?: string,
): Promise<JobKey[]> {
  const rows = await pendingWithin(db, { stages: [stage], models: [model], ...scope })
    .select('group_id')
    .distinct()
    .$if(after !== undefined, (query) => query.where('group_id', '>', after!))
    .orderBy('group_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ stage, groupId: row.group_id, model }));
}

/** Ids of the records that each of some jobs has to do. */
export async function pendingRecords(db: LedgerDatabase, jobs: readonly JobKey[]): Promise<string[][]> {
  const { rows } = await sql<{ job: number; id: string }>`
    select (job - 1)::int as job, record_id as id
    from unnest(
      ${jobs.map(({ stage }) => stage)}::text[], ${jobs.map(({ model }) => model)}::text[],
      ${jobs.map(({ groupId }) => groupId)}::text[]
    ) with ordinality as asked (stage, model, group_id, job)
    join work using (stage, model, group_id)
    where state = 'pending' order by record_id`.execute(db);
  const ids: string[][] = jobs.map(() => []);
  for (const { job, id } of rows) ids[job]?.push(id);
  return ids;
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

/** Whether anything is pending within a scope. */
export async function hasPending(db: LedgerDatabase, scope: WorkScope): Promise<boolean> {
  return (await pendingWithin(db, scope).select('stage').limit(1).executeTakeFirst()) !== undefined;
}

/** How many records are pending within a scope. */
export async function countPending(db: LedgerDatabase, scope: WorkScope): Promise<number> {
  const { count } = await pendingWithin(db, scope)
    .select((column) => column.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const pendingWithin = (db: LedgerDatabase, { stages, models, sources, unlessAwaiting = false }: WorkScope) =>
  db
    .selectFrom('work')
    .where('state', '=', 'pending')
    .where('stage', 'in', stages)
    .where('model', 'in', models)
    .where((column) =>
      column.or([
        column('stage', '!=', 'crawl'),
        sources.length > 0 ? column('group_id', 'in', sources) : sql<boolean>`false`,
      ]),
    )
    .$if(unlessAwaiting, (query) =>
      query.where(
        sql<boolean>`(stage = any(${unasking}::text[]) or not exists (
          select 1 from batch_item
          where document_id = group_id and teacher_model = work.model and batch_item.state <> 'failed'))`,
      ),
    );

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
