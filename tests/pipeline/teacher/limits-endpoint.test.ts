import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { RetryLaterError, StopRunError } from '../../../pipeline/errors.ts';
import { freePort } from '../../../pipeline/ledger/embedded/free-port.ts';
import { readEndpoint, readEndpoints } from '../../../pipeline/ledger/endpoint-limits.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { Endpoint } from '../../../pipeline/teacher/openai/endpoint.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';

const loopback = await startLoopbackEndpoint();
afterAll(() => loopback.close());
const { ledger, config } = await createLedger();
const others = await openLedger(config);
afterAll(() => others.close());
let number = 0;
let model = '';
const lines: string[] = [];
const log = { warn: (line: string) => void lines.push(line) };

/** An endpoint as one worker has it; of a ledger connection of its own where it is another's. */
function endpointOf(overrides: Partial<Config> = {}, db = ledger.db, stop = new AbortController().signal): Endpoint {
  const settings = { openaiBaseUrl: loopback.baseUrl, model, callTimeoutSeconds: 60, ...overrides };
  return new Endpoint(loadConfig(settings, {}), stop, { db, log });
}

const ask = (endpoint: Endpoint, content = 'Well?') =>
  endpoint.ask({
    messages: [{ role: 'user', content }],
    ...{ schemaName: 'answer', schema: { type: 'object' }, maxOutputTokens: 1000 },
  });
const errorOf = (endpoint: Endpoint) =>
  ask(endpoint).then(
    () => null,
    (error: unknown) => error as Error,
  );
const answers = (headers: Record<string, string> = {}) => ({ content: '{}', headers });
const stateOf = (of = model, endpoint = loopback.baseUrl) => readEndpoint(others.db, { endpoint, model: of });

beforeEach(() => {
  model = `model-${++number}`;
  lines.length = 0;
  loopback.answer(() => answers());
  loopback.requests.length = 0;
});

async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function end(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const complete = (content = '{}') =>
  JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] });

describe('a limit that the endpoint states', () => {
  it('holds all workers for what Retry-After asks', async () => {
    const [mine, theirs] = [endpointOf(), endpointOf({}, others.db)];
    await ask(theirs);
    loopback.answer(() => ({ status: 429, headers: { 'retry-after': '2' } }));
    const error = await errorOf(mine);
    expect(error).toMatchObject({ name: 'RetryLaterError', notItsFault: true });
    expect((error as RetryLaterError).retryAfterMs).toBeGreaterThan(1000);
    expect((await stateOf()).heldMs).toBeGreaterThan(0);
    loopback.answer(() => answers());
    const held = loopback.requests.length;
    // What another worker learned binds within a second.
    await new Promise((resolve) => setTimeout(resolve, 1050));
    const waiting = Promise.all([ask(mine), ask(theirs)]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(loopback.requests).toHaveLength(held);
    await waiting;
    expect(loopback.requests).toHaveLength(held + 2);
  });

  it('holds where the headers say that nothing is left, before anyone is turned away', async () => {
    const spent = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '700ms' };
    loopback.answer(() => answers(spent));
    const endpoint = endpointOf();
    await ask(endpoint);
    const heldMs = (await stateOf()).heldMs;
    expect(heldMs).toBeGreaterThan(0);
    expect(heldMs).toBeLessThanOrEqual(700);
    const began = performance.now();
    await ask(endpoint);
    expect(performance.now() - began).toBeGreaterThan(heldMs - 50);
  });

  it('is kept by the reset of what ran out, where a 429 says no more', async () => {
    const headers = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' };
    loopback.answer(() => ({ status: 429, headers }));
    expect(await errorOf(endpointOf())).toMatchObject({ retryAfterMs: 360_000 });
    expect(await readEndpoints(ledger.db)).toContainEqual(
      expect.objectContaining({ model, pausedSince: null, heldUntil: expect.any(String) }),
    );
    expect(lines).toEqual([expect.stringContaining('lets us wait for 360 s')]);
  });

  it('is backed off from ever longer, where a 429 says nothing at all', async () => {
    loopback.answer(() => ({ status: 429 }));
    const endpoint = endpointOf();
    const first = (await errorOf(endpoint)) as RetryLaterError;
    expect(first.retryAfterMs).toBe(1000);
    expect(((await errorOf(endpoint)) as RetryLaterError).retryAfterMs).toBe(2000);
  });
});

describe('an endpoint that does not answer', () => {
  it('is paused, tried by one call, and gone on with; no record is held to account for it', async () => {
    const calls: number[] = [];
    const server = () =>
      createServer((_, response) => {
        calls.push(1);
        response.writeHead(200, { 'content-type': 'application/json' }).end(complete());
      });
    let up = server();
    const openaiBaseUrl = await listen(up);
    const port = Number(new URL(openaiBaseUrl).port);
    const [mine, theirs] = [endpointOf({ openaiBaseUrl }), endpointOf({ openaiBaseUrl }, others.db)];
    await ask(mine);
    await end(up);
    const errors = await Promise.all(Array.from({ length: 12 }, () => errorOf(mine)));
    for (const error of errors) expect(error).toMatchObject({ name: 'RetryLaterError', notItsFault: true });
    expect(await stateOf(model, openaiBaseUrl)).toMatchObject({ lastError: expect.stringContaining('ECONNREFUSED') });
    expect(lines).toEqual([expect.stringMatching(/does not answer .*ECONNREFUSED.* Calls are paused/)]);
    const [shown] = (await readEndpoints(ledger.db)).filter((row) => row.model === model);
    expect(shown).toMatchObject({
      endpoint: openaiBaseUrl,
      pausedSince: expect.any(String),
      tryAt: expect.any(String),
    });

    // The other worker sends nothing either; once it is up, one call of all of them tries it, then all go on.
    up = server();
    await listen(up, port);
    calls.length = 0;
    const waiting = [...Array.from({ length: 10 }, () => ask(theirs)), ask(mine)];
    await Promise.all(waiting);
    expect(calls).toHaveLength(11);
    expect((await stateOf(model, openaiBaseUrl)).pausedForMs).toBeNull();
    expect(lines.at(-1)).toMatch(/answers again/);
    await end(up);
  });

  it('is tried by one call only while it is paused', async () => {
    loopback.answer(() => ({ status: 503 }));
    const endpoint = endpointOf();
    await Promise.all(Array.from({ length: 12 }, () => errorOf(endpoint)));
    expect((await stateOf()).pausedForMs).not.toBeNull();
    const sent = loopback.requests.length;
    let release = () => {};
    loopback.answer(
      () => new Promise((resolve) => (release = () => resolve(answers()))) as Promise<ReturnType<typeof answers>>,
    );
    const waiting = Array.from({ length: 10 }, () => ask(endpoint));
    while (loopback.requests.length === sent) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(loopback.requests).toHaveLength(sent + 1);
    loopback.answer(() => answers());
    release();
    await Promise.all(waiting);
    expect(loopback.requests).toHaveLength(sent + 10);
  });

  it('holds a request to account that fails while others are answered', async () => {
    loopback.answer(async (request) => {
      const isBad = request.messages[0]?.content === 'bad';
      await new Promise((resolve) => setTimeout(resolve, isBad ? 200 : 20));
      return isBad ? { status: 500 } : answers();
    });
    const endpoint = endpointOf();
    const bad = ask(endpoint, 'bad').catch((error: unknown) => error);
    await ask(endpoint);
    expect(await bad).toMatchObject({ name: 'RetryLaterError', notItsFault: false });
  });

  it('stops the run where it never answered', async () => {
    const endpoint = endpointOf({ openaiBaseUrl: `http://127.0.0.1:${await freePort(null)}/v1` });
    let error: Error | null = null;
    for (let call = 0; call < 20 && !(error instanceof StopRunError); call++) error = await errorOf(endpoint);
    expect(error).toBeInstanceOf(StopRunError);
    expect(error?.message).toMatch(/cannot be reached: .*ECONNREFUSED.*Start it or correct OPENAI_BASE_URL/);
  }, 90_000);

  it('lets waiting calls go where the run stops', async () => {
    loopback.answer(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    const stop = new AbortController();
    const endpoint = endpointOf({}, ledger.db, stop.signal);
    await errorOf(endpoint);
    const waiting = errorOf(endpoint);
    stop.abort();
    expect(await waiting).toBeInstanceOf(StopRunError);
  });
});

it('gives up on a body that stalls, by the deadline of the call', async () => {
  const server = createServer(
    (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'),
  );
  const endpoint = endpointOf({ openaiBaseUrl: await listen(server), callTimeoutSeconds: 1 });
  const error = await errorOf(endpoint);
  expect(error).toBeInstanceOf(RetryLaterError);
  expect(error?.message).toContain('in time');
  await end(server);
});

describe('fallback models', () => {
  const asked = () => loopback.requests.map((request) => request.model);

  it('answer where the model is not there, once found out, and say who answered', async () => {
    const [second, third] = [`${model}-b`, `${model}-c`];
    loopback.answer((request) =>
      request.model === third ? answers() : { status: request.model === model ? 404 : 410 },
    );
    const endpoint = endpointOf({ fallbackModels: [second, third] });
    expect(await ask(endpoint)).toMatchObject({ model: third, text: '{}' });
    expect(asked()).toEqual([model, second, third]);
    await ask(endpoint);
    expect(asked()).toEqual([model, second, third, third]);
    expect(lines).toHaveLength(2);
  });

  it('answer while the model is paused; it is asked again once it is well', async () => {
    const spare = `${model}-spare`;
    let isDown = true;
    loopback.answer((request) => (isDown && request.model === model ? { status: 503 } : answers()));
    const endpoint = endpointOf({ fallbackModels: [spare] });
    // Those before it was found out go back; the one that finds out is answered, and so are all after it.
    const outcomes: (string | undefined)[] = [];
    for (let call = 0; call < 12; call++)
      outcomes.push(
        await ask(endpoint).then(
          (answer) => answer.model,
          () => undefined,
        ),
      );
    expect(outcomes).toEqual([...Array(7).fill(undefined), ...Array(5).fill(spare)]);
    isDown = false;
    await expect.poll(async () => (await ask(endpoint)).model, { timeout: 20_000, interval: 200 }).toBe(model);
  });

  it('do not hide that there is none left', async () => {
    loopback.answer(() => ({ status: 404 }));
    const error = await errorOf(endpointOf({ fallbackModels: ['spare'] }));
    expect(error).toBeInstanceOf(StopRunError);
    expect(error?.message).toContain(`knows no model "${model}" nor "spare"`);
  });
});

it('asks the ledger nothing for each call, where nothing is limited and nothing is wrong', async () => {
  const endpoint = endpointOf({ callConcurrency: 64 });
  await ask(endpoint);
  let asked = 0;
  ledger.pool.on('acquire', () => asked++);
  await Promise.all(Array.from({ length: 300 }, () => ask(endpoint)));
  // Once a second it looks what the others know.
  expect(asked).toBeLessThan(30);
});
