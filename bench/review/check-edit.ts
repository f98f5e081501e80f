import { groundAnswer } from '../../pipeline/checks/grounded.ts';
import { runChecks } from '../../pipeline/checks/index.ts';
import { checkShape, isRecord } from '../../pipeline/checks/shape.ts';
import { messageOf } from '../../pipeline/errors.ts';
import type { Document } from '../../pipeline/records.ts';
import { findFolded, foldWithOffsets } from '../../pipeline/text/fold.ts';
import type { UnderstandingTask } from '../../task-pool/define-task.ts';
import { taskBySlug } from '../../task-pool/index.ts';
import { leavesOf, renderAnswer } from '../../task-pool/render-answer.ts';
import { type BenchEntry, letterSchema, partOf } from '../build/bench-entry.ts';
import { unrenderAnswer } from './unrender-answer.ts';

export type Checked = { output: BenchEntry['output'] } | { refused: string };

/**
 * Whether an expert's answer may take the record's place: it passes the checks that a teacher's answer passes, and each of
 * its quotes stands in `input`. Of a question it is another letter, whose option stands in the text.
 */
export function checkEdit(entry: BenchEntry, edited: unknown): Checked {
  if (partOf(entry).endsWith('choice')) return checkLetter(entry, edited);
  const task = taskBySlug(entry.taskSlug);
  if (task.kind === 'understanding') return checkObject(entry, task, edited);
  const output = typeof edited === 'string' ? edited.trim() : '';
  return failureOf(entry, output) ?? { output };
}

function checkLetter({ instruction, input }: BenchEntry, edited: unknown): Checked {
  const letter = letterSchema.safeParse(typeof edited === 'string' ? edited.trim().toUpperCase() : edited);
  if (!letter.success || typeof instruction === 'string')
    return { refused: 'the answer to a question is one of the letters A, B, C and D.' };
  const option = instruction.choice[letter.data];
  if (!findFolded(foldWithOffsets(input), option))
    return { refused: `option ${letter.data}, "${option}", does not stand in the text.` };
  return { output: letter.data };
}

function checkObject(entry: BenchEntry, task: UnderstandingTask, edited: unknown): Checked {
  const value = typeof edited === 'string' ? asJson(edited) : edited;
  if (!isRecord(value)) return { refused: 'the answer is no JSON object, as {"key": "value"}.' };
  let canonical: Record<string, unknown>;
  try {
    canonical = unrenderAnswer(task, value, entry.language);
  } catch (error) {
    return { refused: messageOf(error) };
  }
  const shaped = checkShape(task, canonical);
  if ('reason' in shaped) return { refused: shaped.detail };
  const grounded = groundAnswer(task, shaped.answer, entry.input);
  if ('reason' in grounded) return { refused: grounded.detail };
  const kept = leavesOf(task, grounded.answer).length;
  if (kept < leavesOf(task, shaped.answer).length) return { refused: lost(task, shaped.answer, entry.input) };
  const output = renderAnswer(task, grounded.answer, entry.language);
  return failureOf(entry, output) ?? { output };
}

function lost(task: UnderstandingTask, answer: Record<string, unknown>, input: string): string {
  const folded = foldWithOffsets(input);
  const missing = leavesOf(task, answer).filter(({ kind, value }) => kind === 'quote' && !findFolded(folded, value));
  return `it does not stand in the text: ${missing.map(({ value }) => `"${value.slice(0, 60)}"`).join(', ')}.`;
}

function failureOf(entry: BenchEntry, output: BenchEntry['output']): Checked | null {
  const { taskSlug, language, input, thought } = entry;
  const task = taskBySlug(taskSlug);
  const failure = runChecks({
    ...{ task, language, input, thought, output },
    document: documentOf(entry),
    other: null,
  });
  return failure && { refused: failure.detail };
}

/** What is known of the document without the ledger: the passage, and what was said of the rest when all of it was there. */
function documentOf({ document, language, input, thought, output }: BenchEntry): Document {
  const texts = [input, thought, typeof output === 'string' ? output : ''].filter((text) => text !== '');
  return {
    ...document,
    ...{ language, pageId: '', authors: [], modifiedAt: null, siteName: null, canonicalUrl: null, tags: [] },
    blocks: texts.map((text) => ({ kind: 'paragraph', text })),
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
