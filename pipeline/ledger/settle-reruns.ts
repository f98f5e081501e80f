import { sql } from 'kysely';
import type { LedgerTransaction } from './ledger.ts';
import { retirePairs } from './retire-pairs.ts';
import type { Settlement } from './settle.ts';

/**
 * Ends what these settlements decide of reruns. A new pair takes the place of the old ones, in this very transaction; a
 * draft that failed leaves the old pair where it is, and where there was none, takes over its cell's standing.
 */
export async function settleReruns(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const deciding = settlements.filter(
    ({ stage, state, outputs }) =>
      // A draft that is put to a judge is decided there.
      stage === 'judge' ||
      (stage === 'validate' && (state !== 'kept' || outputs.pair)) ||
      (stage === 'generate' && state !== 'kept'),
  );
  if (deciding.length === 0) return;
  const rows = await transaction
    .selectFrom('rerun_cell')
    .select(['cell_id', 'replaces'])
    .where((column) => column('cell_id', '=', column.fn.any(column.val(deciding.map(({ recordId }) => recordId)))))
    .execute();
  if (rows.length === 0) return;
  const kept = new Set(deciding.filter(({ state }) => state === 'kept').map(({ recordId }) => recordId));
  const accepted = rows.filter(({ cell_id }) => kept.has(cell_id));
  const failed = rows.filter(({ cell_id }) => !kept.has(cell_id));
  if (accepted.length > 0) await replace(transaction, accepted);
  if (failed.length > 0) await giveWay(transaction, failed);
}

type RerunCell = { cell_id: string; replaces: string[] };

async function replace(transaction: LedgerTransaction, cells: RerunCell[]): Promise<void> {
  const ids = cells.map(({ cell_id }) => cell_id);
  const old = cells.flatMap(({ replaces }) => replaces);
  // What is still to be done for an old one, its document having come back. First, so that what someone settles while
  // we wait for its row is seen by what follows.
  await transaction
    .updateTable('work')
    .set({ state: 'dropped', reason: 'replaced', detail: 'A rerun took its place.' })
    .where('stage', 'in', ['generate', 'validate', 'judge'])
    .where((column) => column('record_id', '=', column.fn.any(column.val(old))))
    .where('state', '=', 'pending')
    .execute();
  await retirePairs(
    transaction,
    sql`pair.cell_id = any(${old}::text[])`,
    'replaced',
    sql`(select successor.id from rerun_cell join pair successor on successor.cell_id = rerun_cell.cell_id
      where rerun_cell.cell_id = any(${ids}::text[]) and pair.cell_id = any(rerun_cell.replaces) limit 1)`,
  );
  await sql`
    update cell set retired_at = coalesce(retired_at, now()), gave_way_to = rerun_cell.cell_id from rerun_cell
    where rerun_cell.cell_id = any(${ids}::text[]) and cell.id = any(${old}::text[])
      and cell.id = any(rerun_cell.replaces) and gave_way_to is null`.execute(transaction);
}

async function giveWay(transaction: LedgerTransaction, cells: RerunCell[]): Promise<void> {
  const ids = cells.map(({ cell_id }) => cell_id);
  // The one that has a pair, or may have one again, stays; without any, the newest word on the cell does.
  await sql`
    update cell set retired_at = now(), gave_way_to = standing.id
    from rerun_cell join lateral (
      select old.id from unnest(rerun_cell.replaces) old (id)
      where exists (select 1 from pair where pair.cell_id = old.id)
        or exists (select 1 from work where record_id = old.id and stage in ('generate', 'validate', 'judge') and state = 'pending')
      limit 1) standing on true
    where rerun_cell.cell_id = any(${ids}::text[]) and cell.id = rerun_cell.cell_id`.execute(transaction);
  await sql`
    update cell set retired_at = coalesce(cell.retired_at, now()), gave_way_to = attempt.id
    from rerun_cell join cell attempt on attempt.id = rerun_cell.cell_id and attempt.gave_way_to is null
    where rerun_cell.cell_id = any(${ids}::text[]) and cell.id = any(${cells.flatMap(({ replaces }) => replaces)}::text[])
      and cell.id = any(rerun_cell.replaces) and cell.gave_way_to is null`.execute(transaction);
}
