import { taskBySlug } from '../../task-pool/index.ts';
import type { CopiedRows } from '../ledger/copy-out.ts';
import type { Evidence, Language } from '../records.ts';
import { answerText, type ExportedPair } from './exported-pair.ts';
import type { Split } from './split.ts';

/** What is read of a pair, as text each, in the order of a row's fields; `splitKey` is what its split is read off. */
export const pairColumns = {
  id: 'pair.id',
  documentId: 'pair.document_id',
  group: 'pair.group_id',
  task: 'pair.task',
  category: 'pair.category',
  language: 'pair.language',
  instruction: 'pair.instruction',
  input: 'pair.input',
  blocks: 'pair.blocks::text',
  thought: 'pair.thought',
  output: 'pair.output::text',
  evidence: 'pair.evidence::text',
  model: 'pair.model',
  answeredBy: 'completion.model',
  promptVersion: 'pair.prompt_version',
  completionId: 'pair.completion_id',
  score: 'judgement.score::text',
  source: 'document.source',
  url: 'document.url',
  title: 'document.title',
  publishedAt: 'document.published_at',
  licence: 'document.licence',
  textHash: 'document.text_hash',
  splitKey: 'document.split_key',
} as const;

export type PairColumn = keyof typeof pairColumns;
const names = Object.keys(pairColumns) as PairColumn[];
const places = Object.fromEntries(names.map((name, place) => [name, place])) as Record<PairColumn, number>;

/** A pair in the bytes that the database sent: what is asked of it is read off them, and no more. */
export class PairRow implements ExportedPair {
  readonly #rows: CopiedRows;
  readonly #row: number;
  readonly documentId: string;
  readonly task: string;
  /** Set by whoever knows the shares. */
  split: Split = 'train';

  constructor(rows: CopiedRows, row: number) {
    this.#rows = rows;
    this.#row = row;
    this.documentId = this.#text('documentId');
    this.task = this.#text('task');
  }

  #optional(column: PairColumn): string | null {
    return this.#rows.text(this.#row, places[column]);
  }

  #text(column: PairColumn): string {
    return this.#optional(column)!;
  }

  get id(): string {
    return this.#text('id');
  }
  get group(): string {
    return this.#text('group');
  }
  get category(): string {
    return this.#text('category');
  }
  get kind(): ExportedPair['kind'] {
    return taskBySlug(this.task).kind;
  }
  get language(): Language {
    return this.#text('language') as Language;
  }
  get instruction(): string {
    return this.#text('instruction');
  }
  get input(): string {
    return this.#text('input');
  }
  get blocks(): number[] {
    return JSON.parse(this.#text('blocks'));
  }
  get thought(): string {
    return this.#text('thought');
  }
  get output(): ExportedPair['output'] {
    return JSON.parse(this.#text('output'));
  }
  get evidence(): Evidence[] {
    return JSON.parse(this.#text('evidence'));
  }
  get model(): string {
    return this.#text('model');
  }
  get answeredBy(): string {
    return this.#text('answeredBy');
  }
  get promptVersion(): string {
    return this.#text('promptVersion');
  }
  get completionId(): string {
    return this.#text('completionId');
  }
  get score(): number | null {
    const score = this.#optional('score');
    return score === null ? null : Number(score);
  }
  get source(): string {
    return this.#text('source');
  }
  get url(): string {
    return this.#text('url');
  }
  get title(): string {
    return this.#text('title');
  }
  get publishedAt(): string | null {
    return this.#optional('publishedAt');
  }
  get licence(): string | null {
    return this.#optional('licence');
  }
  get textHash(): string {
    return this.#text('textHash');
  }
  get splitKey(): string {
    return this.#text('splitKey');
  }

  /** A text as the bytes that it came in, not a copy. */
  bytesOf(column: TextColumn): Uint8Array {
    const bytes = this.#rows.bytes(this.#row, places[column])!;
    if (column !== 'output') return bytes;
    // A string of JSON without an escape is its text in quotes.
    return bytes[0] === 0x22 && !bytes.includes(0x5c) ? bytes.subarray(1, -1) : Buffer.from(answerText(this));
  }

  /** The pair as values, which hold on to nothing. */
  toJSON(): ExportedPair {
    const { id, documentId, group, task, category, kind, language, instruction, input, blocks, thought, output } = this;
    const { evidence, model, answeredBy, promptVersion, completionId, score, source, url, title, publishedAt } = this;
    const { licence, textHash, split } = this;
    return {
      ...{ id, documentId, group, task, category, kind, language, instruction, input, blocks, thought, output },
      ...{ evidence, model, answeredBy, promptVersion, completionId, score, source, url, title, publishedAt },
      ...{ licence, textHash, split },
    };
  }
}

export type TextColumn = 'id' | 'group' | 'instruction' | 'input' | 'thought' | 'output';

/** A text of a pair in UTF-8, the answer as text. */
export function bytesOf(pair: ExportedPair, column: TextColumn): Uint8Array {
  if (pair instanceof PairRow) return pair.bytesOf(column);
  return Buffer.from(column === 'output' ? answerText(pair) : pair[column]);
}
