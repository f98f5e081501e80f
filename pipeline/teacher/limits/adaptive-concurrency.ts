/** Calls under way at first: few enough for a server at home, and doubled while all goes well. */
const startsWith = 16;
/** What remains of the limit after trouble or slowness. */
const keeps = 0.5;
/** Where calls take this many times as long as at best, we may be queueing at the endpoint and gain nothing by it. */
const slow = 2;
/** With fewer under way, this share of the answers a second must come all the same; else we were not queueing. */
const sameThroughput = 0.9;
const leastSamples = 8;

/** When a call was sent, in milliseconds of `performance.now()`, and how many were under way then, itself included. */
export interface Sent {
  sentAt: number;
  among: number;
}

/**
 * How many calls one process has under way at an endpoint: doubled while all goes well at first, then one more with each
 * round of answers (and each second, so that slow endpoints recover too); halved by trouble, once for all calls that
 * were under way together (AIMD, as RFC 5681 does it). Slowness alone never takes it below where it started.
 */
export class AdaptiveConcurrency {
  readonly #most: number;
  readonly #queue: (() => void)[] = [];
  #limit: number;
  #inFlight = 0;
  #doubling = true;
  /** When it was last lowered, and last raised, in milliseconds of `performance.now()`. */
  #loweredAt = Number.NEGATIVE_INFINITY;
  #raisedAt = Number.NEGATIVE_INFINITY;
  /** Of the calls of this round, and how many make one: the limit as it was when the round began. */
  #times: number[] = [];
  #among = 0;
  #roundSize: number;
  #best: number | null = null;
  /** What it was, and how it did, when it was lowered because of slowness. */
  #suspected: { limit: number; median: number; throughput: number } | null = null;

  constructor(most: number) {
    this.#most = most;
    this.#limit = this.#roundSize = Math.min(startsWith, most);
  }

  get limit(): number {
    return Math.floor(this.#limit);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Waits for a slot, first come, first served. `ahead` takes one whatever the limit says. */
  async enter({ ahead = false } = {}): Promise<void> {
    if (ahead || this.#inFlight < this.limit) this.#inFlight++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** Gives a slot back. */
  leave(): void {
    this.#inFlight--;
    this.#admit();
  }

  /** Lets everyone in who waits: they will see that the run is stopping. */
  release(): void {
    while (this.#queue.length > 0) this.#admitNext();
  }

  /** Notes that a call was answered, before its slot is given back. */
  answered(sent: Sent, now = performance.now()): void {
    const isFull = this.#inFlight >= this.limit;
    if (sent.sentAt >= this.#loweredAt) this.#judge(sent, now);
    if (!isFull || this.#limit >= this.#most) return;
    const step = this.#doubling ? 1 : Math.max(1 / this.#limit, Math.min(this.#limit, (now - this.#raisedAt) / 1000));
    this.#limit = Math.min(this.#most, this.#limit + step);
    this.#raisedAt = now;
    this.#admit();
  }

  /** Notes that a call was turned away, failed or took too long. */
  troubled({ sentAt }: Sent, now = performance.now()): void {
    // It was sent before we last gave way: that answered it already.
    if (sentAt < this.#loweredAt) return;
    this.#suspected = null;
    this.#lower(Math.max(1, this.#limit * keeps), now);
  }

  #lower(to: number, now: number): void {
    this.#doubling = false;
    this.#limit = Math.min(this.#limit, to);
    this.#loweredAt = this.#raisedAt = now;
    this.#beginRound();
  }

  #beginRound(): void {
    this.#times = [];
    this.#among = 0;
    this.#roundSize = Math.max(leastSamples, this.limit);
  }

  /** Compares a round of calls, by their median time, with the best that was seen. */
  #judge({ sentAt, among }: Sent, now: number): void {
    this.#times.push(now - sentAt);
    this.#among += among;
    const calls = this.#times.length;
    if (calls < this.#roundSize) return;
    const median = this.#times.sort((one, other) => one - other)[calls >> 1]!;
    // Little's law.
    const throughput = this.#among / calls / median;
    this.#beginRound();
    const suspected = this.#suspected;
    this.#suspected = null;
    if (suspected && throughput < sameThroughput * suspected.throughput) {
      // That we gave way cost us answers: they take longer now, whatever we do.
      this.#best = suspected.median;
      this.#limit = Math.max(this.#limit, suspected.limit);
      this.#admit();
    } else if (this.#best === null || median < this.#best) this.#best = median;
    else if (median > this.#best * slow && this.#limit > startsWith) {
      // By what was under way when they were sent: meanwhile it may have doubled.
      const limit = Math.min(calls, this.#limit);
      this.#suspected = { limit, median, throughput };
      this.#lower(Math.max(startsWith, limit * keeps), now);
    }
  }

  #admit(): void {
    while (this.#queue.length > 0 && this.#inFlight < this.limit) this.#admitNext();
  }

  #admitNext(): void {
    this.#inFlight++;
    this.#queue.shift()?.();
  }
}
