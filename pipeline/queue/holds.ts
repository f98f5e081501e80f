import type { StageName } from '../reasons.ts';
import type { Backpressure } from './backpressure.ts';
import type { Pauses } from './pauses.ts';

/** What keeps stages from taking anything up: an operator's pause, or too much that waits behind them. */
export class Holds {
  readonly pauses: Pauses;
  /** Set once it is known what a process works on. */
  backpressure: Backpressure | undefined;

  constructor(pauses: Pauses) {
    this.pauses = pauses;
  }

  /** Whether a stage is to take nothing up for now. */
  async holds(stage: StageName): Promise<boolean> {
    if (this.pauses.holds(stage)) return true;
    return (stage === 'crawl' || stage === 'clean') && ((await this.backpressure?.holds(stage)) ?? false);
  }

  /** Waits until jobs of a stage may be begun, or whoever asks is over; returns whether the stage was paused. */
  async pass(stage: StageName, isOver: () => boolean): Promise<boolean> {
    if (stage === 'clean') await this.backpressure?.pass(stage, isOver);
    return this.pauses.pass(stage, isOver);
  }
}
