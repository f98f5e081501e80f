import { setTimeout as sleep } from 'node:timers/promises';

export interface TurnOptions {
  /** Seconds from this request to the host's next one, whoever makes it. A host in trouble is given more. */
  delaySeconds: number;
  /** Requests under way at the host at a time, this one included. */
  concurrency: number;
  signal?: AbortSignal | undefined;
}

/** How a request ended, as far as it says something about the host. */
export interface TurnResult {
  /** False where the host is in trouble: 429, 5xx, a time-out, a refused or broken connection, DNS. A 404 is an answer like any other. */
  ok: boolean;
  status?: number;
  /** From the moment the turn had come to the last byte. */
  milliseconds: number;
  /** Milliseconds that the host asked to be left alone, by `Retry-After`. */
  retryAfterMs?: number;
  /** What went wrong, one sentence for a person. */
  error?: string;
}

/** Leave for one request to a host. */
export interface Turn {
  /**
   * To be called exactly once when the request has ended, whatever came of it: it lets the next one in. Without a result
   * (a request that was given up before it could end) nothing is concluded about the host. Never throws.
   */
  done(result?: TurnResult): void;
}

/** Spaces the requests to a host, bounds how many are under way, and keeps away from a host in trouble. */
export interface HostGate {
  /**
   * Resolves when the caller's turn has come. Rejects with HostLeftAloneError at once where the host is left alone or
   * asked for more patience than is worth waiting for, and with the signal's reason; neither takes a turn.
   */
  enter(host: string, options: TurnOptions): Promise<Turn>;
}

const sweepAbove = 1000;

/** A gate for one process: turns are given in the order they are asked for, `delaySeconds` apart. */
export class ProcessHostGate implements HostGate {
  /** Host → the earliest time of the next request. */
  readonly #next = new Map<string, number>();
  /** Host → until when nobody is let through, turns already given included. */
  readonly #held = new Map<string, number>();

  async enter(host: string, { delaySeconds, signal }: TurnOptions): Promise<Turn> {
    await this.wait(host, delaySeconds, signal);
    return {
      done: (result) => {
        if (result?.retryAfterMs !== undefined) this.holdOff(host, result.retryAfterMs);
      },
    };
  }

  async wait(host: string, delaySeconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const turn = Math.max(Date.now(), this.#next.get(host) ?? 0);
    const following = turn + delaySeconds * 1000;
    this.#next.set(host, following);
    this.#sweep();
    try {
      for (let left = turn - Date.now(); left > 0; left = turn - Date.now()) await sleep(left, undefined, { signal });
    } catch (error) {
      // The last turn given can be taken back; one in the middle is left unused, so that no two requests come closer.
      if (this.#next.get(host) === following) this.#next.set(host, turn);
      throw signal?.aborted ? signal.reason : error;
    }
    // Held off while waiting: all who wait queue again, behind the hold and as far apart as before.
    if ((this.#held.get(host) ?? 0) > Date.now()) return this.wait(host, delaySeconds, signal);
  }

  holdOff(host: string, milliseconds: number): void {
    const until = Math.max(this.#held.get(host) ?? 0, Date.now() + milliseconds);
    this.#held.set(host, until);
    this.#next.set(host, Math.max(this.#next.get(host) ?? 0, until));
  }

  #sweep(): void {
    const now = Date.now();
    for (const times of [this.#next, this.#held])
      if (times.size > sweepAbove) for (const [host, time] of times) if (time <= now) times.delete(host);
  }
}
