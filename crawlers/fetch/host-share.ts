import { noteHostWanted } from '../../pipeline/ledger/hosts.ts';
import type { LedgerDatabase } from '../../pipeline/ledger/ledger.ts';
import type { HostSlot, HostSlots } from './host-slots.ts';

/** Milliseconds between two attempts at a slot: by one who has none, by one who has some, and after giving way. */
const waits = { none: 200, more: 1000, gaveWay: 500 };
/** Milliseconds for which the only slot is kept though others want it. */
const turnMs = 1000;

/** The slots of one host that this process has: kept from request to request, and shared out again when others want some. */
export class HostShare {
  readonly #host: string;
  readonly #db: LedgerDatabase;
  readonly #slots: HostSlots;
  #free: HostSlot[] = [];
  readonly #used = new Set<HostSlot>();
  /** How many are to be let go when the requests that use them have ended. */
  #owed = 0;
  #nextTake = 0;
  #heldSince = 0;
  /** Whether any was used since then: one that is given away unused would wander about without an end. */
  #wereUsed = false;
  #starves = false;

  constructor(host: string, db: LedgerDatabase, slots: HostSlots) {
    this.#host = host;
    this.#db = db;
    this.#slots = slots;
  }

  get used(): number {
    return this.#used.size;
  }

  hasFree(concurrency: number): boolean {
    return this.#position(concurrency) >= 0;
  }

  /** A free slot, to be given back by `done`. */
  use(concurrency: number): HostSlot | undefined {
    const position = this.#position(concurrency);
    if (position < 0) return undefined;
    const [slot] = this.#free.splice(position, 1);
    this.#used.add(slot!);
    this.#wereUsed = true;
    return slot;
  }

  /** Ends the use of a slot; resolves when it is let go where others want it. */
  async done(slot: HostSlot): Promise<void> {
    this.#used.delete(slot);
    this.#free.push(slot);
    if (this.#owed > 0) await this.#letGo(1);
  }

  /**
   * Asks for slots numbered up to `concurrency`, where that is due; whoever has none tells the others so. Returns the
   * milliseconds after which it may be worth to ask again.
   */
  async take(concurrency: number, wanted: number): Promise<number> {
    await this.#dropUseless(concurrency);
    const { held } = this;
    if (held >= concurrency) return waits.more;
    if (performance.now() < this.#nextTake) return this.#nextTake - performance.now();
    const taken = await this.#slots.take(this.#host, concurrency, Math.min(wanted, concurrency - held));
    this.#free.push(...taken);
    if (held === 0) {
      this.#heldSince = performance.now();
      this.#wereUsed = false;
    }
    const starves = held === 0 && taken.length === 0;
    if (starves || this.#starves) await noteHostWanted(this.#db, this.#host, starves);
    this.#starves = starves;
    const wait = taken.length > 0 ? 0 : starves ? waits.none : waits.more;
    this.#nextTake = performance.now() + wait;
    return wait;
  }

  /** Gives half of them to one who has none; the only one after a while. Those in use follow when their requests end. */
  async giveWay(): Promise<void> {
    const { held } = this;
    if (held === 0 || !this.#wereUsed || (held === 1 && performance.now() - this.#heldSince < turnMs)) return;
    this.#owed = Math.max(1, Math.floor(held / 2));
    this.#nextTake = performance.now() + waits.gaveWay;
    await this.#letGo(this.#owed);
  }

  /** Lets go of what no request uses. */
  async letGoFree(): Promise<void> {
    await this.#letGo(this.#free.length);
  }

  /** Those lost with the connection, and those that only a source of higher concurrency may use. */
  async #dropUseless(concurrency: number): Promise<void> {
    const above = this.#free.filter(({ number }) => number > concurrency);
    this.#free = this.#free.filter((slot) => slot.number <= concurrency && this.#slots.holds(slot));
    await this.#slots.release(this.#host, above);
  }

  get held(): number {
    return this.#free.length + this.#used.size;
  }

  #position(concurrency: number): number {
    if (this.#used.size >= concurrency) return -1;
    return this.#free.findIndex((slot) => slot.number <= concurrency && this.#slots.holds(slot));
  }

  async #letGo(count: number): Promise<void> {
    const slots = this.#free.splice(0, count);
    this.#owed = Math.max(0, this.#owed - slots.length);
    await this.#slots.release(this.#host, slots);
  }
}
