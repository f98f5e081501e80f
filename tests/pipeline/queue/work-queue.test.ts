import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { RetryLaterError, SetupError } from '../../../pipeline/errors.ts';
import type { JobKey } from '../../../pipeline/ledger/work.ts';
import { openWorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';
import { job, lane, onBothBackends, until } from './both-backends.ts';

onBothBackends('the queue', ({ open, configOf }) => {
  it('runs every job once, however often it is added', async () => {
    const queue = await open('once');
    const seen: string[] = [];
    await queue.add([job('a'), job('b')]);
    await queue.add([job('a'), job('b'), job('c')]);
    expect(await queue.size(lane)).toBe(3);
    await queue.consume(lane, 4, async ({ groupId }) => void seen.push(groupId));
    await until(() => seen.length >= 3);
    await sleep(200);
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
  });

  it('leaves a job alone that is under way or waits to be tried again, when it is added once more', async () => {
    const queue = await open('underway');
    let runs = 0;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    await queue.consume(lane, 4, async ({ groupId }) => {
      runs++;
      if (groupId === 'later') throw new RetryLaterError('later', { retryAfterMs: 60_000 });
      await ended;
    });
    await queue.add([job('now'), job('later')]);
    await until(() => runs === 2);
    await queue.add([job('now'), job('later')]);
    await sleep(500);
    expect([runs, await queue.size(lane)]).toEqual([2, 2]);
    end();
    await until(async () => (await queue.size(lane)) === 1);
  });

  it('takes a job again that was added after it had ended', async () => {
    const queue = await open('again');
    let runs = 0;
    await queue.consume(lane, 1, async () => void runs++);
    await queue.add([job('a')]);
    await until(() => runs === 1);
    await until(async () => (await queue.size(lane)) === 0);
    await queue.add([job('a')]);
    await until(() => runs === 2);
  });

  it('takes ids of any form: colons, numbers, other scripts, a long one, one of JSON', async () => {
    const queue = await open('ids');
    const ids = ['a:b:c', '42', '警报', `${'long'.repeat(100)}`, '{"id":"\\\\ \'x\'"}', 'spa ce'];
    const seen: string[] = [];
    await queue.add(ids.map(job));
    expect(await queue.size(lane)).toBe(ids.length);
    await queue.consume(lane, 4, async ({ groupId }) => void seen.push(groupId));
    await until(() => seen.length >= ids.length);
    expect(seen.sort()).toEqual(ids.sort());
  });

  it('hands a job back after the wait that an error asks for', async () => {
    const queue = await open('retry');
    const at: number[] = [];
    await queue.consume(lane, 1, async () => {
      at.push(Date.now());
      if (at.length === 1) throw new RetryLaterError('later', { retryAfterMs: 400 });
    });
    await queue.add([job('a')]);
    await until(() => at.length === 2);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(380);
    await until(async () => (await queue.size(lane)) === 0);
  });

  it('hands a job back after twice the time with each further error, and others go before it', async () => {
    const queue = await open('backoff');
    const at: number[] = [];
    const others: string[] = [];
    await queue.consume(lane, 1, async ({ groupId }) => {
      if (groupId !== 'bad') return void others.push(groupId);
      at.push(Date.now());
      if (at.length < 3) throw new Error('it says nothing of a wait, and \0 is what PostgreSQL does not take');
    });
    await queue.add([job('bad')]);
    await until(() => at.length === 1);
    await queue.add([job('a'), job('b')]);
    await until(() => others.length === 2);
    expect(at).toHaveLength(1);
    await until(() => at.length === 3);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(980);
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(1980);
    await until(async () => (await queue.size(lane)) === 0);
  });

  it('gives jobs out in the order in which they were added, no more at once than was asked for', async () => {
    const queue = await open('order');
    const names = Array.from({ length: 40 }, (_, number) => `job-${number}`);
    await queue.add(names.slice(0, 20).map(job));
    await queue.add(names.slice(20).map(job));
    const seen: string[] = [];
    let underWay = 0;
    let most = 0;
    const consumer = await queue.consume(lane, 3, async ({ groupId }) => {
      seen.push(groupId);
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay--;
    });
    await until(() => seen.length === 40);
    await consumer.close();
    expect(most).toBe(3);
    // Three at once may overtake each other, and no further.
    seen.forEach((name, place) => {
      expect(Math.abs(names.indexOf(name) - place), seen.join()).toBeLessThanOrEqual(3);
    });
  });

  it('gives out first, and in their order, what is added ahead, though the lane be full', async () => {
    const queue = await open('ahead', { most: 4 });
    const backlog = ['a', 'b', 'c', 'd', 'e', 'f'];
    await queue.add(backlog.map(job));
    expect(await queue.size(lane)).toBe(4);
    const rerun = ['r1', 'r2', 'r3', 'r4', 'r5'];
    await queue.add(rerun.map(job), { ahead: true });
    expect(await queue.size(lane)).toBe(8);
    // What is full stays full for all else.
    await queue.add(backlog.map(job));
    const seen: string[] = [];
    await queue.consume(lane, 1, async ({ groupId }) => void seen.push(groupId));
    await until(async () => (await queue.size(lane)) === 0);
    expect(seen).toEqual([...rerun.slice(0, 4), ...backlog.slice(0, 4)]);
  });

  it('keeps the work of two models apart', async () => {
    const queue = await open('models');
    const seen: string[] = [];
    const of = (model: string): JobKey => ({ stage: 'generate', groupId: 'd', model });
    await queue.add([of('one:7b'), of('two')]);
    await queue.consume({ stage: 'generate', model: 'one:7b' }, 1, async ({ model }) => void seen.push(model));
    await until(() => seen.length === 1);
    await sleep(200);
    expect(seen).toEqual(['one:7b']);
    expect(await queue.size({ stage: 'generate', model: 'two' })).toBe(1);
  });

  it('gives a job to one of several processes', async () => {
    const queues = await Promise.all([1, 2, 3, 4].map(() => open('shared')));
    const seen: string[] = [];
    const names = Array.from({ length: 200 }, (_, number) => `job-${number}`);
    for (const queue of queues) await queue.consume(lane, 8, async ({ groupId }) => void seen.push(groupId));
    await Promise.all(queues.map((queue) => queue.add(names.map(job))));
    await until(async () => seen.length >= 200 && (await queues[0]!.size(lane)) === 0);
    // What ended before the last of the four had added it was added anew, and is taken anew; but never twice at once.
    expect(new Set(seen)).toEqual(new Set(names));
  });

  it('waits on closing for what is under way, and leaves the rest to others', async () => {
    const queue = await open('closing');
    let ended = 0;
    let begun = 0;
    const consumer = await queue.consume(lane, 1, async () => {
      begun++;
      await sleep(300);
      ended++;
    });
    await queue.add([job('a'), job('b')]);
    await until(() => begun === 1);
    await consumer.close();
    expect([begun, ended]).toEqual([1, 1]);
    expect(await queue.size(lane)).toBe(1);
  });

  it('is empty after clearing, jobs under way and waiting to be tried again included', async () => {
    const queue = await open('clear');
    let begun = 0;
    const consumer = await queue.consume(lane, 2, async ({ groupId }) => {
      begun++;
      if (groupId === 'later') throw new RetryLaterError('later', { retryAfterMs: 60_000 });
      await sleep(60_000, undefined, { ref: false });
    });
    await queue.add([job('a'), job('later'), job('b'), job('c')]);
    await until(() => begun >= 3);
    await consumer.close(true);
    await queue.clear([lane]);
    expect(await queue.size(lane)).toBe(0);
    const seen: string[] = [];
    await queue.add([job('a')]);
    await queue.consume(lane, 1, async ({ groupId }) => void seen.push(groupId));
    await until(() => seen.length === 1);
  });

  it('gives out jobs though whoever was emptying it was killed on the way', async () => {
    const queue = await open('halfway');
    await queue.add([job('a')]);
    await pauseLane(configOf('halfway'));
    const seen: string[] = [];
    await queue.consume(lane, 1, async ({ groupId }) => void seen.push(groupId));
    await until(() => seen.length === 1);
  });
});

it('says what to do where Redis cannot be reached', async () => {
  const { ledger } = await createLedger();
  const config = loadConfig({ redisUrl: 'redis://127.0.0.1:1' }, {});
  await expect(openWorkQueue(config, ledger)).rejects.toThrow(SetupError);
  await expect(openWorkQueue(config, ledger)).rejects.toThrow(/Cannot reach the Redis of REDIS_URL/);
});

/** Pauses the lane as BullMQ's own `pause` does, which nobody will resume. */
async function pauseLane({ redisUrl, databaseUrl, queuePrefix }: Config): Promise<void> {
  const name = `${queuePrefix}-${lane.stage}`;
  if (redisUrl) {
    const redis = new Redis(redisUrl);
    await redis.hset(`bull:${name}:meta`, 'paused', 1);
    return redis.disconnect();
  }
  const client = new pg.Client({ connectionString: databaseUrl! });
  await client.connect();
  const { rowCount } = await client.query(
    `insert into bullmq.meta values ($1, 'paused', '1') on conflict (queue, field) do update set value = '1'`,
    [name],
  );
  expect(rowCount).toBe(1);
  await client.end();
}
