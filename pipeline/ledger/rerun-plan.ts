import { sql } from 'kysely';
import { isBefore } from '../../crawlers/discover/since.ts';
import { taskHashes } from '../../task-pool/task-hash.ts';
import type { Language } from '../records.ts';
import type { Teacher } from '../teacher/teacher.ts';
import type { LedgerDatabase } from './ledger.ts';

/** Which cells a rerun asks again. What is left out limits nothing. */
export interface RerunFilter {
  tasks?: readonly string[] | undefined;
  language?: Language | undefined;
  sources?: readonly string[] | undefined;
  /** Published since, or taken in since where the document gives no date. */
  since?: Date | undefined;
  /** Made with this version of the prompts. */
  promptVersion?: string | undefined;
  /** `due`: what is stale or was rejected. */
  which: 'due' | 'stale' | 'rejected' | 'all';
  /** Whether the teacher also takes over cells of other models where it has none of its own: it was named for that. */
  takeOver: boolean;
}

/** Why a cell is asked again: what it rests on has changed, its draft did not pass, or the person asked for all. */
export type RerunReason = 'prompt' | 'task' | 'model' | 'rejected' | 'asked';

export interface PlannedCell {
  /** The cell that stands there now. */
  cellId: string;
  documentId: string;
  documentLanguage: Language;
  task: string;
  language: Language;
  because: RerunReason;
  /** Whether it has a pair, which stays until its successor's is accepted. */
  hasPair: boolean;
  /** Of the cell that stands there now: its selection is the successor's too. */
  model: string;
  generation: number;
  /** All cells whose place the new one takes. */
  replaces: string[];
}

export interface RerunPlan {
  cells: PlannedCell[];
  /** Cells within the filter that a rerun, or their own first run, is still at work on. */
  underWay: number;
  /** Cells of earlier versions of documents that still hold a pair: the present version's own cells succeed them. */
  outdated: number;
}

/** What a rerun would ask a teacher again, and why; of each document, task and language one cell. Writes nothing. */
export async function planRerun(
  db: LedgerDatabase,
  filter: RerunFilter,
  teacher: Pick<Teacher, 'model' | 'promptVersions'>,
): Promise<RerunPlan> {
  const rows = (await readCells(db, filter, teacher)).filter(
    ({ published, takenIn }) => !filter.since || !isBefore(published ?? takenIn.toISOString(), filter.since),
  );
  const slots = new Map<string, CellRow[]>();
  for (const row of rows.filter(({ standing }) => standing !== 'outdated')) {
    const slot = `${row.documentId} ${row.task} ${row.language}`;
    slots.set(slot, [...(slots.get(slot) ?? []), row]);
  }
  const cells: PlannedCell[] = [];
  let underWay = 0;
  for (const slot of slots.values()) {
    const [row] = slot as [CellRow];
    if (slot.some(({ standing }) => standing === 'open')) underWay++;
    else {
      const because = reasonFor(row, filter.which, teacher);
      if (because) cells.push({ ...plannedOf(row), because, replaces: slot.map(({ cellId }) => cellId) });
    }
  }
  shareGenerations(cells);
  return { cells, underWay, outdated: rows.filter(({ standing }) => standing === 'outdated').length };
}

interface CellRow {
  cellId: string;
  documentId: string;
  documentLanguage: Language;
  task: string;
  language: Language;
  model: string;
  promptVersion: string;
  taskHash: string | null;
  published: string | null;
  takenIn: Date;
  hasPair: boolean;
  standing: 'open' | 'settled' | 'outdated';
  /** Whether an attempt with the present prompt and task has failed since. */
  tried: boolean;
  lastGeneration: number | null;
}

const plannedOf = ({ lastGeneration, ...row }: CellRow) => ({
  ...{ cellId: row.cellId, documentId: row.documentId, documentLanguage: row.documentLanguage },
  ...{ task: row.task, language: row.language, hasPair: row.hasPair, model: row.model },
  generation: lastGeneration === null ? 0 : lastGeneration + 1,
});

function reasonFor(
  row: CellRow,
  which: RerunFilter['which'],
  teacher: Pick<Teacher, 'model' | 'promptVersions'>,
): RerunReason | null {
  const stale = row.tried ? null : staleBecause(row, teacher);
  const rejected = row.tried || !row.hasPair;
  if (stale && (which !== 'rejected' || rejected)) return stale;
  if (rejected && which !== 'stale') return 'rejected';
  return which === 'all' ? 'asked' : null;
}

function staleBecause(row: CellRow, { model, promptVersions }: Pick<Teacher, 'model' | 'promptVersions'>) {
  if (row.model !== model) return 'model';
  if (row.promptVersion !== promptVersions[row.documentLanguage]) return 'prompt';
  return row.taskHash !== null && row.taskHash !== taskHashes.get(row.task) ? 'task' : null;
}

/** Both languages of a task are answered by one call: asked for together, they have to be of one generation. */
function shareGenerations(cells: PlannedCell[]): void {
  const highest = new Map<string, number>();
  const key = ({ documentId, task }: PlannedCell) => `${documentId} ${task}`;
  for (const cell of cells) highest.set(key(cell), Math.max(highest.get(key(cell)) ?? 0, cell.generation));
  for (const cell of cells) cell.generation = highest.get(key(cell))!;
}

/** Settled states that say nothing against a draft. */
const notRejected = ['superseded', 'outdated', 'withdrawn', 'replaced', 'undone'];

/** The cells that stand within a filter, those with a pair first; one that a teacher has still to answer is `open`. */
async function readCells(
  db: LedgerDatabase,
  { tasks, language, sources, promptVersion, takeOver }: RerunFilter,
  teacher: Pick<Teacher, 'model' | 'promptVersions'>,
): Promise<CellRow[]> {
  const { model } = teacher;
  const open = sql`exists (
    select 1 from cell other join work on work.record_id = other.id and (work.stage in ('generate', 'validate')
      or (work.stage = 'judge' and not exists (select 1 from pair where pair.cell_id = other.id)))
    where (other.document_id, other.task, other.language) = (cell.document_id, cell.task, cell.language)
      and (other.id = cell.id or other.model = ${model}) and work.state = 'pending')`;
  const hash = sql`(${JSON.stringify(Object.fromEntries(taskHashes))}::jsonb ->> cell.task)`;
  const { rows } = await sql<CellRow>`
    select cell.id as "cellId", cell.document_id as "documentId", document.language as "documentLanguage",
      cell.task, cell.language, cell.model,
      cell.prompt_version as "promptVersion", cell.task_hash as "taskHash", document.published_at as published,
      document.created_at as "takenIn", pair.id is not null as "hasPair",
      case when document.outdated_at is not null then 'outdated' when ${open} then 'open' else 'settled' end as standing,
      exists (
        select 1 from cell attempt join rerun_cell on rerun_cell.cell_id = attempt.id
          join rerun on rerun.id = rerun_id and undone_at is null
        where attempt.gave_way_to = cell.id and attempt.model = ${model}
          and attempt.prompt_version = ${JSON.stringify(teacher.promptVersions)}::jsonb ->> document.language and attempt.task_hash is not distinct from ${hash}
      ) as tried,
      (select max(generation) from cell other
        where (other.document_id, other.task, other.language) = (cell.document_id, cell.task, cell.language)
          and other.model = ${model}) as "lastGeneration"
    from cell
      join document on document.id = cell.document_id
      join work kept on kept.stage = 'dedupe' and kept.record_id = document.id
      left join pair on pair.cell_id = cell.id
    where cell.retired_at is null
      and (kept.state = 'kept' or (document.outdated_at is not null and pair.id is not null))
      and (pair.id is not null or ${open} or exists (
        select 1 from work where record_id = cell.id and stage in ('generate', 'validate', 'judge')
          and (state = 'failed' or (state = 'dropped' and reason <> all(${notRejected}::text[])))))
      and (cell.model = ${model} or (${takeOver} and not exists (
        select 1 from cell own where own.model = ${model} and own.retired_at is null
          and (own.document_id, own.task, own.language) = (cell.document_id, cell.task, cell.language))))
      and (${tasks ?? null}::text[] is null or cell.task = any(${tasks ?? null}::text[]))
      and (${language ?? null}::text is null or cell.language = ${language ?? null})
      and (${sources ?? null}::text[] is null or document.source = any(${sources ?? null}::text[]))
      and (${promptVersion ?? null}::text is null or cell.prompt_version = ${promptVersion ?? null})
    order by cell.document_id, cell.task, cell.language, pair.id is null, cell.model desc, cell.id`.execute(db);
  return rows;
}
