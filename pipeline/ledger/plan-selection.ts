import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';

/** Enters every kept document that this model has not been asked about as work of `select`: another teacher starts over. */
export async function planSelection(db: LedgerDatabase, model: string, runId: string): Promise<void> {
  await sql`
    insert into work (stage, record_id, model, group_id, state, run_id)
    select 'select', kept.record_id, ${model}, kept.record_id, 'pending', ${runId}
    from work kept
    where kept.stage = 'dedupe' and kept.state = 'kept'
      and not exists (
        select 1 from work known
        where known.stage = 'select' and known.record_id = kept.record_id and known.model = ${model})
    for share of kept
    on conflict do nothing`.execute(db);
}
