import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { FailRecordError, RetryLaterError } from '../../../pipeline/errors.ts';
import { readEndpoint } from '../../../pipeline/ledger/endpoint-limits.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { Endpoint } from '../../../pipeline/teacher/openai/endpoint.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';

const loopback = await startLoopbackEndpoint();
afterAll(() => loopback.close());
const { ledger, config } = await createLedger();

function endpointOf(model: string): Endpoint {
  const settings = loadConfig({ openaiBaseUrl: loopback.baseUrl, model, callTimeoutSeconds: 60 }, {});
  return new Endpoint(settings, new AbortController().signal, { db: ledger.db, log: { warn() {} } });
}

const ask = (endpoint: Endpoint) =>
  endpoint.ask({
    messages: [{ role: 'user', content: 'Well?' }],
    ...{ schemaName: 'answer', schema: { type: 'object' }, maxOutputTokens: 1000 },
  });
const errorOf = (endpoint: Endpoint) => ask(endpoint).then(null, (error: unknown) => error as RetryLaterError);
const pausedFor = async (model: string) =>
  (await readEndpoint(ledger.db, { endpoint: loopback.baseUrl, model })).pausedForMs;

it('holds answers without a choice against the question, where the endpoint has answered others', async () => {
  const endpoint = endpointOf('well');
  loopback.answer(() => ({ content: '{}' }));
  await ask(endpoint);
  loopback.answer(() => ({ status: 200, body: { choices: [] } }));
  for (let times = 0; times < 20; times++) {
    const error = await errorOf(endpoint);
    expect(error).toBeInstanceOf(RetryLaterError);
    expect(error).toHaveProperty('notItsFault', false);
  }
  expect(await pausedFor('well')).toBeNull();
});

it('pauses an endpoint that has never answered with anything else', async () => {
  const endpoint = endpointOf('portal');
  loopback.answer(() => ({ status: 200, body: { choices: [] } }));
  for (let times = 0; times < 8; times++) expect(await errorOf(endpoint)).toBeInstanceOf(RetryLaterError);
  expect(await pausedFor('portal')).not.toBeNull();
});

it('fails the record whose answer is longer than any may be, and reads no more of it', async () => {
  loopback.answer(() => ({ content: 'x'.repeat(5 * 1024 * 1024) }));
  expect(await errorOf(endpointOf('long'))).toBeInstanceOf(FailRecordError);
});

it('has no more calls under way or unstored than it has slots', async () => {
  const completions = new Completions(ledger.db, await beginRun(ledger.db, 'test', config), undefined, 3);
  let asked = 0;
  let most = 0;
  const call = async () => {
    const sent = ++asked;
    const { rows } = await ledger.pool.query<{ stored: number }>('select count(*) as stored from completion');
    most = Math.max(most, sent - rows[0]!.stored);
    return { text: 'yes', reasoning: null, finishReason: 'stop', usage: null };
  };
  const get = (key: number) => completions.get({ model: 'm', purpose: 'generate', documentId: 'd', key }, call);
  await Promise.all(Array.from({ length: 12 }, (_, key) => get(key)));
  expect(asked).toBe(12);
  expect(most).toBeLessThanOrEqual(3);
});
