import type { Logger } from 'pino';
import { messageOf } from '../errors.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { fireSchedule, readSchedules, type Schedule, settledUntil } from '../ledger/schedules.ts';
import { type Cron, parseCron } from './cron.ts';
import type { ScheduleQueue } from './schedule-queue.ts';
import type { Consumer } from './work-queue.ts';

export interface SchedulesOptions {
  db: LedgerDatabase;
  queue: ScheduleQueue;
  log: Logger;
  /** Whether this process could crawl the source. */
  knows(source: string): boolean;
  /** Begins a crawl of a source; false where one is under way. */
  startCrawl(source: string): Promise<boolean>;
  /** Takes one sentence for the person who watches the worker. */
  tell(sentence: string): void;
}

/** An alarm this far in the past, in milliseconds, was lost by the queue: a live one would have been taken, even from a dead worker. */
const lostAfter = 60_000;

/**
 * Begins crawls when they are due. The queue's alarms say when to look; whether anything is due, the ledger decides, so
 * that one due time begins one crawl: however many workers look, and though the queue, or every worker, was gone in
 * between. Due times that passed with nobody there are made up for by one crawl.
 */
export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #crons = new Map<string, Cron>();
  readonly #warned = new Map<string, string>();
  #consumer: Consumer | undefined;

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /** Makes up for what was missed, and begins to take alarms. */
  async start(): Promise<void> {
    await this.sweep();
    this.#consumer = await this.#options.queue.consume((source) => this.#ring(source));
  }

  /** Makes the queue's alarms equal to the ledger's schedules, and begins what is due and did not ring. */
  async sweep(): Promise<void> {
    try {
      await this.#setAlarms();
      this.#warned.delete('');
    } catch (error) {
      this.#warn('', `The schedules could not be entered into the queue: ${messageOf(error)}`);
    }
    for (const schedule of await readSchedules(this.#options.db)) await this.#fireIfDue(schedule);
  }

  async close(): Promise<void> {
    await this.#consumer?.close();
  }

  async #setAlarms(): Promise<void> {
    const { queue, db } = this.#options;
    // In this order: whatever is in the queue was in the ledger before, so what is not there now was removed.
    const alarms = new Map((await queue.list()).map((alarm) => [alarm.source, alarm]));
    const schedules = await readSchedules(db);
    for (const { source, cron, tz } of schedules) {
      const alarm = alarms.get(source);
      alarms.delete(source);
      // One that stands is left alone: to set it anew would forget that it is due.
      const stands = alarm?.cron === cron && alarm.tz === tz && alarm.next.getTime() > Date.now() - lostAfter;
      if (!stands && this.#parse({ source, cron, tz })) await queue.set({ source, cron, tz });
    }
    for (const source of alarms.keys()) await queue.remove(source);
  }

  async #ring(source: string): Promise<void> {
    const schedule = (await readSchedules(this.#options.db)).find((one) => one.source === source);
    if (schedule) await this.#fireIfDue(schedule);
  }

  async #fireIfDue(schedule: Schedule): Promise<void> {
    const { db, knows, startCrawl, tell } = this.#options;
    const { source, cron, tz } = schedule;
    const times = this.#parse(schedule);
    const now = new Date();
    if (!times || times.next(settledUntil(schedule)) > now) return;
    // Of all that was missed, only the last counts.
    const due = times.last(now);
    if (!knows(source))
      return this.#warn(
        source,
        `${source} is due, but this worker does not know the source. See \`sevenllm sources\`.`,
      );
    try {
      const fired = await fireSchedule(db, source, due, () => startCrawl(source));
      if (fired === null) return;
      const what = fired === 'began' ? 'its crawl began' : 'its last crawl is still under way, so this one is left out';
      tell(`${new Date().toISOString()} ${source} was due at ${due.toISOString()} (${cron}, ${tz}): ${what}.`);
    } catch (error) {
      // No message: a database's may cite what it was given.
      this.#options.log.error({ err: error, source }, 'the scheduled crawl could not begin');
    }
  }

  #parse({ source, cron, tz }: Pick<Schedule, 'source' | 'cron' | 'tz'>): Cron | undefined {
    const key = `${cron} ${tz}`;
    try {
      const parsed = this.#crons.get(key) ?? parseCron(cron, tz);
      this.#crons.set(key, parsed);
      return parsed;
    } catch (error) {
      this.#warn(source, `The schedule of ${source} cannot be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Says a thing once, and not at every sweep. */
  #warn(subject: string, message: string): void {
    if (this.#warned.get(subject) === message) return;
    this.#warned.set(subject, message);
    this.#options.log.warn(message);
  }
}
