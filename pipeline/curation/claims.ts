import type { CurationReason } from '../reasons.ts';

export type SameReason = Extract<CurationReason, 'near-duplicate-instruction' | 'duplicate-answer' | 'same-evidence'>;

/** A claim that is not made again beside another, and how alike they are: ROUGE-L, 1 for the same. */
interface Near {
  claim: number;
  score: number;
}

/**
 * What pairs claim for themselves, as numbers: a request, an answer, what their document says. Of the pairs that make one
 * claim, or claims near each other, one is enough.
 */
export class Claims {
  readonly #reasons: SameReason[] = [];
  readonly #near = new Map<number, Near[]>();

  /** A new claim. `reason` is why a pair is left out that makes it where another made it before. */
  make(reason: SameReason): number {
    return this.#reasons.push(reason) - 1;
  }

  link(one: number, other: number, score: number): void {
    this.#nearTo(one).push({ claim: other, score });
    this.#nearTo(other).push({ claim: one, score });
  }

  reasonOf(claim: number): SameReason {
    return this.#reasons[claim]!;
  }

  near(claim: number): readonly Near[] {
    return this.#near.get(claim) ?? [];
  }

  #nearTo(claim: number): Near[] {
    let near = this.#near.get(claim);
    if (!near) {
      near = [];
      this.#near.set(claim, near);
    }
    return near;
  }
}
