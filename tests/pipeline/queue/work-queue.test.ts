import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { RetryLaterError, SetupError } from '../../../pipeline/errors.ts';
import type { JobKey } from '../../../pipeline/ledger/work.ts';
import { openWorkQueue, type WorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';

const job = (groupId: string): JobKey => ({ stage: 'clean', groupId, model: '' });
const lane = { stage: 'clean' as const, model: '' };

async function until(condition: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await sleep(20);
  }
}

// One contract, both backends.
for (const backend of ['postgres', 'redis'] as const) {
  const redisUrl = inject('redisUrl');
  describe.skipIf(backend === 'redis' && redisUrl === null)(`the queue on ${backend}`, async () => {
    const { ledger, config } = await createLedger(backend === 'redis' && redisUrl ? { redisUrl } : {});
    let queue: WorkQueue;
    const open = async (prefix: string) => {
      queue = await openWorkQueue({ ...config, queuePrefix: prefix }, ledger);
      expect(queue.backend).toBe(backend);
    };
    afterEach(() => queue.close());

    it('runs every job once, however often it is added', async () => {
      await open('once');
      const seen: string[] = [];
      await queue.add([job('a'), job('b')]);
      await queue.add([job('a'), job('b'), job('c')]);
      expect(await queue.size(lane)).toBe(3);
      await queue.consume(lane, 4, async ({ groupId }) => void seen.push(groupId));
      await until(() => seen.length >= 3);
      await sleep(200);
      expect(seen.sort()).toEqual(['a', 'b', 'c']);
    });

    it('takes a job again that was added after it had ended', async () => {
      await open('again');
      let runs = 0;
      await queue.consume(lane, 1, async () => void runs++);
      await queue.add([job('a')]);
      await until(() => runs === 1);
      await until(async () => (await queue.size(lane)) === 0);
      await queue.add([job('a')]);
      await until(() => runs === 2);
    });

    it('hands a job back after the wait that an error asks for', async () => {
      await open('retry');
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

    it('keeps the work of two models apart', async () => {
      await open('models');
      const seen: string[] = [];
      const of = (model: string): JobKey => ({ stage: 'generate', groupId: 'd', model });
      await queue.add([of('one:7b'), of('two')]);
      await queue.consume({ stage: 'generate', model: 'one:7b' }, 1, async ({ model }) => void seen.push(model));
      await until(() => seen.length === 1);
      await sleep(200);
      expect(seen).toEqual(['one:7b']);
      expect(await queue.size({ stage: 'generate', model: 'two' })).toBe(1);
    });

    it('is empty after clearing, jobs under way included', async () => {
      await open('clear');
      const consumer = await queue.consume(lane, 1, () => sleep(60_000));
      await queue.add([job('a'), job('b')]);
      await until(async () => (await queue.size(lane)) === 2);
      await sleep(200);
      await consumer.close(true);
      await queue.clear([lane]);
      expect(await queue.size(lane)).toBe(0);
      const seen: string[] = [];
      await queue.add([job('a')]);
      await queue.consume(lane, 1, async ({ groupId }) => void seen.push(groupId));
      await until(() => seen.length === 1);
    });
  });
}

it('says what to do where Redis cannot be reached', async () => {
  const { ledger } = await createLedger();
  const config = loadConfig({ redisUrl: 'redis://127.0.0.1:1' }, {});
  await expect(openWorkQueue(config, ledger)).rejects.toThrow(SetupError);
  await expect(openWorkQueue(config, ledger)).rejects.toThrow(/Cannot reach the Redis of REDIS_URL/);
});
