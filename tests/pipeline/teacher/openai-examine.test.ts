import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { readEndpointTraits } from '../../../pipeline/ledger/endpoints.ts';
import { closestNames } from '../../../pipeline/teacher/openai/examine/closest-names.ts';
import { examineEndpoint } from '../../../pipeline/teacher/openai/examine/examine-endpoint.ts';
import { diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';

const server = await startLoopbackEndpoint();
afterAll(() => server.close());
const { ledger } = await createLedger();

const examine = async (overrides: Partial<Config> = {}) => {
  const config = loadConfig({ openaiBaseUrl: server.baseUrl, model: 'loopback-7b', ...overrides }, {});
  const findings = await examineEndpoint(config, ledger.db);
  return {
    findings,
    of: (what: string) => findings.find((finding) => finding.what === what),
    isUsable: findings.every(({ ok }) => ok),
  };
};

beforeEach(() => {
  server.answer(diligent);
  server.requests.length = 0;
  server.models.splice(0, server.models.length, { id: 'loopback-7b', owned_by: 'vllm', max_model_len: 32768 });
});

describe('an endpoint that one can work with', () => {
  it('is described after at most six calls, and its ways are remembered', async () => {
    const { of, isUsable } = await examine();
    expect(isUsable).toBe(true);
    expect(of('endpoint')?.found).toContain('vLLM');
    expect(of('structured output')).toMatchObject({ value: { mode: 'json-schema' } });
    expect(of('context length')).toMatchObject({ value: 32768 });
    expect(of('usage')?.found).toBe('prompt, completion tokens; not reported: cached, reasoning');
    expect(of('speed')?.found).toMatch(/select .* generate .* tokens a second/);
    expect(of('sample selection')?.found).toMatch(/20 tasks/);
    expect(server.requests.length).toBeLessThanOrEqual(6);
    const traits = await readEndpointTraits(ledger.db, { endpoint: server.baseUrl, model: 'loopback-7b' });
    expect(traits).toMatchObject({ mode: 'json-schema', server: 'vllm', contextLength: 32768 });
  });

  it('that takes a schema and ignores it is told from one that holds to it', async () => {
    server.answer((asked) =>
      asked.response_format ? { content: 'A firewall lets through what it should.' } : { content: 'Prose.' },
    );
    const { of } = await examine();
    expect(of('structured output')).toMatchObject({ ok: true, warning: true, value: { mode: 'text' } });
  });

  it('that has not the model in its list is asked all the same, and close names are given', async () => {
    server.models.splice(0, 1, { id: 'loopback-70b' }, { id: 'other' });
    const { of, isUsable } = await examine();
    expect(of('model')).toMatchObject({ warning: true, found: expect.stringContaining('Did you mean loopback-70b?') });
    expect(of('context length')).toMatchObject({ warning: true, found: expect.stringContaining('unknown') });
    expect(isUsable).toBe(true);
  });

  it('whose context is short is warned about', async () => {
    server.models.splice(0, 1, { id: 'loopback-7b', owned_by: 'llamacpp', meta: { n_ctx: 4096 } });
    expect((await examine()).of('context length')?.found).toMatch(/4096 tokens.*--ctx-size/);
  });
});

describe('an endpoint that one cannot work with', () => {
  const port = new URL(server.baseUrl).port;

  it.each([
    ['where nothing listens', 'http://127.0.0.1:59999/v1', /nothing listens.*TCP.*Start the server/],
    ['whose host does not exist', 'http://no-such-host.invalid/v1', /no host is called no-such-host\.invalid.*DNS/],
    ['that speaks no TLS', `https://127.0.0.1:${port}/v1`, /speaks no TLS.*http:\/\//],
  ])('%s is told apart', async (_, openaiBaseUrl, found) => {
    const { findings } = await examine({ openaiBaseUrl });
    expect(findings).toEqual([{ what: 'endpoint', ok: false, found: expect.stringMatching(found) }]);
  });

  it.each<[string, string, (path: string) => [status: number, body: string], RegExp]>([
    ['that refuses the key', '/v1', () => [401, '{}'], /refuses the key \(HTTP 401\).*OPENAI_API_KEY/],
    ['that is loading', '/v1', () => [503, '{}'], /not well \(HTTP 503\)/],
    [
      'whose address lacks its /v1',
      '',
      (path) => (path.startsWith('/v1/') ? [200, '{"data": []}'] : [404, '{}']),
      /has to end in \/v1/,
    ],
    ['that is some other site', '/v1', () => [200, '<html>Hello</html>'], /not as an OpenAI-compatible endpoint/],
  ])('%s is told apart', async (_, base, answer, found) => {
    const site = createServer((request, response) => {
      const [status, body] = answer(request.url ?? '');
      response.writeHead(status, { 'content-type': 'text/html' }).end(body);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const { findings } = await examine({
      openaiBaseUrl: `http://127.0.0.1:${(site.address() as AddressInfo).port}${base}`,
    });
    site.closeAllConnections();
    site.close();
    expect(findings).toEqual([{ what: 'endpoint', ok: false, found: expect.stringMatching(found) }]);
  });

  it('because it knows no such model says which it might have been', async () => {
    server.answer(() => ({ status: 404, body: { error: { message: 'no', code: 'model_not_found' } } }));
    const { of, isUsable } = await examine({ model: 'loopback-7' });
    expect(of('chat completions')?.found).toMatch(/no model "loopback-7".*Did you mean loopback-7b\?/);
    expect(isUsable).toBe(false);
  });

  it('because its answers do not pass says which check refused them', async () => {
    server.answer((asked) => {
      const { content } = diligent(asked) as { content: string };
      return { content: content.replace('"blocks":[0]', '"blocks":[77]') };
    });
    const { of, isUsable } = await examine();
    expect(of('sample answer')).toMatchObject({ ok: false, found: expect.stringMatching(/0 of 2 .*unknown-block/) });
    expect(isUsable).toBe(false);
  });

  it('because its selection cannot be read says so', async () => {
    server.answer((asked) =>
      asked.response_format?.json_schema?.name === 'selection' ? { content: '{"tasks": 7}' } : diligent(asked),
    );
    expect((await examine()).of('sample selection')).toMatchObject({
      ok: false,
      found: expect.stringContaining('shape'),
    });
  });
});

it('names are close where a letter or a part of them differs', () => {
  const names = ['llama3.1:8b', 'llama3.1:70b', 'qwen3:8b', 'mistral'];
  expect(closestNames('llama3.1', names)).toEqual(['llama3.1:8b', 'llama3.1:70b']);
  expect(closestNames('qwen3:8', names)[0]).toBe('qwen3:8b');
  expect(closestNames('gpt-4o-mini', names)).toEqual([]);
});
