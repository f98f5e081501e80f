import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, inject, it } from 'vitest';
import { openTracing } from '../../../pipeline/queue/tracing.ts';
import { openWorkQueue } from '../../../pipeline/queue/work-queue.ts';
import { createLedger } from '../../test-database.ts';

interface Traces {
  resourceSpans: { resource: object; scopeSpans: { spans: { name: string; traceId: string; kind: number }[] }[] }[];
}

const received: { path: string; traces: Traces }[] = [];
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  received.push({ path: request.url!, traces: JSON.parse(Buffer.concat(chunks).toString()) });
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  collector.close();
});

it('is off unless an endpoint is set', async () => {
  expect(await openTracing({})).toBeNull();
});

const redisUrl = inject('redisUrl');
for (const backend of ['postgres', 'redis'] as const)
  it.skipIf(backend === 'redis' && redisUrl === null)(
    `sends a trace of a job from its being added to its end, on ${backend}`,
    async () => {
      received.length = 0;
      const { ledger, config } = await createLedger(backend === 'redis' ? { redisUrl, queuePrefix: 'traced' } : {});
      process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
      const queue = await openWorkQueue(config, ledger);
      const done = new Promise<void>((resolve) => {
        void queue.consume({ stage: 'clean', model: '' }, 1, async () => resolve());
      });
      await queue.add([{ stage: 'clean', groupId: 'page_1', model: '' }]);
      await done;
      await new Promise((resolve) => setTimeout(resolve, 500));
      await queue.close();
      expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
      const resources = JSON.stringify(
        received.map(({ traces }) => traces.resourceSpans.map(({ resource }) => resource)),
      );
      expect(resources).toContain('"sevenllm"');
      const spans = received.flatMap(({ traces }) =>
        traces.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((of) => of.spans)),
      );
      const processed = spans.find(({ name }) => /^process/.test(name));
      expect(processed, spans.map(({ name }) => name).join()).toBeDefined();
      const added = spans.filter(({ name, traceId }) => /add/i.test(name) && traceId === processed!.traceId);
      expect(added.length).toBeGreaterThan(0);
    },
  );
