import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { messageOf, RetryLaterError, StopRunError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { JobKey } from '../ledger/work.ts';
import type { StageName } from '../reasons.ts';
import type { AnyQueue, AnyWorker, Handler } from './queue-backend.ts';
import { openPostgres } from './queue-on-postgres.ts';
import { openRedis } from './queue-on-redis.ts';
import { type ScheduleQueue, scheduleQueueOn } from './schedule-queue.ts';
import { openTracing } from './tracing.ts';

export interface Lane {
  stage: StageName;
  model: string;
}

/**
 * The schedule of the work that the ledger holds. It may lose everything at any moment: the ledger refills it. One queue
 * for each stage, and for each model where a teacher is needed.
 */
export interface WorkQueue {
  backend: 'postgres' | 'redis';
  /** Alarms of scheduled crawls; no lane, so clearing the lanes leaves them. */
  schedules: ScheduleQueue;
  /** Jobs that a lane holds at most, give or take what several processes add at once. */
  readonly most: number;
  /**
   * Adds jobs, as many as their lanes have room for: the rest waits in the ledger. One that is waiting, delayed or under
   * way already is left as it is. With `ahead` they go before those that wait, though their lanes be full; of each lane no
   * more than `most`.
   */
  add(jobs: JobKey[], options?: { ahead?: boolean }): Promise<void>;
  /**
   * Takes jobs until closed. A RetryLaterError hands the job back with a growing delay. `lost` is given where this process
   * stood still for longer than its lock: another may have the job by now.
   */
  consume(lane: Lane, concurrency: number, handler: Handler): Promise<Consumer>;
  /** Jobs waiting, delayed or under way. */
  size(lane: Lane): Promise<number>;
  /** Empties the lanes, whoever had what under way. Only for a process that knows itself to be alone. */
  clear(lanes: Lane[]): Promise<void>;
  close(): Promise<void>;
}

export interface Consumer {
  /** Takes no further jobs and waits for those under way; with `force`, hands them back to the stalled check. */
  close(force?: boolean): Promise<void>;
}

/** How long a consumer with nothing under way may take to leave, in milliseconds. */
const longestFarewell = 5_000;
/** Enough for the fastest stages between two looks at the ledger, and little beside a backlog. */
const mostJobs = 4000;
/** A lane is counted anew once so many milliseconds have passed, or this part of its mark was added. */
const countAgain = { afterMs: 1000, afterPart: 0.1 };

/** Opens the queue on Redis where REDIS_URL is set, else on the ledger's PostgreSQL. */
export async function openWorkQueue(config: Config, ledger: Ledger, { most = mostJobs } = {}): Promise<WorkQueue> {
  const tracing = await openTracing();
  const traced = tracing ? { telemetry: tracing.telemetry } : {};
  const backend = config.redisUrl ? await openRedis(config, traced) : await openPostgres(config, ledger, traced);
  const queues = new Map<string, AnyQueue>();
  const consumers = new Set<AnyWorker>();
  // A prefix of BullMQ's own is ignored on PostgreSQL, so the names carry it.
  const nameOf = ({ stage, model }: Lane) =>
    [config.queuePrefix, stage, ...(model ? [sha256(model).slice(0, 12)] : [])].join('-');

  const queueNamed = (name: string): AnyQueue => {
    let queue = queues.get(name);
    if (!queue) {
      queue = backend.queue(name);
      queue.on('error', () => {});
      queues.set(name, queue);
    }
    return queue;
  };
  const queueOf = (lane: Lane) => queueNamed(nameOf(lane));

  /** What is asked here may be asked again, which ioredis does itself but for a pipeline that a lost connection cut. */
  const asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (backend.name === 'postgres') throw error;
        if (/aborted due to connection close/.test(messageOf(error))) continue;
        throw new StopRunError(
          `The connection to Redis was lost (${messageOf(error)}). Start it and run again; what was not finished is pending.`,
          { cause: error },
        );
      }
    }
  };

  const counted = new Map<AnyQueue, { size: number; added: number; at: number }>();
  const count = async (queue: AnyQueue): Promise<number> => {
    const counts = await asking(() => queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized'));
    const size = Object.values(counts).reduce((sum, one) => sum + one, 0);
    counted.set(queue, { size, added: 0, at: performance.now() });
    return size;
  };
  const roomOf = async (queue: AnyQueue): Promise<number> => {
    const known = counted.get(queue);
    const isFresh =
      known && performance.now() - known.at < countAgain.afterMs && known.added < countAgain.afterPart * most;
    return most - (isFresh ? known.size + known.added : await count(queue));
  };

  const startConsumer = async (name: string, concurrency: number, handler: Handler) => {
    // Whoever was killed while it emptied the queue left it paused.
    await queueNamed(name).resume();
    const underWay = new Set<Promise<void>>();
    const worker = backend.worker(name, concurrency, (job, lost) => {
      const work = handler(job, lost)
        .catch(handBack)
        .finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    });
    worker.on('error', () => {});
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) worker.cancelJob(id);
    });
    await worker.waitUntilReady();
    consumers.add(worker);
    return {
      async close(force = false) {
        consumers.delete(worker);
        // One whose connection is just being made again would be waited for without end.
        const idle = async () => {
          await Promise.allSettled(underWay);
          await sleep(longestFarewell, undefined, { ref: false });
        };
        await Promise.race([worker.close(force), idle()]);
      },
    };
  };

  const schedule = `${config.queuePrefix}-schedule`;
  return {
    backend: backend.name,
    most,
    schedules: scheduleQueueOn(
      () => queueNamed(schedule),
      (concurrency, handler) => startConsumer(schedule, concurrency, handler),
    ),
    async add(jobs, { ahead = false } = {}) {
      for (const [queue, all] of groupBy(jobs, queueOf)) {
        const batch = all.slice(0, ahead ? most : Math.max(0, await roomOf(queue)));
        if (batch.length === 0) continue;
        // Each goes before the one that was added last.
        if (ahead) batch.reverse();
        const entries = batch.map((data) => ({
          name: data.stage,
          data,
          // A repeated id is how adding twice stays harmless; BullMQ wants neither `:` nor bare integers in it.
          opts: {
            jobId: `${data.stage}.${data.groupId.replaceAll(':', '.')}`,
            lifo: ahead,
            attempts: 1_000_000,
            backoff: { type: 'custom' },
            removeOnComplete: true,
            removeOnFail: true,
          },
        }));
        await asking(() => queue.addBulk(entries));
        const known = counted.get(queue);
        if (known) known.added += batch.length;
      }
    },
    consume: (lane, concurrency, handler) => startConsumer(nameOf(lane), concurrency, handler),
    size: (lane) => count(queueOf(lane)),
    async clear(lanes) {
      for (const lane of lanes) {
        const queue = queueOf(lane);
        await queue.pause();
        await queue.obliterate({ force: true });
        await queue.resume();
      }
    },
    async close() {
      await Promise.allSettled([...consumers].map((worker) => worker.close(true)));
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
      await backend.close();
      await tracing?.close();
    },
  };
}

/**
 * Tells the queue, of an error, only how long to wait. It would keep the rest, which is for the ledger to keep: it may hold
 * text of a document, and a NUL, over which PostgreSQL's queue leaves the job to whoever finds it stalled.
 */
function handBack(error: unknown): never {
  const { retryAfterMs } = error instanceof RetryLaterError ? error : {};
  throw new RetryLaterError('Handed back.', { ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

function groupBy<T, K>(items: T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
