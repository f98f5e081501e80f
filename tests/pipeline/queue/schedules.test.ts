import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { putSchedule, readSchedules, removeSchedule } from '../../../pipeline/ledger/schedules.ts';
import { Schedules, type SchedulesOptions } from '../../../pipeline/queue/schedules.ts';
import { openWorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await sleep(20);
  }
}

const everySecond = '* * * * * *';
/** Due once an hour, and half an hour away from now. */
const hourly = () => `${(new Date().getUTCMinutes() + 30) % 60} * * * *`;
const dueIn = (sentence: string) => /due at (\S+)/.exec(sentence)![1]!;

// One contract, both backends.
for (const backend of ['postgres', 'redis'] as const) {
  const redisUrl = inject('redisUrl');
  describe.skipIf(backend === 'redis' && redisUrl === null)(`schedules on ${backend}`, async () => {
    const { ledger, config } = await createLedger(backend === 'redis' && redisUrl ? { redisUrl } : {});
    const { db } = ledger;
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
      await db.deleteFrom('schedule').execute();
    });

    /** A worker's share in the schedules, with connections of its own. */
    async function join(prefix: string, options: Partial<SchedulesOptions> = {}) {
      const own = await openLedger(config);
      const queue = await openWorkQueue({ ...config, queuePrefix: prefix }, own);
      const told: string[] = [];
      const warned: string[] = [];
      const started: string[] = [];
      const log = pino({ level: 'warn' }, { write: (line: string) => void warned.push(line) });
      const schedules = new Schedules({
        ...{ db: own.db, queue: queue.schedules, log, knows: () => true },
        startCrawl: async (source) => started.push(source) > 0,
        tell: (sentence) => void told.push(sentence),
        ...options,
      });
      let left = false;
      const leave = async () => {
        if (left) return;
        left = true;
        await schedules.close();
        await queue.close();
        await own.close();
      };
      closing.push(leave);
      return { schedules, alarms: queue.schedules, told, warned, started, leave };
    }

    /** What the queue holds of schedules is gone, as after a Redis without a disk was restarted. */
    async function loseQueue(prefix: string): Promise<void> {
      const name = `${prefix}-schedule`;
      if (backend === 'postgres') {
        for (const table of ['job', 'scheduler', 'meta'])
          await ledger.pool.query(`delete from bullmq.${table} where queue = $1`, [name]);
        return;
      }
      const redis = new Redis(redisUrl!);
      const keys = await redis.keys(`bull:${name}:*`);
      expect(keys.length).toBeGreaterThan(0);
      await redis.del(keys);
      redis.disconnect();
    }

    /** As if it had been made a day ago. */
    const backdate = (source: string) =>
      db
        .updateTable('schedule')
        .set({ created_at: new Date(Date.now() - 24 * 3_600_000) })
        .where('source', '=', source)
        .execute();

    it('fires once for each due time, however many workers there are', async () => {
      await putSchedule(db, { source: 'a', cron: everySecond, tz: 'UTC' });
      const workers = [await join('each'), await join('each'), await join('each')];
      await Promise.all(workers.map(({ schedules }) => schedules.start()));
      const told = () => workers.flatMap((worker) => worker.told);
      await until(async () => {
        // Sweeps race with the alarms, as they do in workers, only more often.
        await Promise.all(workers.map(({ schedules }) => schedules.sweep()));
        return told().length >= 4;
      });
      await Promise.all(workers.map(({ leave }) => leave()));
      const due = told().map(dueIn);
      expect(new Set(due).size).toBe(due.length);
      expect(workers.flatMap(({ started }) => started)).toHaveLength(due.length);
    });

    it('rings by itself, without a sweep', async () => {
      await putSchedule(db, { source: 'a', cron: everySecond, tz: 'UTC' });
      const { schedules, told } = await join('rings');
      await schedules.start();
      await until(() => told.length >= 3);
      expect(told[0]).toMatch(/^\S+Z a was due at \S+ \(\* \* \* \* \* \*, UTC\): its crawl began\.$/);
    });

    it('makes up once for what was missed while nobody was there, and the queue was new', async () => {
      await putSchedule(db, { source: 'a', cron: hourly(), tz: 'UTC' });
      await backdate('a');
      const first = await join('missed');
      await first.schedules.start();
      expect(first.started).toEqual(['a']);
      await first.leave();
      const second = await join('missed');
      await second.schedules.start();
      await sleep(300);
      expect(second.started).toEqual([]);
    });

    it('makes up once for what was missed between two workers', async () => {
      await putSchedule(db, { source: 'a', cron: everySecond, tz: 'UTC' });
      const first = await join('between');
      await first.schedules.start();
      await until(() => first.told.length >= 1);
      await first.leave();
      await sleep(3_100);
      const second = await join('between');
      await second.schedules.start();
      await until(() => second.told.length >= 2);
      const [made, ...later] = second.told;
      expect(Date.parse(dueIn(made!)) - Date.parse(dueIn(first.told.at(-1)!))).toBeGreaterThanOrEqual(3_000);
      // It begins with the moment.
      expect(later.filter((sentence) => dueIn(sentence) <= made!.split(' ')[0]!)).toEqual([]);
    });

    it('counts nothing as missed from before a schedule was made or changed', async () => {
      await putSchedule(db, { source: 'a', cron: '0 0 1 1 *', tz: 'UTC' });
      await backdate('a');
      expect(await putSchedule(db, { source: 'a', cron: '0 0 1 1 *', tz: 'UTC' })).toBe('unchanged');
      expect(await putSchedule(db, { source: 'a', cron: hourly(), tz: 'UTC' })).toBe('changed');
      expect(await putSchedule(db, { source: 'b', cron: hourly(), tz: 'UTC' })).toBe('added');
      const { schedules, started } = await join('changed');
      await schedules.start();
      await sleep(300);
      expect(started).toEqual([]);
    });

    it('makes the queue equal to the ledger: added, changed, removed', async () => {
      const { schedules, alarms } = await join('equal');
      const listed = async () => (await alarms.list()).map(({ source, cron, tz }) => `${source} ${cron} ${tz}`).sort();
      await putSchedule(db, { source: 'a', cron: '0 3 * * *', tz: 'UTC' });
      await putSchedule(db, { source: 'b', cron: '0 4 * * *', tz: 'UTC' });
      await schedules.sweep();
      expect(await listed()).toEqual(['a 0 3 * * * UTC', 'b 0 4 * * * UTC']);
      await putSchedule(db, { source: 'a', cron: '0 3 * * *', tz: 'Asia/Shanghai' });
      expect(await removeSchedule(db, 'b')).toBe(true);
      expect(await removeSchedule(db, 'b')).toBe(false);
      await putSchedule(db, { source: 'c', cron: '0 5 * * *', tz: 'UTC' });
      await schedules.sweep();
      expect(await listed()).toEqual(['a 0 3 * * * Asia/Shanghai', 'c 0 5 * * * UTC']);
      const next = (await alarms.list()).find(({ source }) => source === 'a')!.next;
      expect(next.toISOString()).toMatch(/T19:00:00/);
    });

    it('leaves an alarm alone that is due and was not taken yet', async () => {
      await putSchedule(db, { source: 'a', cron: everySecond, tz: 'UTC' });
      const { schedules, alarms } = await join('alone');
      await schedules.sweep();
      const [before] = await alarms.list();
      await until(() => before!.next.getTime() < Date.now() - 100);
      await schedules.sweep();
      expect(await alarms.list()).toEqual([before]);
    });

    it('goes on when the queue has lost everything', async () => {
      await putSchedule(db, { source: 'a', cron: everySecond, tz: 'UTC' });
      const { schedules, alarms, told } = await join('lost');
      await schedules.start();
      await until(() => told.length >= 1);
      await until(async () => {
        await loseQueue('lost').catch(() => {});
        return (await alarms.list()).length === 0;
      });
      await schedules.sweep();
      expect(await alarms.list()).toHaveLength(1);
      const before = told.length;
      await until(() => told.length >= before + 2);
    });

    it('leaves a due time out where the last crawl is still under way', async () => {
      await putSchedule(db, { source: 'a', cron: hourly(), tz: 'UTC' });
      await backdate('a');
      const { schedules, told } = await join('open', { startCrawl: async () => false });
      await schedules.sweep();
      await schedules.sweep();
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/still under way, so this one is left out/);
    });

    it('leaves a due time to the next one where the crawl could not begin', async () => {
      await putSchedule(db, { source: 'a', cron: hourly(), tz: 'UTC' });
      await backdate('a');
      const failing = await join('fails', { startCrawl: () => Promise.reject(new Error('no luck')) });
      await failing.schedules.sweep();
      expect(failing.warned.join()).toMatch(/scheduled crawl could not begin/);
      expect((await readSchedules(db))[0]!.lastFiredAt).toBeNull();
      const { schedules, started } = await join('fails');
      await schedules.sweep();
      expect(started).toEqual(['a']);
    });

    it('warns once of a source that it does not know, and leaves it to a worker that does', async () => {
      await putSchedule(db, { source: 'gone', cron: hourly(), tz: 'UTC' });
      await putSchedule(db, { source: 'here', cron: hourly(), tz: 'UTC' });
      await backdate('gone');
      await backdate('here');
      const ignorant = await join('unknown', { knows: (source) => source === 'here' });
      await ignorant.schedules.start();
      await ignorant.schedules.sweep();
      expect(ignorant.started).toEqual(['here']);
      expect(ignorant.warned).toHaveLength(1);
      expect(ignorant.warned[0]).toMatch(/gone is due, but this worker does not know the source/);
      const knowing = await join('unknown');
      await knowing.schedules.start();
      expect(knowing.started).toEqual(['gone']);
    });

    it('goes on past a row that cannot be read', async () => {
      await db.insertInto('schedule').values({ source: 'a', cron: 'at tea time', tz: 'UTC' }).execute();
      await putSchedule(db, { source: 'b', cron: hourly(), tz: 'UTC' });
      await backdate('b');
      const { schedules, started, warned, alarms } = await join('unread');
      await schedules.sweep();
      expect(started).toEqual(['b']);
      expect(warned.join()).toMatch(/The schedule of a cannot be read/);
      expect((await alarms.list()).map(({ source }) => source)).toEqual(['b']);
    });
  });
}
