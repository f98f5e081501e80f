import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { idOf } from '../../../pipeline/hash.ts';
import type { LedgerDatabase } from '../../../pipeline/ledger/ledger.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { enterWork, pendingJobs } from '../../../pipeline/ledger/work.ts';
import { Feeder } from '../../../pipeline/queue/feeder.ts';
import { openWorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';
import { job, lane, until } from './both-backends.ts';

const most = 20;
const redisUrl = inject('redisUrl');

for (const backend of ['postgres', 'redis'] as const)
  describe.skipIf(backend === 'redis' && redisUrl === null)(
    `the queue on ${backend}, fed from the ledger`,
    async () => {
      const { ledger, config } = await createLedger(backend === 'redis' ? { redisUrl } : {});
      const { db } = ledger;
      const enter = (name: string, count: number) => enterPages(db, config, name, count);
      const open = async (prefix: string) => {
        const queue = await openWorkQueue({ ...config, queuePrefix: `${prefix}_${process.pid}` }, ledger, { most });
        afterAll(() => queue.close());
        const feeder = new Feeder(queue, (of, limit, after) =>
          pendingJobs(db, { ...of, sources: [], unlessAwaiting: true }, limit, after),
        );
        return { queue, feeder };
      };

      it('holds no more jobs than its mark, and every one of a larger backlog is done once', async () => {
        const pages = await enter('backlog', 10 * most);
        const { queue, feeder } = await open('backlog');
        const seen: string[] = [];
        const sizes: number[] = [];
        await queue.consume(lane, 4, async ({ groupId }) => {
          seen.push(groupId);
          await settle(db, groupId);
        });
        await until(async () => {
          await feeder.feed([lane]);
          sizes.push(await queue.size(lane));
          return seen.length >= pages.length;
        });
        expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
        expect(seen.toSorted()).toEqual(pages);
      });

      it('takes no job beyond its mark from whoever settles', async () => {
        const { queue } = await open('beyond');
        await queue.add(Array.from({ length: most - 5 }, (_, number) => job(`first-${number}`)));
        await queue.add(Array.from({ length: most }, (_, number) => job(`then-${number}`)));
        await queue.add([job('last')]);
        expect(await queue.size(lane)).toBe(most);
      });

      it('is filled anew where it lost everything', async () => {
        const pages = await enter('lost', 5);
        const { queue, feeder } = await open('lost');
        await feeder.feed([lane]);
        expect(await queue.size(lane)).toBe(pages.length);
        await queue.clear([lane]);
        await until(async () => {
          await feeder.feed([lane]);
          return (await queue.size(lane)) === pages.length;
        });
        for (const page of pages) await settle(db, page);
      });

      it('finds what was entered behind what it has read, once its lane runs dry', async () => {
        await enter('later', 3 * most);
        const { queue, feeder } = await open('behind');
        const seen: string[] = [];
        await feeder.feed([lane]);
        const [early] = await enter('early', 1);
        await queue.consume(lane, 4, async ({ groupId }) => {
          seen.push(groupId);
          await settle(db, groupId);
        });
        await until(async () => {
          await feeder.feed([lane]);
          return seen.length > 3 * most;
        });
        expect(seen.filter((id) => id === early)).toHaveLength(1);
      });
    },
  );

/** Pages that wait for `clean`, by ids that begin with a name; returned in order. */
async function enterPages(db: LedgerDatabase, config: Config, name: string, count: number): Promise<string[]> {
  const runId = await beginRun(db, 'test', config);
  const ids = Array.from({ length: count }, (_, number) => `${name}_${idOf('page', name, String(number))}`);
  const work = ids.map((id) => ({ stage: 'clean' as const, recordId: id, groupId: id, model: '' }));
  await db.transaction().execute((transaction) => enterWork(transaction, work, runId));
  return ids.toSorted();
}

async function settle(db: LedgerDatabase, id: string): Promise<void> {
  await db.updateTable('work').set({ state: 'kept' }).where('record_id', '=', id).execute();
}
