import {
  type HostState,
  longestHoldMs,
  noteHostFailure,
  noteHostSlow,
  noteHostSuccess,
  readHost,
} from '../../pipeline/ledger/hosts.ts';
import type { LedgerDatabase } from '../../pipeline/ledger/ledger.ts';
import { HostAnswerTimes } from './host-answer-times.ts';
import { HostLeftAloneError } from './host-left-alone-error.ts';
import type { TurnResult } from './politeness.ts';

/** Milliseconds for which what is known of a host is good enough. */
const freshMs = 1000;

/** How a host is doing: what the ledger says, asked about once a second, and what this process has to add to it. */
export class HostHealth {
  readonly #host: string;
  readonly #db: LedgerDatabase;
  readonly #times = new HostAnswerTimes();
  readonly #reports = new Set<Promise<void>>();
  #state: HostState | undefined;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(host: string, db: LedgerDatabase) {
    this.#host = host;
    this.#db = db;
  }

  /** Whether it is known to be in no trouble at all. */
  get isCalm(): boolean {
    const state = this.#state;
    if (!state || state.failures > 0 || state.slowdown > 1 || state.wanted || this.#reports.size > 0) return false;
    return this.#age <= freshMs && this.heldMs <= 0;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#state?.failures ?? 0;
  }

  /** Milliseconds for which nobody is let through; 0 or less where it is not held off from. */
  get heldMs(): number {
    return (this.#state?.heldMs ?? 0) - this.#age;
  }

  /** Why nobody may wait for a turn, if so. */
  get refusal(): HostLeftAloneError | undefined {
    const state = this.#state;
    if (!state) return undefined;
    const isLeftAlone = state.leftAloneMs > this.#age;
    const until = isLeftAlone ? state.leftAloneUntil : this.heldMs > longestHoldMs ? state.heldUntil : null;
    return until
      ? new HostLeftAloneError({ ...state, host: this.#host, until, failures: isLeftAlone ? state.failures : 0 })
      : undefined;
  }

  /** Whether a worker without a slot was seen to want one; true once for each time the ledger said so. */
  takeWanted(): boolean {
    const wanted = this.#state?.wanted ?? false;
    if (wanted) this.#state = { ...this.#state!, wanted: false };
    return wanted;
  }

  /** Brings it up to date where it is older than so many milliseconds, with whatever was reported before. */
  async refresh(oldestMs = freshMs): Promise<void> {
    while (this.#reports.size > 0) await Promise.all(this.#reports);
    if (this.#age > oldestMs) this.learn(await readHost(this.#db, this.#host));
  }

  /** Takes over what a statement said, unless a later one was quicker to answer. */
  learn(state: HostState): void {
    const known = this.#state?.changedAt;
    if (state.changedAt && known && state.changedAt < known) return;
    this.#state = state;
    this.#readAt = performance.now();
  }

  /** Makes the next `refresh` ask. */
  forget(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  /** Writes down what a request's end says of the host, where it says something new. `seen`: failures known at its start. */
  report(result: TurnResult, seen: number): void {
    const change = this.#change(result, seen);
    if (!change) return;
    const report: Promise<void> = change
      .then((state) => this.learn(state))
      // The next statement meets the same trouble, and whoever waits for it is told.
      .catch(() => this.forget())
      .finally(() => this.#reports.delete(report));
    this.#reports.add(report);
  }

  /** Resolves when all that was reported is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#reports);
  }

  #change({ ok, status, milliseconds, retryAfterMs, error }: TurnResult, seen: number): Promise<HostState> | undefined {
    if (!ok) {
      const what = error ?? (status ? `It answered ${status}.` : 'A request failed.');
      return noteHostFailure(this.#db, this.#host, { seen, retryAfterMs, error: what });
    }
    this.#times.add(milliseconds);
    if (this.failures > 0) return noteHostSuccess(this.#db, this.#host);
    if (this.#times.haveBecomeSlow()) {
      const seconds = (this.#times.latest / 1000).toFixed(1);
      return noteHostSlow(this.#db, this.#host, `It takes ${seconds} s to answer.`);
    }
    if ((this.#state?.slowdown ?? 1) > 1 && !this.#times.areSlow) return noteHostSuccess(this.#db, this.#host);
    return undefined;
  }

  get #age(): number {
    return performance.now() - this.#readAt;
  }
}
