import { sql } from 'kysely';
import type { StageName } from '../reasons.ts';
import type { LedgerDatabase } from './ledger.ts';

/** What waits on the way from a page to a teacher's drafts, each counted up to a limit. */
export interface Backlog {
  /** Pages that wait to be read. */
  pages: number;
  /** Documents that wait to be compared, chosen for or asked about. */
  documents: number;
}

/** Notes of processes that have ended, or were killed, count no longer after this. */
const notedWithin = sql`interval '30 seconds'`;

/** Why no pages are crawled just now. */
export interface Hold {
  model: string;
  because: string;
  /** ISO 8601. */
  since: string;
}

/** Counts what waits for a teacher's model; no further than to a limit, so that it costs the same whatever waits. */
export async function backlogOf(db: LedgerDatabase, model: string, limit: number): Promise<Backlog> {
  const waiting = (stage: StageName, of: string) => sql`(
    select count(*) from (
      select distinct group_id from work where state = 'pending' and stage = ${stage} and model = ${of} limit ${limit}) waiting)`;
  const { rows } = await sql<Backlog>`
    select ${waiting('clean', '')} as pages,
      ${waiting('dedupe', '')} + ${waiting('select', model)} + ${waiting('generate', model)} as documents`.execute(db);
  return rows[0]!;
}

/** Notes why crawls wait, or, with null, that they go on. */
export async function noteHold(db: LedgerDatabase, model: string, because: string | null): Promise<void> {
  if (because === null) await db.deleteFrom('crawl_hold').where('model', '=', model).execute();
  else
    await db
      .insertInto('crawl_hold')
      .values({ model, because })
      .onConflict((conflict) => conflict.column('model').doUpdateSet({ because, noted_at: sql`now()` }))
      .execute();
}

/** Holds of crawls that are open. */
export async function readHolds(db: LedgerDatabase): Promise<Hold[]> {
  const rows = await db
    .selectFrom('crawl_hold')
    .selectAll()
    .where('noted_at', '>', sql<Date>`now() - ${notedWithin}`)
    .where(({ exists, selectFrom }) => exists(selectFrom('crawl').select('id').where('ended_at', 'is', null)))
    .orderBy('model')
    .execute();
  return rows.map(({ model, because, since }) => ({ model, because, since: since.toISOString() }));
}
