interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers single calls into batches: while one batch is under way the next one fills, so that many small writes share
 * one commit without waiting for a timer. A batch that fails is taken apart and its items tried one by one, so that one
 * bad item fails alone.
 */
export class Batcher<Item, Result> {
  readonly #run: (items: Item[]) => Promise<Result[]>;
  readonly #most: number;
  readonly #atOnce: number;
  readonly #gatherMs: number;
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;

  /**
   * `run` answers a batch with one result an item, in order; so many batches may be under way at once. A batch that is
   * not full waits `gatherMs` for more: where nobody waits for the single item, fewer commits are worth it.
   */
  constructor(run: (items: Item[]) => Promise<Result[]>, { most = 200, atOnce = 1, gatherMs = 0 } = {}) {
    this.#run = run;
    this.#most = most;
    this.#atOnce = atOnce;
    this.#gatherMs = gatherMs;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#running < this.#atOnce) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#running++;
    // Let everything that was added in this turn of the event loop join the first batch.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      if (this.#gatherMs > 0 && this.#waiting.length < this.#most)
        await new Promise((resolve) => setTimeout(resolve, this.#gatherMs));
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const results = await this.#run(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, position) => {
          resolve(results[position] as Result);
        });
      } catch (error) {
        if (batch.length === 1) batch[0]?.reject(error);
        else for (const entry of batch) await this.#alone(entry);
      }
    }
    this.#running--;
  }

  async #alone(entry: Waiting<Item, Result>): Promise<void> {
    try {
      const [result] = await this.#run([entry.item]);
      entry.resolve(result as Result);
    } catch (error) {
      entry.reject(error);
    }
  }
}
