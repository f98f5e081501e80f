import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { taskHashes } from '../../task-pool/task-hash.ts';
import { cellOf } from '../stages/select.ts';
import type { Teacher } from '../teacher/teacher.ts';
import { insertRows } from './insert-rows.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { type PlannedCell, planRerun, type RerunFilter, type RerunPlan } from './rerun-plan.ts';
import { enterWork } from './work.ts';

export interface BegunRerun {
  /** Null where nothing was to be asked again. */
  id: string | null;
  /** What it entered; nothing where it goes on with one that was left unfinished. */
  plan: RerunPlan;
}

/**
 * Enters what a filter asks again as new cells beside the old, pending for a teacher. Nothing of the old is touched: their
 * pairs stay until a new one is accepted (`settle-reruns.ts`). A rerun by the same filter that was left unfinished is gone
 * on with, since to begin another would ask again what it has asked already.
 */
export function beginRerun(
  db: LedgerDatabase,
  filter: RerunFilter,
  teacher: Pick<Teacher, 'model' | 'promptVersions'>,
  runId: string,
): Promise<BegunRerun> {
  return db.transaction().execute(async (transaction) => {
    await holdSettling(transaction);
    const asked = JSON.stringify({ ...filter, model: teacher.model });
    const left = await unfinished(transaction, asked);
    if (left) return { id: left.id, plan: { cells: [], underWay: left.cells, outdated: 0 } };
    const plan = await planRerun(transaction, filter, teacher);
    if (plan.cells.length === 0) return { id: null, plan };
    const id = `rerun_${randomUUID().slice(0, 8)}`;
    await transaction.insertInto('rerun').values({ id, run_id: runId, filter: asked, undone_at: null }).execute();
    await enterCells(transaction, id, plan.cells, teacher, runId);
    return { id, plan };
  });
}

/** Keeps everyone from settling until the transaction ends, a moment each time: what was read is then still so. */
export async function holdSettling(transaction: LedgerTransaction): Promise<void> {
  await sql`lock table work in share row exclusive mode`.execute(transaction);
}

/** The rerun by this filter that has cells still to be asked, and how many. */
async function unfinished(transaction: LedgerTransaction, asked: string) {
  const { rows } = await sql<{ id: string; cells: number }>`
    select rerun.id, count(distinct cell_id) as cells
    from rerun join rerun_cell on rerun_id = rerun.id
      join work on record_id = cell_id and state = 'pending' and (stage in ('generate', 'validate')
        or (stage = 'judge' and not exists (select 1 from pair where pair.cell_id = rerun_cell.cell_id)))
    where undone_at is null and filter = ${asked}::jsonb
    group by rerun.id order by min(begun_at) limit 1`.execute(transaction);
  return rows[0];
}

async function enterCells(
  transaction: LedgerTransaction,
  rerunId: string,
  planned: readonly PlannedCell[],
  teacher: Pick<Teacher, 'model' | 'promptVersions'>,
  runId: string,
): Promise<void> {
  const { model } = teacher;
  const cells = planned.map((old) => ({
    ...{ old, generation: old.generation },
    ...cellOf({ id: old.documentId, language: old.documentLanguage }, old.task, old.language, teacher, old.generation),
  }));
  // What another model chose the task for, and which blocks it named, is what this one goes by.
  await sql`
    insert into assignment (document_id, model, task, fit, thought, blocks, section, chosen, reason)
    select document_id, ${model}, task, fit, thought, blocks, section, chosen, reason
    from assignment join unnest(
      ${planned.map((old) => old.documentId)}::text[], ${planned.map((old) => old.task)}::text[],
      ${planned.map((old) => old.model)}::text[]) as planned (document_id, task, model) using (document_id, task, model)
    where model <> ${model}
    on conflict do nothing`.execute(transaction);
  await insertRows(
    transaction,
    'cell',
    cells.map(({ id, documentId, task, language, promptVersion, group, generation }) => ({
      ...{ id, document_id: documentId, task, language, prompt_version: promptVersion, model, group_id: group },
      ...{ generation, task_hash: taskHashes.get(task) ?? null },
    })),
  );
  await insertRows(
    transaction,
    'rerun_cell',
    cells.map(({ id, old: { because, replaces } }) => ({ cell_id: id, rerun_id: rerunId, because, replaces })),
  );
  await enterWork(
    transaction,
    cells.map(({ id, documentId }) => ({ stage: 'generate', recordId: id, groupId: documentId, model })),
    runId,
  );
}
