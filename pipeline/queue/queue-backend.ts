import type { Queue, Worker } from 'bullmq';
import type { Config } from '../config.ts';
import { RetryLaterError } from '../errors.ts';
import type { JobKey } from '../ledger/work.ts';
import type { Tracing } from './tracing.ts';

/** BullMQ carries ids, never text. */
export type AnyQueue = Queue<JobKey>;
export type AnyWorker = Worker<JobKey>;

export type Handler = (job: JobKey, lost: AbortSignal) => Promise<void>;

/** Where BullMQ keeps its queues, and the connections of one process to it. */
export interface QueueBackend {
  name: 'postgres' | 'redis';
  queue(name: string): AnyQueue;
  worker(name: string, concurrency: number, handler: Handler): AnyWorker;
  close(): Promise<void>;
}

const longestDelay = 5 * 60_000;

/** How jobs are locked, found stalled and tried again: the same wherever they are kept. */
export const workerOptions = ({ lockSeconds }: Config, concurrency: number) => ({
  concurrency,
  // A job is taken from a dead worker after this long, and looked for three times as often, in milliseconds.
  lockDuration: lockSeconds * 1000,
  stalledInterval: Math.ceil((lockSeconds * 1000) / 3),
  maxStalledCount: 1_000,
  settings: {
    backoffStrategy: (attempts: number, _type?: string, error?: Error) =>
      Math.min(
        longestDelay,
        (error instanceof RetryLaterError && error.retryAfterMs) || 1_000 * 2 ** Math.min(attempts - 1, 12),
      ),
  },
});

/** Nothing, where nobody collects traces. */
export type Traced = Partial<Pick<Tracing, 'telemetry'>>;
