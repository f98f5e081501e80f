import type { Logger } from 'pino';
import { type StageName, stageNames } from '../reasons.ts';
import type { Metrics } from './metrics.ts';

type State = 'kept' | 'dropped' | 'failed';

const everyMs = 30_000;

/** Logs, for each stage that did something, what it did since the last time: a line a stage, not a line a record. */
export class StageSummary implements Pick<Metrics, 'settled'> {
  readonly #log: Pick<Logger, 'info'>;
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<StageName, Record<State, number>>();
  #since = performance.now();

  constructor(log: Pick<Logger, 'info'>) {
    this.#log = log;
    this.#timer = setInterval(() => this.#say(), everyMs).unref();
  }

  settled(stage: StageName, state: State): void {
    const counts = this.#counts.get(stage) ?? { kept: 0, dropped: 0, failed: 0 };
    counts[state]++;
    this.#counts.set(stage, counts);
  }

  /** Says what has not been said yet, and no more after that. */
  close(): void {
    clearInterval(this.#timer);
    this.#say();
  }

  #say(): void {
    const seconds = Math.round((performance.now() - this.#since) / 1000);
    for (const stage of stageNames) {
      const counts = this.#counts.get(stage);
      if (!counts) continue;
      const { kept, dropped, failed } = counts;
      this.#log.info(
        { stage, ...counts, seconds },
        `${stage}: ${kept} kept, ${dropped} dropped, ${failed} failed in ${seconds} s`,
      );
    }
    this.#counts = new Map();
    this.#since = performance.now();
  }
}
