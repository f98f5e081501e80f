import type { Logger } from 'pino';
import {
  type EndpointKey,
  type EndpointState,
  holdEndpoint,
  noteTrialFailed,
  pauseEndpoint,
  pauseMs,
  readEndpoint,
  resumeEndpoint,
  takeTrial,
} from '../../ledger/endpoint-limits.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import { kindOfTrouble } from './kind-of-trouble.ts';

/** What the workers of a ledger have in common, and where to say what happened. */
export interface Shared {
  /** Null where there is no ledger: a process on its own. */
  db: LedgerDatabase | null;
  log: Pick<Logger, 'warn'>;
  /** Whether questions are gathered for the Batch API instead of being asked. */
  batch?: boolean;
  metrics?: Metrics;
}

/** What another worker learned binds this one within this time. */
const lookEveryMs = 1000;
/** Another worker may try a paused endpoint where the one that wanted to has not come back after this long. */
const trialMs = 60_000;
/** A wait that a person might wonder about. */
const longHoldMs = 30_000;

/**
 * Whether an endpoint's model may be asked just now, as all workers of the ledger know it: held because it asked for it,
 * or paused because it does not answer, until one call that tries it comes through. The ledger is looked at once a
 * second at most, and only while calls are made.
 */
export class EndpointHealth {
  readonly #key: EndpointKey;
  readonly #db: Shared['db'];
  readonly #log: Shared['log'];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;
  /** How often this process changed what the ledger holds. */
  #changes = 0;
  /** In milliseconds of `performance.now()`. */
  #heldUntil = 0;
  #pausedAt: number | null = null;
  #tryAt = 0;
  #trials = 0;
  #lastError = '';

  constructor(key: EndpointKey, { db, log }: Shared) {
    this.#key = key;
    this.#db = db;
    this.#log = log;
  }

  /** Learns what the others know. Throws what the database throws. */
  async look(): Promise<void> {
    if (!this.#db || performance.now() - this.#lookedAt < lookEveryMs) return;
    const changes = this.#changes;
    this.#looking ??= readEndpoint(this.#db, this.#key)
      .then((state) => {
        // What this process changed meanwhile is newer than what was read.
        if (changes === this.#changes) this.#take(state);
      })
      .finally(() => {
        this.#looking = undefined;
      });
    await this.#looking;
  }

  get heldMs(): number {
    return Math.max(0, this.#heldUntil - performance.now());
  }

  get isPaused(): boolean {
    return this.#pausedAt !== null;
  }

  /** Milliseconds until a paused one is tried. */
  get tryInMs(): number {
    return Math.max(0, this.#tryAt - performance.now());
  }

  get pausedForMs(): number {
    return this.#pausedAt === null ? 0 : performance.now() - this.#pausedAt;
  }

  get lastError(): string {
    return this.#lastError;
  }

  /** Whether a call must wait. */
  get isBlocked(): boolean {
    return this.isPaused || this.heldMs > 0;
  }

  /** Lets no worker call for so long. */
  async hold(forMs: number): Promise<void> {
    // Answers that come together say the same; only what goes further is worth a statement.
    if (forMs <= this.heldMs + 100) return;
    if (forMs >= longHoldMs && this.heldMs === 0)
      this.#log.warn(`${this.#name} lets us wait for ${Math.round(forMs / 1000)} s; calls go on then.`);
    this.#changes++;
    this.#heldUntil = performance.now() + forMs;
    if (this.#db) this.#take(await holdEndpoint(this.#db, this.#key, forMs));
  }

  /** Pauses the calls of all workers: it does not answer. */
  async pause(error: string): Promise<void> {
    if (this.isPaused) return;
    this.#changes++;
    this.#becomePaused(error, 0);
    this.#tryAt = performance.now() + pauseMs(0);
    if (this.#db) this.#take(await pauseEndpoint(this.#db, this.#key, error));
  }

  /** Whether the caller is the one, among all workers, to try it again. */
  async takeTrial(): Promise<boolean> {
    if (this.tryInMs > 0) return false;
    // Whoever of this process asks next waits for the outcome.
    this.#tryAt = performance.now() + lookEveryMs;
    return this.#db === null || takeTrial(this.#db, this.#key, trialMs);
  }

  async trialFailed(error: string): Promise<void> {
    this.#changes++;
    this.#lastError = error;
    this.#tryAt = performance.now() + pauseMs(++this.#trials);
    if (this.#db) this.#take(await noteTrialFailed(this.#db, this.#key, error));
  }

  /** Notes that it answered: where it was paused, everyone goes on. */
  async answered(): Promise<void> {
    if (!this.isPaused) return;
    this.#changes++;
    this.#becomeWell();
    if (this.#db) this.#take(await resumeEndpoint(this.#db, this.#key));
  }

  #take({ heldMs, pausedForMs, tryInMs, lastError }: EndpointState): void {
    const now = performance.now();
    this.#lookedAt = now;
    this.#heldUntil = now + heldMs;
    this.#tryAt = now + tryInMs;
    if (pausedForMs === null) this.#becomeWell();
    else this.#becomePaused(lastError ?? '', pausedForMs);
  }

  #becomePaused(error: string, forMs: number): void {
    const isNews = !this.isPaused;
    this.#pausedAt = performance.now() - forMs;
    this.#lastError = error;
    if (isNews)
      this.#log.warn(
        `${this.#name} does not answer (${kindOfTrouble(error) ?? 'something unreadable'}; more by \`sevenllm status\`). Calls are paused, and one call tries it again every now and then, at least once a minute; no record is held to account for it.`,
      );
  }

  #becomeWell(): void {
    if (this.isPaused)
      this.#log.warn(`${this.#name} answers again, after ${Math.round(this.pausedForMs / 1000)} s; calls go on.`);
    this.#pausedAt = null;
    this.#trials = 0;
  }

  get #name(): string {
    return `The endpoint at ${this.#key.endpoint} (${this.#key.model})`;
  }
}
