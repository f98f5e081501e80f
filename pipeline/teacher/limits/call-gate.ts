import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config.ts';
import { RetryLaterError, StopRunError } from '../../errors.ts';
import type { EndpointKey } from '../../ledger/endpoint-limits.ts';
import { AdaptiveConcurrency, type Sent } from './adaptive-concurrency.ts';
import { CallBudget } from './call-budget.ts';
import { EndpointHealth, type Shared } from './endpoint-health.ts';
import { readRateLimitHeaders, untilEnough } from './rate-limit-headers.ts';
import type { Trouble } from './trouble.ts';

export interface GateOptions extends Shared {
  key: EndpointKey;
  config: Pick<Config, 'callConcurrency' | 'requestsPerMinute' | 'tokensPerMinute'>;
  stop: AbortSignal;
  /** Milliseconds that a call waits in place for an endpoint that is held or paused, before its job goes back to the queue. */
  patienceMs?: number;
}

/** A call that may be sent. */
export interface Admission extends Sent {
  /** Estimated. */
  tokens: number;
  /** Whether it is the one that tries a paused endpoint. */
  isTrial: boolean;
}

/** Failures in a row after which calls are paused; where nothing listens, a few say it all. */
const pauseAfter = { unreachable: 3, failing: 8 };
/** Milliseconds of pause after which the run stops: an endpoint that never answered is a wrong address or not started. */
const giveUpAfterMs = { neverAnswered: 15_000, answeredBefore: 3_600_000 };
/** Milliseconds that we hold off where the endpoint says "too many" and not for how long; doubled each time in a row. */
const busyHoldMs = { first: 1000, most: 60_000 };
const lookEveryMs = 500;
/** Unusable answers in a row after which they are the endpoint's fault, and no longer that of what was asked. */
const unusableAfter = 64;

/** What every call to one model of an endpoint passes: its health, a slot of this process, a share of the budget. */
export class CallGate {
  readonly #options: GateOptions;
  readonly #health: EndpointHealth;
  readonly #concurrency: AdaptiveConcurrency;
  readonly #budget: CallBudget | null;
  #failures = 0;
  #busy = 0;
  #unusable = 0;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(options: GateOptions) {
    this.#options = options;
    const { key, config, stop, db } = options;
    this.#health = new EndpointHealth(key, options);
    this.#concurrency = new AdaptiveConcurrency(config.callConcurrency);
    const isLimited = config.requestsPerMinute !== null || config.tokensPerMinute !== null;
    this.#budget = isLimited && db ? new CallBudget(db, key, config) : null;
    stop.addEventListener('abort', () => {
      this.#concurrency.release();
      this.#budget?.stop();
    });
  }

  get concurrency(): { limit: number; inFlight: number } {
    return this.#concurrency;
  }

  /** Whether it does not answer just now, and nobody is to try it yet. */
  async isPaused(): Promise<boolean> {
    await this.#health.look();
    return this.#health.isPaused && this.#health.tryInMs > 0;
  }

  /**
   * Waits until a call of so many tokens may be sent. Throws a RetryLaterError that is not the record's fault where that
   * takes longer than the patience, a StopRunError where the run stops.
   */
  async admit(tokens: number): Promise<Admission> {
    const deadline = performance.now() + (this.#options.patienceMs ?? 60_000);
    for (;;) {
      const isTrial = await this.#whenWell(deadline);
      await this.#concurrency.enter({ ahead: isTrial });
      try {
        this.#throwIfStopping();
        if (isTrial || !this.#health.isBlocked) {
          await this.#budget?.take(tokens);
          if (isTrial || !this.#health.isBlocked)
            return { tokens, isTrial, sentAt: performance.now(), among: this.#concurrency.inFlight };
          this.#budget?.correct(-tokens);
        }
      } catch (error) {
        this.#concurrency.leave();
        throw error;
      }
      this.#concurrency.leave();
    }
  }

  /** Notes an answer, with the tokens it used and what its headers say is left. */
  async answered(admission: Admission, headers: Headers, used: number): Promise<void> {
    this.#concurrency.answered(admission);
    this.#isAlive();
    this.#budget?.correct(used - admission.tokens);
    const left = readRateLimitHeaders(headers);
    // What is said to be left was counted when this call arrived; those that were sent since have had theirs of it.
    const inFlight = this.#concurrency.inFlight;
    this.#concurrency.leave();
    await this.#health.answered();
    const holdMs = Math.max(untilEnough(left.requests, inFlight), untilEnough(left.tokens, inFlight * used));
    if (holdMs > 0) await this.#health.hold(holdMs);
  }

  /** Notes that the request itself was refused: the endpoint is well. */
  async refused({ tokens }: Admission): Promise<void> {
    this.#isAlive();
    this.#budget?.correct(-tokens);
    this.#concurrency.leave();
    await this.#health.answered();
  }

  /** Notes a call that failed for the endpoint's sake, and returns what is to be thrown for it. */
  async troubled(admission: Admission, trouble: Trouble): Promise<RetryLaterError | StopRunError> {
    if (trouble.kind === 'unusable' && this.#isOfTheQuestion()) return this.#unusableAnswer(trouble);
    this.#concurrency.troubled(admission);
    if (trouble.kind !== 'slow') this.#budget?.correct(-admission.tokens);
    this.#concurrency.leave();
    if (trouble.kind === 'busy') return this.#hold(trouble);
    this.#failures++;
    if (trouble.headers) {
      const { retryAfterMs } = readRateLimitHeaders(trouble.headers);
      if (retryAfterMs) await this.#health.hold(retryAfterMs);
    }
    const othersWereAnswered = this.#answeredAt > admission.sentAt;
    if (admission.isTrial) {
      const pausedForMs = this.#health.pausedForMs;
      await this.#health.trialFailed(trouble.error);
      const hasAnswered = this.#answeredAt > Number.NEGATIVE_INFINITY;
      if (pausedForMs > (hasAnswered ? giveUpAfterMs.answeredBefore : giveUpAfterMs.neverAnswered))
        return new StopRunError(
          `${trouble.sentence} ${Math.round(pausedForMs / 1000)} s of trying were in vain. ${trouble.advice}`,
        );
    } else if (this.#failures >= pauseAfter[trouble.kind === 'unreachable' ? 'unreachable' : 'failing']) {
      this.#failures = 0;
      await this.#health.pause(trouble.error);
    }
    // A request that kills its server would be sent for ever, were it never held to account.
    const itsFault = trouble.mayBeItsFault && (othersWereAnswered || admission.isTrial);
    return new RetryLaterError(trouble.sentence, {
      notItsFault: !itsFault,
      mayBeBilled: trouble.mayBeItsFault,
      // A try that does not count needs no growing delay: the pause is what grows.
      ...(!itsFault && { retryAfterMs: Math.max(1000, this.#health.heldMs, this.#health.tryInMs) }),
    });
  }

  /**
   * Whether what cannot be used says something of the question alone: the endpoint has answered others. Were it taken for
   * a failing one, a few such questions at the end of a run would pause it, and try it in vain, for many minutes.
   */
  #isOfTheQuestion(): boolean {
    return this.#answeredAt > Number.NEGATIVE_INFINITY && ++this.#unusable <= unusableAfter;
  }

  async #unusableAnswer({ sentence }: Trouble): Promise<RetryLaterError> {
    this.#failures = 0;
    this.#concurrency.leave();
    await this.#health.answered();
    return new RetryLaterError(sentence, { mayBeBilled: true });
  }

  async #hold(trouble: Trouble): Promise<RetryLaterError> {
    // It does answer: that it was tried is over.
    await this.#health.answered();
    this.#failures = 0;
    const { retryAfterMs, requests, tokens } = readRateLimitHeaders(trouble.headers ?? new Headers());
    const exhausted = [requests, tokens].flatMap((left) => (left && left.remaining === 0 ? [left.resetMs] : []));
    let holdMs = retryAfterMs ?? Math.max(0, ...exhausted);
    if (holdMs === 0) {
      // Those that were under way together are turned away together.
      if (this.#health.heldMs === 0) this.#busy++;
      holdMs = Math.min(busyHoldMs.most, busyHoldMs.first * 2 ** Math.max(0, this.#busy - 1));
    }
    await this.#health.hold(holdMs);
    return new RetryLaterError(trouble.sentence, {
      notItsFault: true,
      retryAfterMs: Math.max(holdMs, this.#health.heldMs),
    });
  }

  #isAlive(): void {
    this.#failures = this.#busy = this.#unusable = 0;
    this.#answeredAt = performance.now();
  }

  /** Waits while it is held or paused; true for the one call that is to try it. */
  async #whenWell(deadline: number): Promise<boolean> {
    for (;;) {
      this.#throwIfStopping();
      await this.#health.look();
      const { heldMs, isPaused } = this.#health;
      if (heldMs === 0 && !isPaused) return false;
      if (heldMs === 0 && (await this.#health.takeTrial())) return true;
      const waitMs = Math.max(heldMs, isPaused ? this.#health.tryInMs : 0, 20);
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw this.#stillBlocked(waitMs);
      await sleep(Math.min(waitMs, leftMs, lookEveryMs));
    }
  }

  #stillBlocked(retryAfterMs: number): RetryLaterError {
    const { endpoint, model } = this.#options.key;
    const why = this.#health.isPaused ? `does not answer (${this.#health.lastError})` : 'lets us wait';
    return new RetryLaterError(`The endpoint at ${endpoint} (${model}) ${why}.`, {
      notItsFault: true,
      retryAfterMs: Math.max(1000, retryAfterMs),
    });
  }

  #throwIfStopping(): void {
    if (this.#options.stop.aborted) throw new StopRunError('The run is stopping.');
  }
}
