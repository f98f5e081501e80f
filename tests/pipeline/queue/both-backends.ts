import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import type { JobKey } from '../../../pipeline/ledger/work.ts';
import { openWorkQueue, type WorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';

export const lane = { stage: 'clean' as const, model: '' };
export const job = (groupId: string): JobKey => ({ ...lane, groupId });

export interface Backend {
  name: 'postgres' | 'redis';
  /** What opens the ledger and the queue, with a prefix of a test's own. */
  configOf(prefix: string): Config;
  /** A queue with connections of its own, as another process would have; closed when the tests end. */
  open(prefix: string, options?: { most: number }): Promise<WorkQueue>;
}

/** The contract: the same tests on either backend, each with a ledger of its own; without redis-server the one is skipped. */
export function onBothBackends(what: string, tests: (backend: Backend) => void): void {
  const redisUrl = inject('redisUrl');
  for (const name of ['postgres', 'redis'] as const)
    describe.skipIf(name === 'redis' && redisUrl === null)(`${what} on ${name}`, async () => {
      const { config } = await createLedger(name === 'redis' && redisUrl ? { redisUrl } : {});
      const closing: (() => Promise<void>)[] = [];
      afterAll(async () => {
        for (const close of closing) await close();
      });
      // Redis is shared by all test files.
      const configOf = (prefix: string) => ({ ...config, queuePrefix: `${prefix}_${process.pid}` });
      tests({
        name,
        configOf,
        async open(prefix, options) {
          const ledger = await openLedger(config);
          const queue = await openWorkQueue(configOf(prefix), ledger, options);
          closing.push(async () => {
            await queue.close();
            await ledger.close();
          });
          expect(queue.backend).toBe(name);
          return queue;
        },
      });
    });
}

export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await sleep(20);
  }
}
