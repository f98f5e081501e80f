import type { BenchText } from './bench-texts.ts';
import { runsOf, termsOf, unitsOf } from './text-units.ts';

/** What of a text is in a benchmark. */
export interface Contamination {
  /** The benchmark's record. */
  bench: string;
  kind: 'n-gram' | 'near-duplicate';
  /** Share of the record's weighted terms that the text has, 0 to 1; null where words in a row tell. */
  share: number | null;
  /** The words that both hold in a row; null where it is the sum of them that tells. */
  excerpt: string | null;
}

/**
 * From this share of a record's terms on, weighed by how rare they are, a text holds the record in other words. In the
 * published bench other articles reach 0.42; in a small one no term is known to be common, and all shares are higher.
 */
const nearDuplicateFrom = (records: number) => (records >= 200 ? 0.5 : 0.65);
/** A record of fewer terms says too little to be told by them. */
const fewestTerms = 20;
/** Terms that more of the records have are left out: they tell nothing, and cost most. */
const commonFrom = 0.1;

interface Posting {
  records: number[];
  weight: number;
}

/**
 * Finds whether a text holds a record of a benchmark: 13 words of it in a row (20 characters of Chinese), or, reworded,
 * most of its terms, the rare ones above all.
 */
export class ContaminationIndex {
  readonly #names: string[];
  readonly #runs = new Map<string, number>();
  readonly #terms = new Map<string, Posting>();
  /** Sum of the weights of a record's terms; 0 for those that are too short. */
  readonly #totals: Float64Array;

  constructor(texts: readonly BenchText[]) {
    this.#names = texts.map(({ id }) => id);
    this.#totals = new Float64Array(texts.length);
    const sizes = texts.map(({ text }, record) => {
      const units = unitsOf(text);
      for (const run of runsOf(units)) if (!this.#runs.has(run)) this.#runs.set(run, record);
      const terms = termsOf(units);
      for (const term of terms) {
        const posting = this.#terms.get(term);
        if (posting) posting.records.push(record);
        else this.#terms.set(term, { records: [record], weight: 0 });
      }
      return terms.size;
    });
    const mostRecords = Math.max(1, commonFrom * texts.length);
    for (const [term, posting] of this.#terms) {
      if (posting.records.length > mostRecords) this.#terms.delete(term);
      else posting.weight = Math.log((texts.length + 1) / posting.records.length);
    }
    for (const { records, weight } of this.#terms.values())
      for (const record of records) if (sizes[record]! >= fewestTerms) this.#totals[record]! += weight;
  }

  /** The first words in a row that a text has in common with a record. */
  shared(text: string): Contamination | null {
    for (const run of runsOf(unitsOf(text))) {
      const record = this.#runs.get(run);
      if (record !== undefined) return { bench: this.#names[record]!, kind: 'n-gram', share: null, excerpt: run };
    }
    return null;
  }

  /** The record whose terms a text of about its length has most of, where that is enough to be the same in other words. */
  resembled(text: string): Contamination | null {
    const found = new Float64Array(this.#names.length);
    for (const term of termsOf(unitsOf(text))) {
      const posting = this.#terms.get(term);
      if (posting) for (const record of posting.records) found[record]! += posting.weight;
    }
    let [best, share] = [-1, 0];
    for (const [record, weight] of found.entries()) {
      const total = this.#totals[record]!;
      if (total > 0 && weight / total > share) [best, share] = [record, weight / total];
    }
    if (share < nearDuplicateFrom(this.#names.length)) return null;
    return { bench: this.#names[best]!, kind: 'near-duplicate', share, excerpt: null };
  }
}
