import { giveTurnBack, reserveTurn, takeLateTurn } from '../../pipeline/ledger/hosts.ts';
import type { LedgerDatabase } from '../../pipeline/ledger/ledger.ts';
import { HostHealth } from './host-health.ts';
import { HostShare } from './host-share.ts';
import type { HostSlot, HostSlots } from './host-slots.ts';
import type { Turn, TurnOptions } from './politeness.ts';

interface Waiting {
  options: TurnOptions;
  resolve(turn: Turn): void;
  reject(error: unknown): void;
}

/** Milliseconds after which slots that nobody uses are let go. */
const idleMs = 1000;
/** Milliseconds after which the host is looked at again while a turn is waited for. */
const lookAgainMs = 30_000;
/** Milliseconds for which what is known of a host is good enough to use a turn that was waited for. */
const oldestAtTurnMs = 100;
/** Milliseconds by which two clocks may differ that count the same wait. */
const slackMs = 10;
/** By how much of the delay a turn may be late: later, it would come too close to the next one. */
const lateShare = 0.1;

/** Those of one process who wait for one host: let through one after the other, in the order they came. */
export class HostLine {
  readonly #host: string;
  readonly #db: LedgerDatabase;
  readonly #health: HostHealth;
  readonly #share: HostShare;
  readonly #waiting: Waiting[] = [];
  #letting = false;
  #wake: () => void = () => {};
  #idle: NodeJS.Timeout | undefined;

  constructor(host: string, db: LedgerDatabase, slots: HostSlots) {
    this.#host = host;
    this.#db = db;
    this.#health = new HostHealth(host, db);
    this.#share = new HostShare(host, db, slots);
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0 && !this.#letting && this.#share.used === 0;
  }

  async enter(options: TurnOptions): Promise<Turn> {
    options.signal?.throwIfAborted();
    clearTimeout(this.#idle);
    if (this.#waiting.length === 0 && !this.#letting && this.#needsNoTurn(options)) {
      const slot = this.#share.use(options.concurrency);
      if (slot) return this.#turn(slot);
    }
    return new Promise((resolve, reject) => {
      const { signal } = options;
      const waiting: Waiting = { options, resolve, reject };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        this.#wake();
        reject(signal?.reason);
      };
      const leaving = () => signal?.removeEventListener('abort', leave);
      waiting.resolve = (turn) => {
        leaving();
        resolve(turn);
      };
      waiting.reject = (error) => {
        leaving();
        reject(error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      if (!this.#letting) void this.#letThrough();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#health.settled();
  }

  async #letThrough(): Promise<void> {
    this.#letting = true;
    while (this.#waiting.length > 0)
      try {
        await this.#letOneThrough();
      } catch (error) {
        for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
      }
    this.#letting = false;
    this.#restIfIdle();
  }

  async #letOneThrough(): Promise<void> {
    await this.#look();
    if (this.#health.takeWanted()) await this.#share.giveWay();
    const first = this.#waiting[0];
    if (!first || !(await this.#hasSlotFor(first))) return;
    if (!this.#needsNoTurn(first.options) && !(await this.#takeTurn(first.options))) return;
    // The first in line may have left meanwhile: its turn is the next one's.
    const next = this.#waiting[0];
    const slot = next && this.#share.use(next.options.concurrency);
    if (!slot) return;
    this.#waiting.shift();
    next.resolve(this.#turn(slot));
  }

  /** A host in no trouble, whose source asks for no delay, needs no word with the ledger for every page. */
  #needsNoTurn({ delaySeconds }: TurnOptions): boolean {
    return delaySeconds === 0 && this.#health.isCalm;
  }

  /** Brings what is known of the host up to date. Throws HostLeftAloneError where it is left alone. */
  async #look(oldestMs?: number): Promise<void> {
    await this.#health.refresh(oldestMs);
    const { refusal } = this.#health;
    if (refusal) throw refusal;
  }

  /** Sees to it that there is a slot; false where something has happened meanwhile, and all is to be looked at again. */
  async #hasSlotFor({ options: { concurrency } }: Waiting): Promise<boolean> {
    if (this.#share.hasFree(concurrency)) return true;
    const againMs = await this.#share.take(concurrency, this.#waiting.length);
    if (this.#share.hasFree(concurrency)) return true;
    if (this.#waiting.length > 0) await this.#pause(againMs);
    return false;
  }

  /** Takes a turn at the host and waits for it; false where it was not used. */
  async #takeTurn({ delaySeconds }: TurnOptions): Promise<boolean> {
    const turn = await reserveTurn(this.#db, this.#host, delaySeconds);
    if (!turn) {
      this.#health.forget();
      return false;
    }
    this.#health.learn(turn.state);
    const due = performance.now() + turn.waitMs;
    for (;;) {
      if (this.#waiting.length === 0) {
        await giveTurnBack(this.#db, this.#host, turn);
        return false;
      }
      const left = due - performance.now();
      // Held off meanwhile: all who wait queue again, behind the hold and as far apart as before.
      if (this.#health.heldMs > Math.max(0, left) + slackMs) return false;
      if (-left > Math.max(slackMs, delaySeconds * lateShare * 1000))
        return takeLateTurn(this.#db, this.#host, turn, delaySeconds);
      if (left <= 0) return true;
      await this.#pause(Math.min(left, lookAgainMs));
      await this.#look(oldestAtTurnMs);
    }
  }

  #turn(slot: HostSlot): Turn {
    const seen = this.#health.failures;
    let isDone = false;
    return {
      done: (result) => {
        if (isDone) return;
        isDone = true;
        if (result) this.#health.report(result, seen);
        this.#share.done(slot).catch(() => {});
        this.#wake();
        this.#restIfIdle();
      },
    };
  }

  #restIfIdle(): void {
    if (!this.isIdle) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#share.letGoFree().catch(() => {}), idleMs).unref();
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
