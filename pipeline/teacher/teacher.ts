import type { Task } from '../../task-pool/define-task.ts';
import type { ReasonOf } from '../reasons.ts';
import type { Assignment, Document, Draft, Language } from '../records.ts';

/** What answers: an LLM behind an OpenAI-compatible endpoint, or the built-in rules. */
export interface Teacher {
  readonly name: 'rules' | 'openai';
  /** Written into every cell, completion and pair. */
  readonly model: string;
  /** Whether it answers in a moment, with nothing to wait for. */
  readonly isQuick: boolean;
  /** Version of what generation asks, prompt or rules, by the document's language. A new version makes cells stale. */
  readonly promptVersions: Readonly<Record<Language, string>>;
  /** Weighs every task of the pool against a document; `chosen` is left false, the choice is the stage's. */
  weigh(document: Document): Promise<Assignment[]>;
  /** Answers one task of one document, in all the languages asked for by one call. Asking again repeats no paid call. */
  draft(request: DraftRequest): Promise<Drafted>;
}

export interface AskedTask {
  task: Task;
  assignment: Assignment;
}

export interface DraftRequest extends AskedTask {
  document: Document;
  languages: readonly Language[];
  /** All tasks that one call is to answer, this one among them, in a fixed order; it alone where left out. */
  together?: readonly AskedTask[] | undefined;
  /** How often it was asked before, by reruns: the answers of another generation are not replayed. */
  generation?: number | undefined;
}

export type Drafted =
  | { draft: Draft; completionId: string }
  | { refused: ReasonOf<'generate'>; detail: string; completionId?: string };
