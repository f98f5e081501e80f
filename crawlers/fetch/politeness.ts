import { setTimeout as sleep } from 'node:timers/promises';

/** Spaces the requests to one host. */
export interface HostGate {
  /** Resolves when the caller's turn has come; rejects with the signal's reason, and then takes no turn. */
  wait(host: string, delaySeconds: number, signal?: AbortSignal): Promise<void>;
  /** Lets nobody through to the host for this long, as after a `Retry-After`. */
  holdOff(host: string, milliseconds: number): void;
}

const sweepAbove = 1000;

/** A gate for one process: turns are given in the order they are asked for, `delaySeconds` apart. */
export class ProcessHostGate implements HostGate {
  /** Host → the earliest time of the next request. */
  readonly #next = new Map<string, number>();
  /** Host → until when nobody is let through, turns already given included. */
  readonly #held = new Map<string, number>();

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
