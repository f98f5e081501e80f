import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { FailRecordError, RetryLaterError } from '../../../pipeline/errors.ts';
import { readEndpointTraits } from '../../../pipeline/ledger/endpoints.ts';
import { Endpoint } from '../../../pipeline/teacher/openai/endpoint.ts';
import { type Answerer, type ChatRequest, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';

const server = await startLoopbackEndpoint();
afterAll(() => server.close());
const { ledger } = await createLedger();
let model = 0;
const warnings: string[] = [];

beforeEach(() => {
  server.requests.length = 0;
  warnings.length = 0;
  model++;
});

/** Another process's view of the same endpoint: nothing is shared with the one before but the ledger. */
const open = (name = `model-${model}`) =>
  new Endpoint(loadConfig({ openaiBaseUrl: server.baseUrl, model: name }, {}), new AbortController().signal, {
    db: ledger.db,
    log: { warn: (line: unknown) => void warnings.push(String(line)) },
  });
const question = {
  messages: [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'An article.' },
    { role: 'user' as const, content: 'What is it about?' },
  ],
  schemaName: 'answer',
  schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
  maxOutputTokens: 1000,
};
const traits = (name = `model-${model}`) => readEndpointTraits(ledger.db, { endpoint: server.baseUrl, model: name });
const refuseFormats =
  (...refused: string[]): Answerer =>
  ({ response_format: form }) =>
    form && refused.includes(form.type)
      ? { status: 400, body: { error: { message: `This response_format type is unavailable now: ${form.type}` } } }
      : { content: '{"a": "b"}' };
const forms = () => server.requests.map(({ response_format: form }) => form?.type ?? 'text');
const promptOf = ({ messages }: ChatRequest) => messages.map(({ content }) => content).join('\n');
/** A refusal until a request is as it should be. */
const unless =
  (isRight: (request: ChatRequest & Record<string, unknown>) => boolean, message: string): Answerer =>
  (request) =>
    isRight(request as ChatRequest & Record<string, unknown>)
      ? { content: '{"a": "b"}' }
      : { status: 400, body: { error: { message } } };

describe('the ladder', () => {
  it('steps down to what the endpoint takes, and puts the schema into the prompt there', async () => {
    server.answer(refuseFormats('json_schema', 'json_object'));
    expect((await open().ask(question)).text).toBe('{"a": "b"}');
    expect(forms()).toEqual(['json_schema', 'json_object', 'text']);
    expect(promptOf(server.requests[0]!)).not.toContain('additionalProperties');
    expect(promptOf(server.requests[2]!)).toContain('additionalProperties');
  });

  it('remembers it for the next process, and finds it out anew after 30 days', async () => {
    server.answer(refuseFormats('json_schema'));
    await open().ask(question);
    expect(await traits()).toMatchObject({ mode: 'json-object' });
    server.requests.length = 0;
    await open().ask(question);
    expect(forms()).toEqual(['json_object']);
    await ledger.db
      .updateTable('endpoint')
      .set({ probed_at: new Date(Date.now() - 31 * 24 * 60 * 60 * 1000) })
      .where('model', '=', `model-${model}`)
      .execute();
    server.answer(refuseFormats());
    server.requests.length = 0;
    await open().ask(question);
    expect(forms()).toEqual(['json_schema']);
    expect(await traits()).toMatchObject({ mode: 'json-schema' });
  });

  it('goes further down where an error contradicts what was remembered', async () => {
    server.answer(refuseFormats('json_schema'));
    await open().ask(question);
    server.answer(refuseFormats('json_schema', 'json_object'));
    await open().ask(question);
    expect(await traits()).toMatchObject({ mode: 'text' });
  });

  it('steps down where a schema is taken and ignored, but not where it was held to once', async () => {
    server.answer(({ response_format: form }) => ({
      content: form?.type === 'json_schema' ? 'In prose.' : '{"a": "b"}',
    }));
    const ignoring = open();
    for (let call = 0; call < 7; call++) await ignoring.ask(question);
    expect(forms()).toEqual([...Array.from({ length: 6 }, () => 'json_schema'), 'json_object']);

    const holding = open('holding');
    server.answer((_, call) => ({ content: call % 9 === 1 ? '{"a": "b"}' : 'In prose.' }));
    server.requests.length = 0;
    for (let call = 0; call < 9; call++) await holding.ask(question);
    expect(new Set(forms())).toEqual(new Set(['json_schema']));
  });

  it('never writes a key or a password into the ledger', async () => {
    const { port } = new URL(server.baseUrl);
    const openaiBaseUrl = `http://user:pass-word@127.0.0.1:${port}/v1?key=sec-ret`;
    server.answer(() => ({ content: '{"a": "b"}' }));
    const config = loadConfig({ openaiBaseUrl, model: 'secretive', openaiApiKey: 'sk-hidden' }, {});
    const log = { warn() {} };
    await new Endpoint(config, new AbortController().signal, { db: ledger.db, log }).ask(question).catch(() => {});
    const rows = JSON.stringify(await ledger.db.selectFrom('endpoint').selectAll().execute());
    expect(rows).not.toMatch(/pass-word|sec-ret|sk-hidden/);
  });
});

describe('quirks', () => {
  it.each<[string, string, (request: ChatRequest & Record<string, unknown>) => boolean]>([
    [
      'max-completion-tokens',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      (request) => !('max_tokens' in request) && request.max_completion_tokens === 1000,
    ],
    [
      'fixed-temperature',
      "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value is supported.",
      (request) => !('temperature' in request),
    ],
    [
      'alternating-roles',
      'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...',
      ({ messages }) => messages.length === 2 && messages[1]!.content === 'An article.\n\nWhat is it about?',
    ],
    [
      'no-system-role',
      'System role not supported',
      ({ messages }) => messages.length === 1 && messages[0]!.content.startsWith('Be brief.\n\nAn article.'),
    ],
  ])('%s is learned from its refusal, and remembered', async (name, message, isRight) => {
    server.answer(unless(isRight, message));
    await open().ask(question);
    expect(server.requests).toHaveLength(2);
    expect((await traits())?.quirks).toContain(name);
    await open().ask(question);
    expect(server.requests).toHaveLength(3);
  });

  it('of reasoning models are known beforehand, by their names alone', async () => {
    server.answer(() => ({ content: '{"a": "b"}' }));
    for (const name of ['gpt-5-mini', 'o3', 'openai/o4-mini']) await open(name).ask(question);
    expect(server.requests.every((request) => 'max_completion_tokens' in request && !('temperature' in request))).toBe(
      true,
    );
    server.requests.length = 0;
    for (const name of ['gpt-4o-mini', 'llama-3', 'olmo-2']) await open(name).ask(question);
    expect(server.requests.every((request) => 'max_tokens' in request && 'temperature' in request)).toBe(true);
  });

  it('leave a refusal that teaches nothing as it is', async () => {
    server.answer(() => ({ status: 400, body: { error: { message: 'The moon is in the wrong house.' } } }));
    await expect(open().ask(question)).rejects.toBeInstanceOf(FailRecordError);
    expect(server.requests).toHaveLength(1);
  });
});

describe('limits that a server names', () => {
  const length =
    "This model's maximum context length is 4096 tokens. However, your request has 3500 input tokens plus 1000 'max_tokens'. Please reduce one or the other.";

  it.each([
    ['vLLM', { error: { message: length } }, 596, { contextLength: 4096 }],
    [
      'OpenAI',
      { error: { message: 'max_tokens is too large: 1000. This model supports at most 500 completion tokens.' } },
      500,
      { outputLimit: 500 },
    ],
    [
      'llama.cpp',
      { error: { message: 'the request exceeds the available context size', n_prompt_tokens: 3900, n_ctx: 4096 } },
      196,
      { contextLength: 4096 },
    ],
  ])('shorten the answer: %s', async (_, body, room, known) => {
    server.answer((request) =>
      ((request as { max_tokens?: number }).max_tokens ?? 0) > room ? { status: 400, body } : { content: '{"a": "b"}' },
    );
    await open().ask(question);
    expect((server.requests.at(-1) as { max_tokens?: number }).max_tokens).toBe(room);
    expect(await traits()).toMatchObject(known);
  });

  it('fail the record where nothing fits beside its prompt', async () => {
    server.answer(() => ({ status: 400, body: { error: { message: length.replace('3500', '4090') } } }));
    await expect(open().ask(question)).rejects.toThrow(/4090 input tokens/);
    expect(server.requests).toHaveLength(1);
  });
});

describe('an answer', () => {
  const completion = (message: unknown, rest: Record<string, unknown> = {}, finish: string | null = 'stop') => ({
    status: 200,
    body: { choices: [{ index: 0, message, finish_reason: finish }], ...rest },
  });

  it.each<[string, unknown, string, string | null]>([
    [
      'as parts',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
          { type: 'text', text: '{"a":' },
          { type: 'text', text: '"b"}' },
        ],
      },
      '{"a":"b"}',
      'Hm.',
    ],
    [
      'as a tool call',
      { content: null, tool_calls: [{ function: { name: 'answer', arguments: '{"a":"b"}' } }] },
      '{"a":"b"}',
      null,
    ],
    ['beside reasoning_content', { content: '{"a":"b"}', reasoning_content: 'Hm.' }, '{"a":"b"}', 'Hm.'],
    ['beside reasoning', { content: '{"a":"b"}', reasoning: 'Hm.' }, '{"a":"b"}', 'Hm.'],
    [
      'beside reasoning_details',
      { content: '{"a":"b"}', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] },
      '{"a":"b"}',
      'Hm.',
    ],
    ['that is none', { content: null }, '', null],
    ['that is all reasoning', { content: null, reasoning_content: '{"a":"b"}' }, '', '{"a":"b"}'],
    ['with content of no known kind', { content: 7 }, '', null],
  ])('%s', async (_, message, text, reasoning) => {
    server.answer(() => completion(message));
    expect(await open().ask(question)).toMatchObject({ text, reasoning });
  });

  it.each([
    ['no choices', { choices: [] }],
    ['no message', { choices: [{ index: 0 }] }],
    ['an error with status 200', { error: { message: 'Upstream is busy.', code: 502 } }],
    ['a list', [1, 2]],
    ['nothing', null],
  ])('with %s is asked for again later', async (_, body) => {
    server.answer(() => ({ status: 200, body: body as object }));
    await expect(open().ask(question)).rejects.toBeInstanceOf(RetryLaterError);
  });

  it('of 10 MB is not read, and fails its record', async () => {
    server.answer(() => completion({ content: 'x'.repeat(10 * 1024 * 1024) }));
    await expect(open().ask(question)).rejects.toThrow(/larger than 4 MB/);
    await expect(open().ask(question)).rejects.toBeInstanceOf(FailRecordError);
  });

  it('that reached its limit is cut, whatever the server calls it', async () => {
    server.answer(() => completion({ content: '{"a":"b"}' }, { usage: { completion_tokens: 1000 } }));
    expect(await open().ask(question)).toMatchObject({ finishReason: 'length' });
    const thought = { completion_tokens: 1000, completion_tokens_details: { reasoning_tokens: 900 } };
    server.answer(() => completion({ content: '{"a":"b"}' }, { usage: thought }));
    expect(await open().ask(question)).toMatchObject({ finishReason: 'stop' });
  });

  it('to a prompt that Ollama has cut in silence is told from one that it has read', async () => {
    const long = { ...question, messages: [{ role: 'user' as const, content: 'A word. '.repeat(4000) }] };
    const reading = (prompt_tokens: number, system_fingerprint: string) =>
      completion({ content: '{"a":"b"}' }, { usage: { prompt_tokens, completion_tokens: 5 }, system_fingerprint });
    server.answer(() => reading(2050, 'fp_ollama'));
    const ollama = open();
    expect(await ollama.ask(long)).toMatchObject({ finishReason: 'prompt-cut' });
    await ollama.ask(long);
    expect(warnings).toEqual([expect.stringMatching(/Ollama has read 2050 tokens.*OLLAMA_CONTEXT_LENGTH/)]);
    expect(await traits()).toMatchObject({ server: 'ollama' });
    server.answer(() => reading(9000, 'fp_ollama'));
    expect(await ollama.ask(long)).toMatchObject({ finishReason: 'stop' });
    server.answer(() => reading(2050, 'fp_other'));
    expect(await open('elsewhere').ask(long)).toMatchObject({ finishReason: 'stop' });
  });
});
