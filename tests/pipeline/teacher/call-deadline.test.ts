import { createHook } from 'node:async_hooks';
import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { Endpoint } from '../../../pipeline/teacher/openai/endpoint.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';

const loopback = await startLoopbackEndpoint(() => ({ content: '{}' }));
afterAll(() => loopback.close());

/** Timers that were set and are neither cleared nor gone off. */
const timers = new Set<number>();
const hook = createHook({
  init: (id, type) => void (type === 'Timeout' && timers.add(id)),
  destroy: (id) => void timers.delete(id),
}).enable();
afterAll(() => void hook.disable());

it('leaves nothing behind of the deadlines of calls that have ended', async () => {
  const config = loadConfig({ openaiBaseUrl: loopback.baseUrl, model: 'model', callTimeoutSeconds: 3600 }, {});
  const endpoint = new Endpoint(config, new AbortController().signal);
  const ask = () =>
    endpoint.ask({
      messages: [{ role: 'user', content: 'Well?' }],
      ...{ schemaName: 'answer', schema: { type: 'object' }, maxOutputTokens: 1000 },
    });
  const left = async (calls: number) => {
    for (let call = 0; call < calls; call++) await ask();
    // What is destroyed is told a turn later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return timers.size;
  };
  const first = await left(5);
  expect((await left(50)) - first).toBeLessThan(10);
});
