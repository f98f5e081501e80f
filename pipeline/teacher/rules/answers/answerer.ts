import type { Language } from '../../../records.ts';
import type { Passage } from './passage.ts';
import type { Reading } from './reading.ts';

/** One text in both languages. */
export type Said = Record<Language, string>;

/** Something a block holds that the answer would use. The same key counts once, wherever it is found first. */
export interface Want {
  block: number;
  key: string;
  weight: number;
}

export interface Answered {
  thought: Said;
  /** Canonical keys and verbatim values, or the text per language. */
  answer: Record<string, unknown> | Partial<Said>;
}

/** How the rules answer one task: what to look for in a document, then what the passage chosen for it says. */
export interface Answerer {
  wants(reading: Reading): Want[];
  /** Blocks to take instead of those that hold the most of what is wanted. */
  passage?(reading: Reading): number[];
  /** Null where the passage does not hold enough for an answer that is worth keeping. */
  answer(passage: Passage): Answered | null;
}
