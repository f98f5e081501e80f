const tokens = /\p{sc=Han}|(?:(?!\p{sc=Han})[\p{L}\p{N}\p{M}])+/gu;

/** Words as numbers: a token is a run of letters and digits in lower case, or one Han character. */
export class TokenNumbers {
  readonly #numbers = new Map<string, number>();

  /** Different tokens so far: what they are numbered up to, and without. */
  get size(): number {
    return this.#numbers.size;
  }

  of(text: string): Int32Array {
    const folded = text.normalize('NFKC').toLowerCase();
    // The same by a simpler pattern, for what most English texts are.
    const found = folded.match(/^[\0-\x7f]*$/.test(folded) ? /[a-z0-9]+/g : tokens) ?? [];
    return Int32Array.from(found, (token) => this.#numberOf(token));
  }

  #numberOf(token: string): number {
    const known = this.#numbers.get(token);
    if (known !== undefined) return known;
    this.#numbers.set(token, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}
