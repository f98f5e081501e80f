/**
 * A map of at most so many entries, and at least half as many: those that were set longest ago give way. Two generations
 * instead of an order, since the first key of a Map is slow to find where many before it were deleted.
 */
export class RecentMap<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  readonly #mostOfGeneration: number;

  constructor(most: number) {
    this.#mostOfGeneration = Math.ceil(most / 2);
  }

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#mostOfGeneration && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  entries(): [string, Value][] {
    return [...new Map([...this.#old, ...this.#young])];
  }
}
