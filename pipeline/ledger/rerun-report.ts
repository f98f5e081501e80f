import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';

/** What became of a rerun's cells; where `reason` is null, nothing was wrong. */
export interface RerunCount {
  /** `replaced`: a new pair took an old one's place; `added`: a new pair where there was none; `left`: the old pair stays. */
  outcome: 'pending' | 'replaced' | 'added' | 'left' | 'rejected' | 'out';
  reason: string | null;
  count: number;
}

/** Counts what a rerun has come to: the successors that passed, those that failed and why, those still to be asked. */
export async function rerunReport(db: LedgerDatabase, id: string): Promise<RerunCount[]> {
  const { rows } = await sql<RerunCount>`
    select outcome, reason, count(*) as count from (
      select case
        when generate.state = 'pending' or validate.state = 'pending' or judge.state = 'pending' then 'pending'
        when validate.state = 'kept' and judge.state is null and exists (
          select 1 from retired_pair join pair on pair.id = replaced_by where pair.cell_id = cell.id) then 'replaced'
        when validate.state = 'kept' and judge.state is null then 'added'
        when coalesce(judge.reason, validate.reason, generate.reason) in ('superseded', 'outdated', 'withdrawn', 'replaced', 'undone')
          then 'out'
        when cell.gave_way_to is not null then 'left'
        else 'rejected' end as outcome,
        case when 'failed' in (generate.state, validate.state, judge.state) then 'failed'
          else coalesce(judge.reason, validate.reason, generate.reason) end as reason
      from rerun_cell join cell on cell.id = cell_id
      join work generate on generate.stage = 'generate' and generate.record_id = cell.id
      left join work validate on validate.stage = 'validate' and validate.record_id = cell.id
      -- Where it has kept a draft from becoming a pair, or may yet.
      left join lateral (
        select state, reason from work where stage = 'judge' and record_id = cell.id and state <> 'kept'
          and not exists (select 1 from pair where pair.cell_id = cell.id)
        order by state = 'pending' desc, updated_at desc limit 1) judge on true
      where rerun_id = ${id}) cells
    group by outcome, reason order by outcome, count desc, reason`.execute(db);
  return rows;
}
