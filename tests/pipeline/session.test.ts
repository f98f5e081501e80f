import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, inject, it } from 'vitest';
import { audit } from '../../pipeline/ledger/audit.ts';
import { runUntilSettled } from '../../pipeline/run.ts';
import { type Answerer, diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { until, workedLedger } from './metrics/worked-ledger.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
afterEach(() => endpoint.answer(diligent));

const redisUrl = inject('redisUrl');
for (const backend of ['postgres', 'redis'] as const)
  it.skipIf(backend === 'redis' && redisUrl === null)(
    `hands back, on ${backend}, what does not end within its time to stop, and another goes on with it at once`,
    async () => {
      const slow: Answerer = () => sleep(60_000, { status: 500 }, { ref: false });
      endpoint.answer(slow);
      const before = endpoint.requests.length;
      const queue = backend === 'redis' ? { redisUrl, queuePrefix: 'handback' } : {};
      const { open, db } = await workedLedger(endpoint.baseUrl, { ...queue, callTimeoutSeconds: 120, stopSeconds: 1 });
      const stopping = await open();
      const other = await open();
      await stopping.session.enqueueUnsettled();
      await stopping.session.work();
      await until(() => endpoint.requests.length >= before + 3);
      endpoint.answer(diligent);
      const began = performance.now();
      await stopping.session.close('ended');
      // Far from the deadline of its calls, and from the half minute after which a dead worker's jobs are taken over.
      expect(performance.now() - began).toBeLessThan(20_000);
      expect(await other.session.queued(['select'])).toBe(3);
      const resumed = performance.now();
      await other.session.work();
      await until(() => other.session.isSettled());
      expect(performance.now() - resumed).toBeLessThan(25_000);
      await other.session.close('ended');
      expect((await audit(db)).balanced).toBe(true);
    },
  );

it('stops with a word where a newer version migrates the ledger while it works', async () => {
  const { open, ledger, db } = await workedLedger(endpoint.baseUrl);
  const { session } = await open();
  await session.work();
  await ledger.pool.query("insert into kysely_migration values ('999-from-the-future', now()::text)");
  await until(() => session.stopped !== undefined);
  expect(session.stopped?.message).toMatch(/newer version .*999-from-the-future/);
  await session.close('failed');
  await expect(open()).rejects.toThrow(/newer version/);
  await ledger.pool.query("delete from kysely_migration where name = '999-from-the-future'");
  const again = await open();
  expect(await runUntilSettled(again.session, AbortSignal.timeout(50_000))).toBe('settled');
  await again.session.close('ended');
  expect((await audit(db)).balanced).toBe(true);
});
