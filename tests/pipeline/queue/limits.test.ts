import { afterAll, expect, inject, it } from 'vitest';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { spacingMs } from '../../../pipeline/ledger/endpoint-limits.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { until, workedLedger } from '../metrics/worked-ledger.ts';

const requestsPerMinute = 240;
const sentAt: number[] = [];
const endpoint = await startLoopbackEndpoint((request) => {
  sentAt.push(performance.now());
  return diligent(request);
});
afterAll(() => endpoint.close());

// Limits are the ledger's, so that they hold whatever the queue loses: the same on both backends.
for (const backend of ['postgres', 'redis'] as const) {
  const redisUrl = inject('redisUrl');
  it.skipIf(backend === 'redis' && redisUrl === null)(
    `two workers on ${backend} keep one limit of requests a minute`,
    async () => {
      sentAt.length = 0;
      const queue = backend === 'redis' ? { redisUrl, queuePrefix: `limits_${process.pid}` } : {};
      const limits = { requestsPerMinute, understanding: 3, generation: 3 };
      const { open, db } = await workedLedger(endpoint.baseUrl, { ...queue, ...limits });
      const workers = [await open(), await open()];
      await workers[0]!.session.enqueueUnsettled();
      await Promise.all(workers.map(({ session }) => session.work()));
      await until(() => workers[0]!.session.isSettled());
      for (const { session } of workers) await session.close('ended');
      expect((await audit(db)).balanced).toBe(true);
      expect(sentAt.length).toBeGreaterThan(15);
      // A second that was missed may be made up for; a slow machine only makes it longer.
      const least = (sentAt.length - 1) * spacingMs(requestsPerMinute) - 1_000;
      expect(sentAt.at(-1)! - sentAt[0]!).toBeGreaterThan(least * 0.99);
    },
  );
}
