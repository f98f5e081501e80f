import { taskBySlug } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { cellFrom } from '../ledger/read-cell.ts';
import { readDocuments } from '../ledger/read-document.ts';
import type { Assignment, Cell, Document } from '../records.ts';
import type { Teacher } from '../teacher/teacher.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';

export interface GenerateInput {
  cell: Cell;
  /** How often it was asked before, by reruns. */
  generation: number;
  document: Document;
  assignment: Assignment;
}

/**
 * Cell → draft. The two languages of a task are one question to the teacher: whichever cell comes first asks it, the
 * other is answered from the stored completion.
 */
export function generateStage(
  db: LedgerDatabase,
  teacher: Teacher,
  settings: Pick<Config, 'languages'>,
): Stage<'generate', GenerateInput> {
  return {
    name: 'generate',
    async load(ids) {
      const cells = await readCells(db, ids);
      const documents = await readDocuments(
        db,
        cells.map(({ cell }) => cell.documentId),
      );
      return cells.flatMap(({ cell, generation, assignment }) => {
        const document = documents.get(cell.documentId);
        return document && assignment ? [{ recordId: cell.id, input: { cell, generation, document, assignment } }] : [];
      });
    },
    async run({ cell, generation, document, assignment }): Promise<Outcome<'generate'>> {
      const task = taskBySlug(cell.task);
      const languages = settings.languages === 'both' ? (['en', 'zh'] as const) : [cell.language];
      const drafted = await teacher.draft({ document, task, assignment, languages, generation });
      if ('refused' in drafted) return drop(drafted.refused, drafted.detail);
      if (task.kind === 'generation' && !drafted.draft.answer[cell.language])
        return drop(
          'language-not-supported',
          `${teacher.model} gave no answer in "${cell.language}" for this document.`,
        );
      return keep({ draft: drafted });
    },
  };
}

type ReadCell = Pick<GenerateInput, 'cell' | 'generation'> & { assignment: Assignment | null };

async function readCells(db: LedgerDatabase, ids: string[]): Promise<ReadCell[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('cell')
    .leftJoin('assignment', (join) =>
      join
        .onRef('assignment.document_id', '=', 'cell.document_id')
        .onRef('assignment.task', '=', 'cell.task')
        .onRef('assignment.model', '=', 'cell.model'),
    )
    .selectAll('cell')
    .select(['fit', 'thought', 'assignment.blocks as blocks', 'chosen', 'reason'])
    .where('cell.id', 'in', ids)
    .execute();
  return rows.map((row) => {
    const cell = cellFrom(row);
    const { generation } = row;
    if (row.fit === null) return { cell, generation, assignment: null };
    const assignment: Assignment = {
      documentId: row.document_id,
      task: row.task,
      fit: row.fit,
      thought: row.thought ?? {},
      blocks: row.blocks ?? [],
      chosen: row.chosen ?? false,
      reason: row.reason,
    };
    return { cell, generation, assignment };
  });
}
