import { type RawBuilder, sql } from 'kysely';
import type { StageName } from '../reasons.ts';
import { holdSettling } from './begin-rerun.ts';
import type { LedgerDatabase } from './ledger.ts';

/** Which of the failed records are meant; what is left out does not narrow them. */
export interface FailedFilter {
  ids?: readonly string[] | undefined;
  stage?: StageName | undefined;
  /** Text that the error holds, in any case. */
  reason?: string | undefined;
  source?: string | undefined;
}

/** A record that can never succeed as it is, or was tried too often: a dead letter. */
export interface FailedRecord {
  stage: StageName;
  id: string;
  /** Empty for stages that need no teacher. */
  model: string;
  source: string | null;
  url: string | null;
  error: string | null;
  attempts: number;
  /** ISO 8601. */
  failedAt: string;
}

export interface FailedList {
  /** How many there are, beyond those listed too. */
  total: number;
  records: FailedRecord[];
}

/** The page that a record is, or comes from. */
const origin = sql`
  left join document on stage not in ('crawl', 'clean') and document.id = work.group_id
  left join page on page.id = coalesce(document.page_id, work.record_id)`;

const matches = ({ ids, stage, reason, source }: FailedFilter): RawBuilder<boolean> =>
  sql<boolean>`work.state = 'failed'
    and ${ids ? sql`work.record_id = any(${[...ids]}::text[])` : sql`true`}
    and ${stage ? sql`stage = ${stage}` : sql`true`}
    and ${reason ? sql`strpos(lower(detail), lower(${reason})) > 0` : sql`true`}
    and ${source ? sql`page.source = ${source}` : sql`true`}`;

/** What failed, the latest first. */
export async function listFailed(db: LedgerDatabase, filter: FailedFilter, limit: number): Promise<FailedList> {
  const { rows } = await sql<Omit<FailedRecord, 'failedAt'> & { failedAt: Date; total: number }>`
    select stage, record_id as id, model, page.source, page.url, detail as error, attempts,
      work.updated_at as "failedAt", count(*) over () as total
    from work ${origin} where ${matches(filter)}
    order by work.updated_at desc, stage, record_id limit ${limit}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    records: rows.map(({ total, failedAt, ...record }) => ({ ...record, failedAt: failedAt.toISOString() })),
  };
}

export interface Retried {
  retried: number;
  /** Failed records that stay as they are, since what they rest on has left the dataset: they can be dropped. */
  outdated: number;
}

/**
 * Gives failed records all their tries again: pending from now on, and enqueued by the next run or by whoever works.
 * Work of a document that is outdated or lost to a near-duplicate, and of a cell that gave way, stays failed: the ledger
 * has nothing more to do for those.
 */
export function retryFailed(db: LedgerDatabase, filter: FailedFilter): Promise<Retried> {
  return db.transaction().execute(async (transaction) => {
    await holdSettling(transaction);
    const { rows } = await sql<{ retried: number; outdated: number }>`
      with meant as (
        select work.stage, work.record_id, work.model,
          stage in ('crawl', 'clean', 'dedupe') or (
            document.outdated_at is null
            and exists (select 1 from work compared where compared.stage = 'dedupe'
              and compared.record_id = work.group_id and compared.state = 'kept')
            and not exists (select 1 from cell where cell.id = work.record_id and cell.retired_at is not null)
          ) as present
        from work ${origin} where ${matches(filter)}
      ), again as (
        update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
        from meant where present and work.stage = meant.stage and work.record_id = meant.record_id
          and work.model = meant.model
        returning 1
      )
      select (select count(*) from again) as retried, count(*) filter (where not present) as outdated
      from meant`.execute(transaction);
    return rows[0] ?? { retried: 0, outdated: 0 };
  });
}

/** Settles failed records as dropped: given up by a person, for good. Returns how many that were. */
export function dropFailed(db: LedgerDatabase, filter: FailedFilter, because: string): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await holdSettling(transaction);
    const dropped = await sql`
      with meant as (select work.stage, work.record_id, work.model from work ${origin} where ${matches(filter)})
      update work set state = 'dropped', reason = 'given-up', detail = concat_ws(' Its error: ', ${because}::text, detail),
        updated_at = now()
      from meant where work.stage = meant.stage and work.record_id = meant.record_id and work.model = meant.model
    `.execute(transaction);
    return Number(dropped.numAffectedRows ?? 0);
  });
}
