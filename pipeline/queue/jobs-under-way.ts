import type { Logger } from 'pino';
import { asStop } from '../as-stop.ts';
import { RetryLaterError, type StopRunError } from '../errors.ts';
import type { JobKey } from '../ledger/work.ts';
import type { StageName } from '../reasons.ts';
import type { Holds } from './holds.ts';

interface JobsParts {
  log: Logger;
  holds: Holds;
  /** Documents whose jobs another worker has taken over: nothing more is asked for them. */
  left: Set<string>;
  /** Given where this process stops. */
  signal: AbortSignal;
  perform(job: JobKey): Promise<void>;
  stop(error: StopRunError): void;
}

/** Jobs that the queue has given to this process: held, done, or handed back. */
export class JobsUnderWay {
  readonly #parts: JobsParts;
  /** Of each that was begun, with its stage: gives it back to the queue, whatever is still done for it. */
  readonly #handBack = new Map<() => void, StageName>();

  constructor(parts: JobsParts) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#handBack.size;
  }

  /** Stages of the jobs that were begun. */
  get stages(): ReadonlySet<StageName> {
    return new Set(this.#handBack.values());
  }

  /** Does a job once nothing holds its stage. Throws RetryLaterError where it is to be done later, or by another. */
  async do(job: JobKey, lost: AbortSignal): Promise<void> {
    const { log, holds, left, signal, perform, stop } = this.#parts;
    left.delete(job.groupId);
    lost.addEventListener('abort', () => {
      left.add(job.groupId);
      log.warn({ stage: job.stage, group: job.groupId }, 'This worker stood still for longer than its lock on a job.');
    });
    const isOver = () => signal.aborted || lost.aborted;
    const wasPaused = await holds.pass(job.stage, isOver);
    // What a queue forgot during a pause, others hold by now as well: the queue gives it to one of them.
    if (wasPaused) throw new RetryLaterError('Its stage was paused.', { retryAfterMs: 500 });
    // Handed back, not done: others may be at work as well, and this one's jobs are theirs then.
    if (isOver()) throw new RetryLaterError('This worker is stopping.', { retryAfterMs: 500 });
    try {
      await this.#orHandBack(job.stage, perform(job));
    } catch (error) {
      if (!(error instanceof RetryLaterError)) stop(asStop(error));
      throw error;
    }
  }

  /** Gives all that were begun back to the queue. */
  handBack(): void {
    for (const handBack of this.#handBack.keys()) handBack();
  }

  /** What comes of work that was handed back counts for nothing, once someone else has done it. */
  #orHandBack(stage: StageName, work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const handBack = () => reject(new RetryLaterError('This worker has stopped.', { retryAfterMs: 500 }));
      this.#handBack.set(handBack, stage);
      work.then(resolve, reject).finally(() => this.#handBack.delete(handBack));
    });
  }
}
