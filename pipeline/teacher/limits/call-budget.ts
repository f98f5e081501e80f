import { setTimeout as sleep } from 'node:timers/promises';
import { StopRunError } from '../../errors.ts';
import { type CallLimits, type EndpointKey, horizonMs, reserveCalls, spacingMs } from '../../ledger/endpoint-limits.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';

interface Waiting {
  tokens: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** The next block is reserved this long before the last one is used up, so that its round trip costs no turn. */
const leadMs = 300;

/**
 * The part of all workers' requests and tokens a minute that this process takes: whoever waits is given turns an even
 * pace apart, a block of up to a second's worth by one statement.
 */
export class CallBudget {
  readonly #db: LedgerDatabase;
  readonly #key: EndpointKey;
  readonly #limits: CallLimits;
  readonly #requestMs: number;
  readonly #tokenMs: number;
  #waiting: Waiting[] = [];
  #correction = 0;
  #serving = false;
  #corrected: (() => void) | undefined;
  #stopped = false;

  constructor(db: LedgerDatabase, key: EndpointKey, limits: CallLimits) {
    this.#db = db;
    this.#key = key;
    this.#limits = limits;
    this.#requestMs = spacingMs(limits.requestsPerMinute);
    this.#tokenMs = spacingMs(limits.tokensPerMinute);
  }

  /** Waits until a call of so many tokens may be sent. Throws a StopRunError where the run stops first. */
  take(tokens: number): Promise<void> {
    if (this.#stopped) return Promise.reject(new StopRunError('The run is stopping.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ tokens, resolve, reject });
      if (!this.#serving) void this.#serve();
    });
  }

  /** Notes what a call used beyond its estimate; it goes along with the next reservation. */
  correct(tokens: number): void {
    this.#correction += tokens;
    this.#corrected?.();
  }

  /** Sends everyone away who waits. */
  stop(): void {
    this.#stopped = true;
    this.#refuse(new StopRunError('The run is stopping.'));
    this.#corrected?.();
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    try {
      // Let everything that was added in this turn of the event loop join the first block.
      await new Promise(setImmediate);
      while (this.#waiting.length > 0) await this.#serveBlock();
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#serving = false;
    }
  }

  async #serveBlock(): Promise<void> {
    const offsets = this.#offsets();
    const tokens = this.#waiting.slice(0, offsets.length).reduce((sum, call) => sum + call.tokens, 0);
    const correction = this.#correction;
    this.#correction = 0;
    const block = { requests: offsets.length, tokens, correction };
    const { taken, waitMs } = await reserveCalls(this.#db, this.#key, block, this.#limits);
    if (!taken) {
      // What is on its way may use less than was estimated; others of this ledger may, too.
      const untilCorrected = new Promise<void>((resolve) => {
        this.#corrected = resolve;
      });
      await Promise.race([sleep(Math.min(horizonMs, Math.max(leadMs, waitMs - horizonMs))), untilCorrected]);
      this.#corrected = undefined;
      return;
    }
    for (const [index, call] of this.#waiting.splice(0, offsets.length).entries())
      setTimeout(call.resolve, waitMs + offsets[index]!);
    const endsMs = waitMs + Math.max(offsets.length * this.#requestMs, tokens * this.#tokenMs);
    await sleep(Math.min(horizonMs, Math.max(0, endsMs - leadMs)));
  }

  /** When each of those who wait is sent after the first, as far as a second reaches. */
  #offsets(): number[] {
    const offsets: number[] = [];
    let tokens = 0;
    for (const call of this.#waiting) {
      const offset = Math.max(offsets.length * this.#requestMs, tokens * this.#tokenMs);
      if (offsets.length > 0 && offset >= horizonMs) break;
      offsets.push(offset);
      tokens += call.tokens;
    }
    return offsets;
  }

  #refuse(error: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
