import { sql } from 'kysely';
import { holdSettling } from './begin-rerun.ts';
import type { LedgerDatabase } from './ledger.ts';

/** A teacher's pairs that a judge has not judged, and drafts that wait for another judge: `passed` is their `validate`. */
const unjudged = (judge: string, teacher: string) => sql`
  from work passed
    join work compared on compared.stage = 'dedupe' and compared.record_id = passed.group_id and compared.state = 'kept'
  where passed.stage = 'validate' and passed.state = 'kept' and passed.model = ${teacher}
    and not exists (
      select 1 from work known
      where known.stage = 'judge' and known.record_id = passed.record_id and known.model = ${judge})
    and (exists (select 1 from pair where cell_id = passed.record_id) or exists (
      select 1 from work other
      where other.stage = 'judge' and other.record_id = passed.record_id and other.state = 'pending'))`;

/**
 * Enters what a judge has not judged of a teacher's as work of `judge`: one that is turned on later starts over. Outdated
 * documents are left alone, since their successors are on the way.
 */
export async function planJudging(db: LedgerDatabase, judge: string, teacher: string, runId: string): Promise<void> {
  // Looked for first: while it is held nobody settles, and there is seldom anything.
  const { rows } = await sql`select 1 ${unjudged(judge, teacher)} limit 1`.execute(db);
  if (rows.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    await holdSettling(transaction);
    await sql`
      insert into work (stage, record_id, model, group_id, state, run_id)
      select 'judge', passed.record_id, ${judge}, passed.group_id, 'pending', ${runId} ${unjudged(judge, teacher)}
      on conflict do nothing`.execute(transaction);
  });
}

/** How many questions a judge would be asked about what is there already, were it to begin now. Writes nothing. */
export async function countUnjudged(db: LedgerDatabase, judge: string, teacher: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct cell.group_id) as count from cell where id in (
      select passed.record_id ${unjudged(judge, teacher)}
      union select record_id from work where stage = 'judge' and model = ${judge} and state = 'pending')`.execute(db);
  return rows[0]?.count ?? 0;
}
