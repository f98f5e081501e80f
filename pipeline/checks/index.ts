import type { Task } from '../../task-pool/define-task.ts';
import type { Document, Language } from '../records.ts';
import type { CheckFailure } from './failure.ts';
import { checkIdentifiers } from './identifiers.ts';
import { checkLanguage } from './language.ts';
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
}

type Check = (candidate: Candidate) => CheckFailure | null;

/**
 * Every check a candidate must pass, the most telling reason first: a refusal is short as well. Shape and grounding come
 * before these, as they make the output.
 */
export const checks: readonly Check[] = [
  checkEmpty,
  checkRefusal,
  checkObeyedPage,
  checkLanguage,
  checkLength,
  checkIdentifiers,
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
