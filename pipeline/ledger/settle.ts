import { sql } from 'kysely';
import type { Reason, StageName } from '../reasons.ts';
import type { Outputs } from '../stages/stage.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { writeOutputs } from './write-outputs.ts';

/** One record's standing with one stage: the key of a `work` row. */
export interface WorkKey {
  stage: StageName;
  recordId: string;
  groupId: string;
  /** Empty for stages that need no teacher. */
  model: string;
}

export interface Settlement extends WorkKey {
  state: 'kept' | 'dropped' | 'failed';
  reason: Reason | null;
  detail: string | null;
  outputs: Outputs;
  runId: string;
  /** Model that newly kept documents are to be selected for. */
  teacherModel: string;
}

/** What came of one settlement: `false` where the record had been settled by someone else, and nothing was written. */
export interface Settled {
  settled: boolean;
  /** Work that this created, to be enqueued. */
  next: WorkKey[];
}

/** Settles a batch of records and writes their outputs and the work that follows, in one transaction. */
export function settleAll(db: LedgerDatabase, settlements: Settlement[]): Promise<Settled[]> {
  return db.transaction().execute(async (transaction) => {
    await holdInputs(transaction, settlements);
    const open = await closeWork(transaction, settlements);
    // Deleting makes a second settlement of one record in one batch the late one.
    const settled = settlements.map(({ stage, recordId, model }) => open.delete(`${stage} ${recordId} ${model}`));
    const next = await writeOutputs(
      transaction,
      settlements.filter((_, index) => settled[index]),
    );
    return settled.map((mine) => ({ settled: mine, next: mine ? (next.shift() ?? []) : [] }));
  });
}

/**
 * Waits for whoever is changing what these settlements rest on, and keeps it as it is until they are written: a
 * condition of an update that had to wait is held against what it found before.
 */
async function holdInputs(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const pages = settlements.filter(({ outputs }) => outputs.pageVersion !== undefined).map(({ recordId }) => recordId);
  if (pages.length > 0)
    await sql`select 1 from page where id = any(${pages}::text[]) order by id for share`.execute(transaction);
  const better = settlements.flatMap(({ outputs }) => outputs.losesTo ?? []);
  if (better.length > 0)
    await sql`select 1 from document where id = any(${better}::text[]) order by id for share`.execute(transaction);
}

/**
 * Marks what is pending as settled and says which that was. A record settled meanwhile by another worker (this one's
 * lock had run out) is not touched: its late result must not count twice. Nor is one whose page has got another body
 * since it was read, or that lost to a document which is outdated by now: it stays pending, and is done again.
 */
async function closeWork(transaction: LedgerTransaction, settlements: Settlement[]): Promise<Set<string>> {
  const column = <T>(pick: (settlement: Settlement) => T) => settlements.map(pick);
  const { rows } = await sql<{ stage: string; record_id: string; model: string }>`
    update work set state = s.state, reason = s.reason, detail = s.detail, run_id = s.run_id, updated_at = now()
    from unnest(
      ${column((s) => s.stage)}::text[], ${column((s) => s.recordId)}::text[], ${column((s) => s.model)}::text[],
      ${column((s) => s.state)}::text[], ${column((s) => s.reason)}::text[], ${column((s) => s.detail)}::text[],
      ${column((s) => s.runId)}::text[], ${column((s) => s.outputs.pageVersion ?? null)}::int[],
      ${column((s) => s.outputs.losesTo ?? null)}::text[]
    ) as s (stage, record_id, model, state, reason, detail, run_id, page_version, loses_to)
    where work.stage = s.stage and work.record_id = s.record_id and work.model = s.model and work.state = 'pending'
      and (s.page_version is null or s.page_version = (select version from page where id = s.record_id))
      and (s.loses_to is null or exists (select 1 from document where id = s.loses_to and outdated_at is null))
    returning work.stage, work.record_id, work.model`.execute(transaction);
  return new Set(rows.map((row) => `${row.stage} ${row.record_id} ${row.model}`));
}
