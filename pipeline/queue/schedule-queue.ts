import type { Queue } from 'bullmq';
import type { JobKey } from '../ledger/work.ts';
import type { Consumer } from './work-queue.ts';

/** What rings at the due times of schedules. It may lose everything at any moment: the ledger refills it. */
export interface ScheduleQueue {
  list(): Promise<Alarm[]>;
  /** Adds the alarm of a source, or replaces it; what of it was due and not taken is forgotten. */
  set(alarm: { source: string; cron: string; tz: string }): Promise<void>;
  remove(source: string): Promise<void>;
  /** Calls the handler with the source whenever one is due. An alarm that nobody took rings once, when somebody comes. */
  consume(handler: (source: string) => Promise<void>): Promise<Consumer>;
}

export interface Alarm {
  source: string;
  cron: string;
  tz: string;
  /** When it rings next; in the past for one that is due and was not taken yet. */
  next: Date;
}

/** Schedules as BullMQ's job schedulers: one for each source, under the source's id. The queue is opened when it is asked for. */
export function scheduleQueueOn(
  queue: () => Queue<JobKey>,
  startConsumer: (concurrency: number, handler: (job: JobKey) => Promise<void>) => Promise<Consumer>,
): ScheduleQueue {
  return {
    async list() {
      const schedulers = await queue().getJobSchedulers();
      return schedulers.map(({ key, pattern = '', tz = '', next }) => ({
        ...{ source: key, cron: pattern, tz },
        next: new Date(next ?? 0),
      }));
    },
    async set({ source, cron, tz }) {
      await queue().upsertJobScheduler(
        source,
        { pattern: cron, tz },
        {
          name: 'crawl',
          data: { stage: 'crawl', groupId: source, model: '' },
          opts: { removeOnComplete: true, removeOnFail: true },
        },
      );
    },
    async remove(source) {
      await queue().removeJobScheduler(source);
    },
    consume: (handler) => startConsumer(2, ({ groupId }) => handler(groupId)),
  };
}
