import type { Task } from '../../task-pool/define-task.ts';
import type { Document, Language } from '../records.ts';
import { checkCopied } from './copied.ts';
import { checkEmptyThought } from './empty-thought.ts';
import type { CheckFailure } from './failure.ts';
import { checkFigures } from './figures.ts';
import { checkIdentifiers } from './identifiers.ts';
import { checkLanguage } from './language.ts';
import { checkLanguagesAgree } from './languages-agree.ts';
import { checkLeakedPrompt } from './leaked-prompt.ts';
import { checkEmpty, checkLength } from './length.ts';
import { checkObeyedPage } from './obeyed-page.ts';
import { checkRefusal } from './refusal.ts';

/** A record about to be accepted, seen by every check. */
export interface Candidate {
  task: Task;
  language: Language;
  document: Document;
  input: string;
  thought: string;
  output: string | Record<string, unknown>;
  /** The draft's other half, where it holds both languages; its output is null where one object serves both. */
  other: { thought: string; output: string | null } | null;
}

export type Check = (candidate: Candidate) => CheckFailure | null;

/**
 * Every check a candidate must pass; the first failure is the one recorded. Cheap ones first, but what tells more goes
 * before what tells less: a refusal is short as well. Shape and grounding come before these, as they make the output.
 */
export const checks: readonly Check[] = [
  checkEmpty, //          there is a thought and an answer
  checkRefusal, //        no refusal, no talk of an assistant around the answer
  checkLanguage, //       in the language asked for
  checkLength, //         within the bounds of its task
  checkObeyedPage, //     says nothing that the page told a model to say
  checkLeakedPrompt, //   repeats nothing that the teacher was told
  checkEmptyThought, //   the thought says something of its own
  checkCopied, //         the answer is more than its input again
  checkIdentifiers, //    names no identifier that the document does not
  checkFigures, //        gives no date, amount or count that the document does not
  checkLanguagesAgree, // says the same in English and Chinese
];

/** The first failure, or null where all checks pass. */
export function runChecks(candidate: Candidate): CheckFailure | null {
  for (const check of checks) {
    const failure = check(candidate);
    if (failure) return failure;
  }
  return null;
}

/** All text of an output: its keys are ours, so only the values count. */
export function outputText(output: Candidate['output']): string {
  if (typeof output === 'string') return output;
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(output);
  return texts.join('\n');
}
