/** Random choices that a seed decides: the same seed, the same choices, in the order in which they are asked for. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, by Mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least, most) {
    return least + this.next() * (most - least);
  }

  /** A whole number, both ends included. */
  whole(least, most) {
    return Math.floor(this.between(least, most + 1));
  }

  chance(share) {
    return this.next() < share;
  }

  pick(values) {
    return values[this.whole(0, values.length - 1)];
  }

  /** One of `[value, weight]`. */
  weighed(choices) {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices.at(-1)[0];
  }
}
