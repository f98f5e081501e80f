import type { Task } from '../../task-pool/define-task.ts';
import { taskBySlug } from '../../task-pool/index.ts';
import { instructionFor } from '../../task-pool/instruction.ts';
import { renderAnswer } from '../../task-pool/render-answer.ts';
import { copyInput } from '../checks/blocks.ts';
import { groundAnswer } from '../checks/grounded.ts';
import { type Candidate, runChecks } from '../checks/index.ts';
import { checkShape } from '../checks/shape.ts';
import { idOf } from '../hash.ts';
import { putToJudge } from '../ledger/judgements.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { cellFrom } from '../ledger/read-cell.ts';
import { readDocuments } from '../ledger/read-document.ts';
import type { Cell, Document, Draft, Evidence } from '../records.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';

export interface ValidateInput {
  cell: Cell;
  document: Document;
  draft: Draft;
  completionId: string;
}

/**
 * Draft → pair: `input` is copied from the document's blocks, the answer is traced to it, and every check must pass. Where
 * there is a judge, or a judge has had a say before, the pair is made by `judge`.
 */
export function validateStage(
  db: LedgerDatabase,
  judgeModel: string | null,
): Stage<'validate', ValidateInput & { wasPutToJudge: boolean }> {
  return {
    name: 'validate',
    async load(ids) {
      const drafts = await readDrafts(db, ids);
      const known = await putToJudge(db, ids);
      return drafts.map(({ recordId, input }) => ({
        recordId,
        input: { ...input, wasPutToJudge: known.has(recordId) },
      }));
    },
    async run(input): Promise<Outcome<'validate'>> {
      const outcome = validate(input);
      if (!outcome.kept || (judgeModel === null && !input.wasPutToJudge)) return outcome;
      return keep(judgeModel === null ? {} : { judge: judgeModel });
    },
  };
}

export function validate({ cell, document, draft, completionId }: ValidateInput): Outcome<'validate'> {
  const task = taskBySlug(cell.task);
  const copied = copyInput(document, draft.blocks);
  if ('reason' in copied) return drop(copied.reason, copied.detail);
  const answered = answerFor(task, cell, draft, copied.input);
  if ('reason' in answered) return drop(answered.reason, answered.detail);
  const candidate: Candidate = {
    task,
    language: cell.language,
    document,
    input: copied.input,
    thought: draft.thought[cell.language]?.trim() ?? '',
    output: answered.output,
    other: inOtherLanguage(task, cell, draft),
  };
  const failure = runChecks(candidate);
  if (failure) return drop(failure.reason, failure.detail);
  return keep({
    pair: {
      id: idOf('pair', cell.id),
      cellId: cell.id,
      documentId: document.id,
      group: cell.group,
      task: task.slug,
      category: task.category,
      language: cell.language,
      instruction: instructionFor(task, cell.language, document.id),
      input: copied.input,
      blocks: copied.blocks,
      thought: candidate.thought,
      output: candidate.output,
      evidence: answered.evidence,
      completionId,
      model: cell.model,
      promptVersion: cell.promptVersion,
    },
  });
}

/** The output in the cell's language: an object of grounded leaves under that language's keys, or text. */
function answerFor(task: Task, cell: Cell, draft: Draft, input: string) {
  if (task.kind === 'generation') {
    const text = draft.answer[cell.language];
    return { output: typeof text === 'string' ? text.trim() : '', evidence: [] as Evidence[] };
  }
  const shaped = checkShape(task, draft.answer);
  if ('reason' in shaped) return shaped;
  const grounded = groundAnswer(task, shaped.answer, input);
  if ('reason' in grounded) return grounded;
  return { output: renderAnswer(task, grounded.answer, cell.language), evidence: grounded.evidence };
}

/** The other half of a draft in both languages, which has to say the same. An object serves both. */
function inOtherLanguage(task: Task, cell: Cell, draft: Draft): Candidate['other'] {
  const language = cell.language === 'en' ? 'zh' : 'en';
  const text = task.kind === 'generation' ? draft.answer[language] : null;
  const output = typeof text === 'string' ? text : null;
  const thought = draft.thought[language] ?? '';
  return thought === '' && output === null ? null : { thought, output };
}

/** Reads drafts with their cells and documents. */
export async function readDrafts(
  db: LedgerDatabase,
  ids: string[],
): Promise<{ recordId: string; input: ValidateInput }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('draft')
    .innerJoin('cell', 'cell.id', 'draft.cell_id')
    .selectAll()
    .where('cell_id', 'in', ids)
    .execute();
  const documents = await readDocuments(
    db,
    rows.map((row) => row.document_id),
  );
  return rows.flatMap((row) => {
    const document = documents.get(row.document_id);
    if (!document) return [];
    const cell = cellFrom(row);
    return [{ recordId: cell.id, input: { cell, document, draft: row.draft, completionId: row.completion_id } }];
  });
}
