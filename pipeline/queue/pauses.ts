import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { type PausedStage, pausedStages } from '../ledger/paused-stages.ts';
import type { StageName } from '../reasons.ts';

/** How often what is held asks whether it may go on, in milliseconds. */
const askAgainMs = 100;

/**
 * Holds the stages that an operator has paused, as the ledger said when it was last looked at. A job that the queue gives
 * out stays with the worker, not begun, until its stage is resumed: what the queue itself knew of a pause, it could lose.
 */
export class Pauses {
  readonly #db: LedgerDatabase;
  readonly #log: Pick<Logger, 'info'>;
  #paused: ReadonlyMap<StageName, PausedStage> = new Map();

  constructor(db: LedgerDatabase, log: Pick<Logger, 'info'>) {
    this.#db = db;
    this.#log = log;
  }

  /** Reads what is paused. */
  async look(): Promise<void> {
    const before = this.#paused;
    this.#paused = new Map((await pausedStages(this.#db)).map((paused) => [paused.stage, paused]));
    for (const stage of this.#paused.keys()) if (!before.has(stage)) this.#log.info({ stage }, `${stage} is paused.`);
    for (const stage of before.keys()) if (!this.holds(stage)) this.#log.info({ stage }, `${stage} goes on.`);
  }

  of(stage: StageName): PausedStage | undefined {
    return this.#paused.get(stage);
  }

  holds(stage: StageName): boolean {
    return this.#paused.has(stage);
  }

  /** Waits until a stage may take something up, or whoever asks is over; returns whether it had to wait. */
  async pass(stage: StageName, isOver: () => boolean): Promise<boolean> {
    if (!this.holds(stage)) return false;
    while (!isOver() && this.holds(stage)) await sleep(askAgainMs, undefined, { ref: false });
    return true;
  }
}
