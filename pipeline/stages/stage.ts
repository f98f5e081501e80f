import type { Judgement } from '../ledger/judgements.ts';
import type { NewPage } from '../ledger/page-rows.ts';
import type { PageBody, Visit } from '../ledger/visits.ts';
import type { ReasonOf, StageName } from '../reasons.ts';
import type { Assignment, Cell, Document, Draft, Pair } from '../records.ts';

/** What a stage makes of a record. The runner writes it, and enters it as the next stage's input, in one transaction. */
export interface Outputs {
  /** Pages discovered; those known already are left as they are. */
  pages?: NewPage[];
  /** What the request for the page that is being settled brought. */
  visit?: Visit;
  /** What was fetched, where it is new or differs from before. */
  body?: PageBody;
  /** Set where the page asks not to be used: what was made of it before is taken out. */
  withdraw?: true;
  /** Which of the page's bodies `clean` read. */
  pageVersion?: number;
  documents?: { document: Document; signature: Uint32Array }[];
  /** The document of the near-duplicates that the one being settled is dropped for; of several, that with the least id. */
  losesTo?: string;
  /** Documents that the one being settled replaces as the best of its near-duplicates. */
  supersedes?: string[];
  assignments?: Assignment[];
  cells?: Cell[];
  draft?: { draft: Draft; completionId: string };
  pair?: Pair;
  /** The model of the judge that a draft which passed the checks is put to, before it may become a pair. */
  judge?: string;
  judgement?: Judgement;
}

export type Kept = { kept: true; outputs: Outputs };
export type Dropped<S extends StageName> = { kept: false; reason: ReasonOf<S>; detail: string; outputs?: Outputs };
/** A drop is a value, never an exception: it carries a reason of its stage's closed set and a sentence for a person. */
export type Outcome<S extends StageName = StageName> = Kept | Dropped<S>;

export const keep = (outputs: Outputs = {}): Kept => ({ kept: true, outputs });

export const drop = <S extends StageName>(reason: ReasonOf<S>, detail: string, outputs?: Outputs): Dropped<S> =>
  outputs ? { kept: false, reason, detail, outputs } : { kept: false, reason, detail };

/**
 * One step of the path: a plain function of one record. It does not queue, retry, log or write; the runner does, the
 * same way for all. It may throw the errors of `pipeline/errors.ts`.
 */
export interface Stage<S extends StageName, Input> {
  name: S;
  /** Reads the inputs of these records, in any order; each says whose it is. */
  load(recordIds: string[]): Promise<{ recordId: string; input: Input }[]>;
  run(input: Input): Promise<Outcome<S>>;
}
