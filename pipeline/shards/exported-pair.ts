import type { Evidence, Language } from '../records.ts';
import type { Split } from './split.ts';

/** A pair as an export sees it: the record, and what is known of where it came from. */
export interface ExportedPair {
  id: string;
  documentId: string;
  /** Shared by the pairs of one document and task that differ in language only. */
  group: string;
  /** Slug. */
  task: string;
  category: string;
  kind: 'understanding' | 'generation';
  language: Language;
  instruction: string;
  input: string;
  /** Numbers of the document's blocks that `input` is copied from. */
  blocks: number[];
  thought: string;
  output: string | Record<string, unknown>;
  evidence: Evidence[];
  /** Whom the cell was for, and who answered: a fallback may have. */
  model: string;
  answeredBy: string;
  promptVersion: string;
  completionId: string;
  /** By the judge, 1 to 5; null where none has judged it. */
  score: number | null;
  source: string;
  url: string;
  title: string;
  /** As the document gives it: ISO 8601, a bare date, or null. */
  publishedAt: string | null;
  licence: string | null;
  /** SHA-256 of the document's normalised text. */
  textHash: string;
  split: Split;
}

/** The answer as text: an answer object of an understanding task serialised. */
export const answerText = ({ output }: Pick<ExportedPair, 'output'>): string =>
  typeof output === 'string' ? output : JSON.stringify(output);
