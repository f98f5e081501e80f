import type { LedgerDatabase } from '../../pipeline/ledger/ledger.ts';
import { HostLine } from './host-line.ts';
import { HostSlots } from './host-slots.ts';
import type { HostGate, Turn, TurnOptions } from './politeness.ts';

const sweepAbove = 500;

/**
 * The gate that all workers of a ledger share, on whatever machine: turns, holds and how a host is doing are in its
 * `host` table and counted by its clock. A hold that another worker learns of binds this one within a second.
 */
export class LedgerHostGate implements HostGate {
  readonly #db: LedgerDatabase;
  readonly #slots: HostSlots;
  readonly #lines = new Map<string, HostLine>();

  constructor({ db, url }: { db: LedgerDatabase; url: string }) {
    this.#db = db;
    this.#slots = new HostSlots(url);
  }

  async enter(host: string, options: TurnOptions): Promise<Turn> {
    let line = this.#lines.get(host);
    if (!line) {
      this.#sweep();
      line = new HostLine(host, this.#db, this.#slots);
      this.#lines.set(host, line);
    }
    return line.enter(options);
  }

  /** Writes down what was reported last, and lets go of all slots. To be called before the ledger is closed. */
  async close(): Promise<void> {
    await Promise.all([...this.#lines.values()].map((line) => line.close()));
    await this.#slots.close();
  }

  #sweep(): void {
    if (this.#lines.size <= sweepAbove) return;
    for (const [host, line] of this.#lines) if (line.isIdle) this.#lines.delete(host);
  }
}
