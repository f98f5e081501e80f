import { taskBySlug } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { cellFrom } from '../ledger/read-cell.ts';
import { readDocuments } from '../ledger/read-document.ts';
import type { Assignment, Cell, Document } from '../records.ts';
import type { AskedTask, Teacher } from '../teacher/teacher.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';
import { type EnteredCell, tasksTogether } from './tasks-together.ts';

export interface GenerateInput {
  cell: Cell;
  /** How often it was asked before, by reruns. */
  generation: number;
  document: Document;
  assignment: Assignment;
  /** The tasks that its call answers, where it is several. */
  together?: AskedTask[] | undefined;
}

/**
 * Cell → draft. The two languages of a task are one question to the teacher, and so are several tasks of a document where
 * the settings say so: whichever cell comes first asks it, the others are answered from the stored completion.
 */
export function generateStage(
  db: LedgerDatabase,
  teacher: Teacher,
  settings: Pick<Config, 'languages' | 'cellsPerCall'>,
): Stage<'generate', GenerateInput> {
  return {
    name: 'generate',
    async load(ids) {
      const cells = await readCells(db, { ids });
      const documents = await readDocuments(
        db,
        cells.map(({ cell }) => cell.documentId),
      );
      const all = settings.cellsPerCall > 1 ? await readCells(db, { documentsOf: ids }) : [];
      return cells.flatMap((entered) => {
        const { cell, generation, assignment } = entered;
        const document = documents.get(cell.documentId);
        if (!document || !assignment) return [];
        const together = all.length > 0 ? tasksTogether(entered, all, settings) : undefined;
        return [{ recordId: cell.id, input: { cell, generation, document, assignment, together } }];
      });
    },
    async run({ cell, generation, document, assignment, together }): Promise<Outcome<'generate'>> {
      const task = taskBySlug(cell.task);
      const languages = settings.languages === 'both' ? (['en', 'zh'] as const) : [cell.language];
      const drafted = await teacher.draft({ document, task, assignment, together, languages, generation });
      if ('refused' in drafted) return drop(drafted.refused, drafted.detail);
      if (task.kind === 'generation' && !drafted.draft.answer[cell.language])
        return drop(
          'language-not-supported',
          `${teacher.model} gave no answer in "${cell.language}" for this document.`,
        );
      const blocks = drafted.draft.blocks.filter((number) => !isUnseen(number, document, assignment));
      if (blocks.length === 0) return drop('unparseable', 'The draft rests on blocks of a section that was not shown.');
      return keep({ draft: { ...drafted, draft: { ...drafted.draft, blocks } } });
    },
  };
}

/** Whether a block is the document's, but of another section than was shown. */
const isUnseen = (number: number, { blocks }: Document, { section }: Assignment): boolean =>
  section !== undefined && number < blocks.length && (number < section.from || number >= section.to);

/** Reads some cells, or all that the documents of some have, whatever has become of them. */
async function readCells(
  db: LedgerDatabase,
  which: { ids: string[] } | { documentsOf: string[] },
): Promise<EnteredCell[]> {
  const ids = 'ids' in which ? which.ids : which.documentsOf;
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('cell')
    .leftJoin('assignment', (join) =>
      join
        .onRef('assignment.document_id', '=', 'cell.document_id')
        .onRef('assignment.task', '=', 'cell.task')
        .onRef('assignment.model', '=', 'cell.model'),
    )
    .leftJoin('rerun_cell', 'rerun_cell.cell_id', 'cell.id')
    .selectAll('cell')
    .select(['fit', 'thought', 'assignment.blocks as blocks', 'section', 'chosen', 'reason', 'rerun_id'])
    .$if('ids' in which, (query) => query.where('cell.id', 'in', ids))
    .$if('documentsOf' in which, (query) =>
      query.where('cell.document_id', 'in', (column) =>
        column.selectFrom('cell as one').select('one.document_id').where('one.id', 'in', ids),
      ),
    )
    .execute();
  return rows.map((row) => {
    const cell = cellFrom(row);
    const entered = { cell, generation: row.generation, rerunId: row.rerun_id };
    if (row.fit === null) return { ...entered, assignment: null };
    const assignment: Assignment = {
      documentId: row.document_id,
      task: row.task,
      fit: row.fit,
      thought: row.thought ?? {},
      blocks: row.blocks ?? [],
      ...(row.section && { section: row.section }),
      chosen: row.chosen ?? false,
      reason: row.reason,
    };
    return { ...entered, assignment };
  });
}
