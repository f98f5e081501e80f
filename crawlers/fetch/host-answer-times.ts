/** Answers that are remembered, and the last of them that are compared with all: one alone says nothing. */
const remembered = 50;
const recent = 5;
/** Milliseconds that are slow for any host. */
const slowMs = 5000;
/** Slow for a host that used to be quicker: so many times its median, and not below a second, where it is only noise. */
const timesMedian = 5;
const leastSlowMs = 1000;

/** How long one host takes to answer, as one process sees it. */
export class HostAnswerTimes {
  readonly #times: number[] = [];
  #sinceJudged = 0;

  /** Adds a request's milliseconds. */
  add(milliseconds: number): void {
    this.#times.push(milliseconds);
    if (this.#times.length > remembered) this.#times.shift();
    this.#sinceJudged++;
  }

  /** Milliseconds that the last few answers took, their median. */
  get latest(): number {
    return median(this.#times.slice(-recent));
  }

  /** Whether its answers take over 5 seconds, or five times as long as they did and over a second. */
  get areSlow(): boolean {
    if (this.#times.length < recent) return false;
    const { latest } = this;
    return latest > slowMs || (latest > leastSlowMs && latest > timesMedian * median(this.#times));
  }

  /** The same, once for every few answers: one step down must show its effect before the next. */
  haveBecomeSlow(): boolean {
    if (this.#sinceJudged < recent || !this.areSlow) return false;
    this.#sinceJudged = 0;
    return true;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
