import { sha256 } from '../pipeline/hash.ts';
import type { Language } from '../pipeline/records.ts';
import { instructionPrefixes, type Task } from './define-task.ts';

/**
 * The request a pair opens with: the published prefix of its kind and language, then one of the task's phrasings. Which
 * one depends on the document alone, so that a rerun asks in the same words and different documents in different ones.
 */
export function instructionFor(task: Task, language: Language, documentId: string): string {
  const phrasings = task.instructions[language];
  const number = Number.parseInt(sha256(`${task.slug}\n${documentId}`).slice(0, 8), 16);
  return `${instructionPrefixes[task.kind][language]}${phrasings[number % phrasings.length]!}`;
}
