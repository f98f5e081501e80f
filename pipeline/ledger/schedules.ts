import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';

/** When a source is to be crawled. The ledger's word holds; what the queue has is made equal to it. */
export interface Schedule {
  source: string;
  /** Five fields, or six with seconds first. */
  cron: string;
  /** Time zone of the IANA database that the fields are in. */
  tz: string;
  /** Since when it stands as it is. */
  createdAt: Date;
  /** The due time, not the moment, at which it last began a crawl or found one under way. */
  lastFiredAt: Date | null;
}

/** Whatever was due up to this moment does not count as missed. */
export const settledUntil = ({ createdAt, lastFiredAt }: Schedule): Date =>
  lastFiredAt && lastFiredAt > createdAt ? lastFiredAt : createdAt;

/** Enters the schedule of a source, or changes it: then nothing that was due before counts as missed. */
export async function putSchedule(
  db: LedgerDatabase,
  { source, cron, tz }: { source: string; cron: string; tz: string },
): Promise<'added' | 'changed' | 'unchanged'> {
  const row = await db
    .insertInto('schedule')
    .values({ source, cron, tz })
    .onConflict((conflict) =>
      conflict
        .column('source')
        .doUpdateSet({ cron, tz, created_at: sql<Date>`now()` })
        .where((column) => column.or([column('schedule.cron', '!=', cron), column('schedule.tz', '!=', tz)])),
    )
    // A row that was just inserted has no deleting transaction yet.
    .returning(sql<boolean>`xmax = 0`.as('added'))
    .executeTakeFirst();
  if (!row) return 'unchanged';
  return row.added ? 'added' : 'changed';
}

/** Takes the schedule of a source away; returns whether there was one. A crawl under way goes on. */
export async function removeSchedule(db: LedgerDatabase, source: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('schedule').where('source', '=', source).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** All schedules, by source. */
export async function readSchedules(db: LedgerDatabase): Promise<Schedule[]> {
  const rows = await db.selectFrom('schedule').selectAll().orderBy('source').execute();
  return rows.map(({ source, cron, tz, created_at, last_fired_at }) => ({
    ...{ source, cron, tz },
    createdAt: created_at,
    lastFiredAt: last_fired_at,
  }));
}

/** Since when the crawls that are under way of these sources are. */
export async function openCrawls(db: LedgerDatabase): Promise<Map<string, Date>> {
  const rows = await db.selectFrom('crawl').select(['source', 'started_at']).where('ended_at', 'is', null).execute();
  return new Map(rows.map(({ source, started_at }) => [source, started_at]));
}

/**
 * Begins the crawl that is due at a time, once, whoever else tries: null for all but the first, and where the schedule
 * is gone or was made later. The row stays locked until the crawl has begun, so that a process that dies in between
 * leaves the due time to the next one. `start` returns whether it began one; false where one was under way.
 */
export async function fireSchedule(
  db: LedgerDatabase,
  source: string,
  due: Date,
  start: () => Promise<boolean>,
): Promise<'began' | 'under-way' | null> {
  return db.transaction().execute(async (transaction) => {
    const won = await transaction
      .updateTable('schedule')
      .set({ last_fired_at: due })
      .where('source', '=', source)
      .where('created_at', '<', due)
      .where((column) => column.or([column('last_fired_at', 'is', null), column('last_fired_at', '<', due)]))
      .returning('source')
      .executeTakeFirst();
    if (!won) return null;
    return (await start()) ? 'began' : 'under-way';
  });
}
