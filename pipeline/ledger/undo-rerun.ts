import { sql } from 'kysely';
import { SetupError } from '../errors.ts';
import { holdSettling } from './begin-rerun.ts';
import { restoreVerdicts } from './judgements.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { retirePairs } from './retire-pairs.ts';

export interface UndoneRerun {
  id: string;
  /** Pairs of the rerun that left the dataset. */
  retired: number;
  /** Pairs that came back. */
  restored: number;
  /** Cells that it had still to ask. */
  cancelled: number;
}

/**
 * Takes a rerun back, the last one where none is named: its pairs leave the dataset, those that they replaced return, and
 * what it had still to ask is cancelled; in one transaction. Throws SetupError where there is none, or another has built
 * on it since.
 */
export function undoRerun(db: LedgerDatabase, named?: string): Promise<UndoneRerun> {
  return db.transaction().execute(async (transaction) => {
    await holdSettling(transaction);
    const id = await undoable(transaction, named);
    const mine = sql`(select * from rerun_cell where rerun_id = ${id})`;
    const made = await sql<{ id: string }>`
      select pair.id from pair join ${mine} mine using (cell_id)`.execute(transaction);
    const pairs = made.rows.map((row) => row.id);
    await retirePairs(transaction, sql`pair.id = any(${pairs}::text[])`, 'undone');
    // A judge may have taken one of them out since; what it had replaced returns all the same.
    const judged = await sql<{ id: string }>`
      select id from retired_pair join ${mine} mine using (cell_id)
      where retired_pair.because = 'low-score'`.execute(transaction);
    const restored = await restorePairs(transaction, [...pairs, ...judged.rows.map((row) => row.id)]);
    await returnStanding(transaction, mine);
    const cancelled = await sql`
      update work set state = 'dropped', reason = 'undone', detail = 'Its rerun was undone.', updated_at = now()
      from ${mine} mine where record_id = mine.cell_id and stage in ('generate', 'validate', 'judge') and state = 'pending'
    `.execute(transaction);
    // What had been put aside with its document does not come back with it.
    await sql`
      update work set reason = 'undone', detail = 'Its rerun was undone.'
      from ${mine} mine where record_id = mine.cell_id and stage in ('generate', 'validate', 'judge') and state = 'dropped'
        and reason in ('superseded', 'outdated', 'withdrawn')`.execute(transaction);
    await sql`
      update cell set gave_way_to = null,
        retired_at = case when document.outdated_at is null or exists (select 1 from pair where pair.cell_id = cell.id)
          then null else retired_at end
      from ${mine} mine, document
      where cell.id = any(mine.replaces) and cell.gave_way_to = mine.cell_id and document.id = cell.document_id
    `.execute(transaction);
    await sql`
      update cell set retired_at = coalesce(retired_at, now()), gave_way_to = coalesce(gave_way_to, mine.replaces[1])
      from ${mine} mine where cell.id = mine.cell_id`.execute(transaction);
    await transaction.updateTable('rerun').set({ undone_at: new Date() }).where('id', '=', id).execute();
    return { id, retired: pairs.length, restored, cancelled: Number(cancelled.numAffectedRows ?? 0) };
  });
}

async function undoable(transaction: LedgerTransaction, named: string | undefined): Promise<string> {
  const rerun = await transaction
    .selectFrom('rerun')
    .select(['id', 'undone_at'])
    .$if(named !== undefined, (query) => query.where('id', '=', named!))
    .$if(named === undefined, (query) => query.where('undone_at', 'is', null))
    .orderBy('begun_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!rerun) throw new SetupError(named ? `There is no rerun "${named}".` : 'There is no rerun to undo.');
  if (rerun.undone_at) throw new SetupError(`${rerun.id} was undone already, at ${rerun.undone_at.toISOString()}.`);
  const { rows } = await sql<{ id: string }>`
    select later.id from rerun later join rerun_cell built on built.rerun_id = later.id
    join rerun_cell mine on mine.rerun_id = ${rerun.id} and mine.cell_id = any(built.replaces)
    where later.undone_at is null and later.id <> ${rerun.id} order by later.begun_at desc limit 1`.execute(
    transaction,
  );
  if (rows[0]) throw new SetupError(`${rows[0].id} has built on ${rerun.id} since: undo that one first.`);
  return rerun.id;
}

/** Moves the pairs that these had replaced back from history; returns how many. */
async function restorePairs(transaction: LedgerTransaction, replacedBy: string[]): Promise<number> {
  const { rows } = await sql<{ cell_id: string }>`
    with back as (
      delete from retired_pair where because = 'replaced' and replaced_by = any(${replacedBy}::text[]) returning pair)
    insert into pair select restored.* from back, jsonb_populate_record(null::pair, back.pair) restored
    returning cell_id`.execute(transaction);
  await sql`
    update work set state = 'kept', reason = null, detail = null, updated_at = now()
    where stage = 'validate' and reason = 'replaced' and record_id = any(${rows.map((row) => row.cell_id)}::text[])
  `.execute(transaction);
  await restoreVerdicts(
    transaction,
    rows.map((row) => row.cell_id),
  );
  return rows.length;
}

/**
 * Gives old cells whose pair could not come back the standing that they would have without the rerun: put aside with
 * their document where that is out of the dataset, else still to be done.
 */
async function returnStanding(transaction: LedgerTransaction, mine: ReturnType<typeof sql>): Promise<void> {
  await sql`
    update work set reason = newer.reason, detail = newer.detail
    from ${mine} mine join work newer on newer.record_id = mine.cell_id and newer.state = 'dropped'
      and newer.reason in ('superseded', 'outdated', 'withdrawn')
    where work.record_id = any(mine.replaces) and work.reason = 'replaced' and work.stage in ('generate', 'validate', 'judge')
  `.execute(transaction);
  await sql`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    from ${mine} mine, document
    where work.record_id = any(mine.replaces) and work.reason = 'replaced' and work.stage in ('generate', 'validate', 'judge')
      and document.id = work.group_id and document.outdated_at is null`.execute(transaction);
}
