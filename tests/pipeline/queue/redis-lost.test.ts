import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { StopRunError } from '../../../pipeline/errors.ts';
import { openWorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { atEnd } from '../../at-end.ts';
import { temporaryFolder } from '../../end-to-end/corpus.ts';
import { startOwnRedis } from '../../end-to-end/own-redis.ts';
import { createLedger } from '../../test-database.ts';
import { job, lane, until } from './both-backends.ts';

const redis = inject('redisUrl') === null ? null : await startOwnRedis(await temporaryFolder());

it.skipIf(redis === null)(
  'a queue outlives a Redis that is killed and replaced by an empty one',
  async () => {
    const { ledger } = await createLedger();
    const queue = await openWorkQueue(loadConfig({ redisUrl: redis!.url }, {}), ledger);
    atEnd(() => queue.close());
    const jobs = Array.from({ length: 500 }, (_, number) => job(`job-${number}`));
    for (let round = 0; round < 4; round++) {
      let ending = false;
      // Whoever adds is in the middle of it, and waits.
      const adding = (async () => {
        while (!ending) await queue.add(jobs);
      })();
      await sleep(150);
      await redis!.kill();
      await sleep(300);
      await redis!.replace();
      ending = true;
      await adding;
    }
    await queue.add(jobs);
    expect(await queue.size(lane)).toBe(500);
    const seen = new Set<string>();
    const consumer = await queue.consume(lane, 8, async ({ groupId }) => void seen.add(groupId));
    await until(() => seen.size === 500);

    // A consumer whose connection is just being made again leaves all the same.
    await redis!.kill();
    await sleep(1_000);
    await redis!.replace();
    expect(await Promise.race([consumer.close().then(() => 'left'), sleep(20_000, 'hangs')])).toBe('left');
  },
  90_000,
);

it.skipIf(redis === null)(
  'a queue says what to do where Redis stays away',
  async () => {
    const { ledger } = await createLedger();
    const queue = await openWorkQueue(loadConfig({ redisUrl: redis!.url }, {}), ledger);
    await redis!.kill();
    const added = queue.add([job('a')]);
    await expect(added).rejects.toThrow(StopRunError);
    await expect(added).rejects.toThrow(/connection to Redis was lost .*Start it and run again/);
    await Promise.race([queue.close(), sleep(5_000)]);
  },
  90_000,
);
