import type { LedgerDatabase } from './ledger.ts';
import type { JobKey } from './work.ts';

/** Jobs that a rerun has still to do, in order of groups and no more than so many; what a judge has to do comes of them. */
export async function rerunJobs(db: LedgerDatabase, rerunId: string, limit: number): Promise<JobKey[]> {
  const rows = await db
    .selectFrom('rerun_cell')
    .innerJoin('work', 'record_id', 'cell_id')
    .select(['stage', 'group_id', 'model'])
    .distinct()
    .where('rerun_id', '=', rerunId)
    .where('state', '=', 'pending')
    .where('stage', 'in', ['generate', 'validate'])
    .orderBy('group_id')
    .orderBy('stage')
    .limit(limit)
    .execute();
  return rows.map(({ stage, group_id: groupId, model }) => ({ stage, groupId, model }));
}
