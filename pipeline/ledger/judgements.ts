import { sql } from 'kysely';
import type { ReasonOf } from '../reasons.ts';
import type { Language } from '../records.ts';
import type { Improvement, Verdict } from '../teacher/judge/verdict.ts';
import { insertRows } from './insert-rows.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { retirePairs } from './retire-pairs.ts';
import type { Settlement } from './settle.ts';

/** What a judge said of a cell's draft. */
export interface Judgement {
  completionId: string;
  score: number;
  criteria: Verdict;
  improvement: Improvement | null;
  /** Whether the pair holds the improvement. */
  improved: boolean;
  /** Why the checks refused it. */
  refusedBecause: ReasonOf<'validate'> | null;
}

/**
 * Writes what a batch of settled records was judged, and what follows for their pairs: an improved answer takes the place
 * of the draft's, and a low score takes a pair that was there already out of the dataset.
 */
export async function writeJudgements(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const judged = settlements.filter(({ stage }) => stage === 'judge');
  if (judged.length === 0) return;
  const rows = judged.flatMap(({ recordId, model, outputs: { judgement } }) => {
    if (!judgement) return [];
    const { completionId, refusedBecause, ...rest } = judgement;
    const named = { completion_id: completionId, refused_because: refusedBecause };
    return [{ cell_id: recordId, model, ...rest, ...named, created_at: new Date().toISOString() }];
  });
  const ids = rows.map(({ cell_id }) => cell_id);
  // Said anew where its document was out of the dataset meanwhile.
  await sql`
    delete from judgement using unnest(${ids}::text[], ${rows.map(({ model }) => model)}::text[]) as said (cell_id, model)
    where (judgement.cell_id, judgement.model) = (said.cell_id, said.model)`.execute(transaction);
  await insertRows(transaction, 'judgement', rows);
  for (const { recordId, outputs } of judged) {
    if (!outputs.pair || !outputs.judgement?.improved) continue;
    const { thought, output, evidence } = outputs.pair;
    await transaction
      .updateTable('pair')
      .set({ thought, output: JSON.stringify(output), evidence: JSON.stringify(evidence) })
      .where('cell_id', '=', recordId)
      .execute();
  }
  const low = judged.filter(({ reason }) => reason === 'low-score').map(({ recordId }) => recordId);
  if (low.length > 0) await retirePairs(transaction, sql`pair.cell_id = any(${low}::text[])`, 'low-score');
}

/** Lets what was to be judged before its document left the dataset be judged, now that its draft has passed the checks again. */
export async function reopenJudging(transaction: LedgerTransaction, settlements: Settlement[]): Promise<void> {
  const passed = settlements.filter(
    ({ stage, state, outputs }) => stage === 'validate' && state === 'kept' && !outputs.pair,
  );
  if (passed.length === 0) return;
  await sql`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    where stage = 'judge' and record_id = any(${passed.map(({ recordId }) => recordId)}::text[])
      and state = 'dropped' and reason in ('superseded', 'outdated', 'withdrawn')`.execute(transaction);
}

/** Gives judges' standing back with pairs that return from history. */
export async function restoreVerdicts(transaction: LedgerTransaction, cellIds: string[]): Promise<void> {
  await sql`
    update work set state = 'kept', reason = null, detail = null, updated_at = now() from judgement
    where stage = 'judge' and reason = 'replaced' and record_id = any(${cellIds}::text[])
      and judgement.cell_id = record_id and judgement.model = work.model`.execute(transaction);
}

/** Which of these cells a judge was ever asked about, or is to be. */
export async function putToJudge(db: LedgerDatabase, cellIds: string[]): Promise<Set<string>> {
  if (cellIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('work')
    .select('record_id')
    .where('stage', '=', 'judge')
    .where('record_id', 'in', cellIds)
    .execute();
  return new Set(rows.map((row) => row.record_id));
}

/** What a judge has to know of a cell beside its draft. */
export interface JudgedCell {
  /** How often it was asked before, by reruns. */
  generation: number;
  /** Languages that its task has a cell in, of the same selection or rerun. */
  languages: Language[];
  /** What another judge has put in the place of the draft's thought and answer. */
  standing: Improvement | null;
}

export async function readJudgedCells(
  db: LedgerDatabase,
  cellIds: string[],
  judge: string,
): Promise<Map<string, JudgedCell>> {
  if (cellIds.length === 0) return new Map();
  const { rows } = await sql<JudgedCell & { id: string }>`
    select id, generation,
      (select array_agg(language) from cell both_of
        where both_of.document_id = cell.document_id and both_of.group_id = cell.group_id) as languages,
      (select improvement from judgement where cell_id = cell.id and improved and model <> ${judge}
        order by created_at desc limit 1) as standing
    from cell where id = any(${cellIds}::text[])`.execute(db);
  return new Map(rows.map(({ id, ...cell }) => [id, cell]));
}
