import { afterAll, describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../pipeline/config.ts';
import { AwaitBatchError, FailRecordError, StopRunError } from '../../../pipeline/errors.ts';
import { batchReport } from '../../../pipeline/ledger/batches.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { unstoredCalls } from '../../../pipeline/ledger/spend.ts';
import { batchLimits } from '../../../pipeline/teacher/batch/batch-driver.ts';
import { openBatches } from '../../../pipeline/teacher/batch/open-batches.ts';
import { outcomeOf, readLine } from '../../../pipeline/teacher/batch/read-line.ts';
import { type Answer, type CompletionRequest, Completions } from '../../../pipeline/teacher/completions.ts';
import { openSpend } from '../../../pipeline/teacher/spend/open-spend.ts';
import { LoopbackBatches } from '../../loopback-batches.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';

const requestOf = (key: string): CompletionRequest => ({
  ...{ model: 'gpt-4o-mini', purpose: 'generate', documentId: `doc_${key}`, key, maxOutputTokens: 100 },
  serves: { tasks: ['impact-scope'], languages: ['en'] },
});
const bodyOf = (key: string) => ({ model: 'gpt-4o-mini', max_tokens: 100, messages: [{ role: 'user', content: key }] });

async function fixture(overrides: Partial<Config> = {}) {
  const { ledger } = await createLedger();
  const provider = new LoopbackBatches();
  const endpoint = await startLoopbackEndpoint((asked) => ({ content: `re: ${asked.messages[0]!.content}` }), {
    batches: provider,
  });
  afterAll(() => endpoint.close());
  const warnings: string[] = [];
  const open = async (more: Partial<Config> & { limits?: typeof batchLimits } = {}) => {
    const { limits, ...settings } = more;
    const config = loadConfig(
      { ...{ openaiBaseUrl: endpoint.baseUrl, openaiApiKey: 'sk-secret', batch: true }, ...overrides, ...settings },
      {},
    );
    const runId = await beginRun(ledger.db, 'test', config);
    const spend = openSpend(ledger.db, config);
    const controller = new AbortController();
    const completions = new Completions(ledger.db, runId, spend);
    const log = { warn: (line: unknown) => void warnings.push(String(line)) };
    const batches = (await openBatches({
      ...{ config, ledger, log, completions, runId, spend, stop: controller.signal },
      ...(limits && { limits }),
    }))!;
    /** Asks as a stage does: what is not there yet is awaited. */
    const ask = async (key: string) => {
      const gather = async (): Promise<Answer> => {
        throw new AwaitBatchError({ model: 'gpt-4o-mini', body: bodyOf(key) });
      };
      return batches.completions.get(requestOf(key), gather).catch((error: unknown) => error as Error);
    };
    const gather = async (...keys: string[]) => {
      for (const key of keys) {
        await pending(key);
        expect(await ask(key)).toBeInstanceOf(AwaitBatchError);
      }
    };
    /** Drives until everything of these is answered or failed; throws what the driver throws. */
    const settle = async (...keys: string[]) => {
      const driving = batches.driver.work({ isIdle: async () => true, goOn: async () => {} });
      const ended = driving.then(() => 'ended' as const);
      ended.catch(() => {});
      try {
        for (;;) {
          const states = await Promise.all(keys.map(ask));
          if (states.every((state) => !(state instanceof AwaitBatchError))) return states;
          if ((await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))])) === 'ended')
            return states;
        }
      } finally {
        controller.abort();
        await driving.catch(() => {});
      }
    };
    return { ask, gather, settle, driver: batches.driver, controller };
  };
  const pending = (key: string) =>
    ledger.db
      .insertInto('work')
      .values({
        ...{ stage: 'generate', record_id: key, group_id: `doc_${key}`, model: 'gpt-4o-mini', state: 'pending' },
        ...{ reason: null, detail: null, run_id: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const idsOf = (lines: { body: { messages: { content: string }[] } }[]) =>
    lines.map(({ body }) => body.messages[0]!.content);
  const submitted = () => provider.submitted.map((lines) => idsOf(lines).sort());
  return { db: ledger.db, provider, open, submitted, warnings };
}

const letters = ['a', 'b', 'c', 'd', 'e'];

describe('the Batch API', () => {
  it('splits what is gathered by the count and the size of requests', async () => {
    const { open, submitted, provider } = await fixture();
    const byCount = await open({ limits: { ...batchLimits, items: 2 } });
    await byCount.gather(...letters);
    const answers = await byCount.settle(...letters);
    expect(answers.map((answer) => 'text' in answer && answer.text)).toEqual(letters.map((letter) => `re: ${letter}`));
    expect(submitted()).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    const bytes = Buffer.byteLength(JSON.stringify(provider.submitted[0]![0])) + 1;
    const bySize = await open({ limits: { ...batchLimits, bytes: 2.5 * bytes } });
    await bySize.gather('f', 'g', 'h');
    await bySize.settle('f', 'g', 'h');
    expect(submitted().slice(3)).toEqual([['f', 'g'], ['h']]);
  });

  it('fails the requests that a rejected batch names, and sends the others again', async () => {
    const { open, submitted, provider, warnings } = await fixture();
    provider.rejects = (lines) =>
      lines.length === 5
        ? { object: 'list', data: [{ code: 'bad_line', message: 'Line 2 is no request.', line: 2 }] }
        : null;
    const { gather, settle } = await open();
    await gather(...letters);
    const answers = await settle(...letters);
    expect(answers.filter((answer) => 'text' in answer)).toHaveLength(4);
    expect(answers[1]).toBeInstanceOf(FailRecordError);
    expect(answers[1]).toMatchObject({ message: 'The Batch API brought no answer: Line 2 is no request.' });
    expect(submitted()).toEqual([letters, ['a', 'c', 'd', 'e']]);
    expect(warnings.join()).toMatch(/rejected batch batch-1 of 5 requests/);
  });

  it('sends less at a time where the endpoint takes no more tokens', async () => {
    const { open, submitted, provider } = await fixture();
    const full = {
      object: 'list' as const,
      data: [{ code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' }],
    };
    provider.rejects = (lines) => (lines.length > 2 ? full : null);
    const { gather, settle } = await open();
    await gather(...letters);
    const answers = await settle(...letters);
    expect(answers.every((answer) => 'text' in answer)).toBe(true);
    expect(submitted()).toEqual([letters, ['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('stops where a batch is rejected for another reason, and loses nothing', async () => {
    const { open, provider, db, submitted } = await fixture();
    provider.rejects = () => ({
      object: 'list',
      data: [{ code: 'invalid_model', message: 'The model has no batches.' }],
    });
    const first = await open();
    await first.gather('a', 'b');
    await expect(first.settle('a', 'b')).rejects.toThrow(/rejects the batch: The model has no batches/);
    expect(await batchReport(db)).toMatchObject({ waiting: 2, failed: 0, open: [] });
    provider.rejects = () => null;
    const answers = await (await open()).settle('a', 'b');
    expect(answers.every((answer) => 'text' in answer)).toBe(true);
    expect(submitted()).toHaveLength(2);
  });

  it('goes on after an endpoint that is busy or broken, and stops where it refuses the key', async () => {
    const { open, provider, submitted } = await fixture();
    let refused = 0;
    provider.refuse = () =>
      ++refused % 3 === 1 ? { status: refused % 2 ? 429 : 500, headers: { 'retry-after-ms': '20' } } : null;
    const { gather, settle } = await open();
    await gather('a');
    expect(await settle('a')).toMatchObject([{ text: 're: a' }]);
    expect(submitted()).toEqual([['a']]);
    provider.refuse = () => ({ status: 401 });
    const second = await open();
    await second.gather('b');
    await expect(second.settle('b')).rejects.toThrow(/refuses the key \(HTTP 401\)/);
  });

  it('stops where the account has no credit left, and holds it against no request', async () => {
    const { open, provider, db } = await fixture({ maxAttempts: 1 });
    provider.fateOf = () => ({
      status: 429,
      error: { code: 'insufficient_quota', message: 'You exceeded your quota.' },
    });
    const first = await open();
    await first.gather('a', 'b');
    await expect(first.settle('a', 'b')).rejects.toThrow(/no credit left/);
    expect(await batchReport(db)).toMatchObject({ waiting: 2, failed: 0, open: [] });
    provider.fateOf = () => 'answer';
    expect((await (await open()).settle('a', 'b')).every((answer) => 'text' in answer)).toBe(true);
  });

  it('gives up a request after so many tries, and keeps counting what may have been billed', async () => {
    const { open, provider, db } = await fixture({ maxAttempts: 2 });
    provider.fateOf = ({ body }) =>
      body.messages[0]!.content === 'a'
        ? { line: { response: { status_code: 200, body: { choices: [] } }, error: null } }
        : 'answer';
    const { gather, settle } = await open();
    await gather('a', 'b');
    const [failed, answered] = await settle('a', 'b');
    expect(failed).toBeInstanceOf(FailRecordError);
    expect(String(failed)).toMatch(/answered without any choice/);
    expect(answered).toMatchObject({ text: 're: b' });
    expect((await unstoredCalls(db)).calls).toBe(2);
    expect(await db.selectFrom('completion').select(['batch', 'tasks']).execute()).toEqual([
      { batch: true, tasks: ['impact-scope'] },
    ]);
  });

  it('sends again what was in a batch that somebody cancelled', async () => {
    const { open, provider, submitted } = await fixture();
    provider.isFree = false;
    const { gather, settle } = await open();
    await gather('a', 'b');
    const settled = settle('a', 'b');
    while (provider.batches[0]?.status !== 'in_progress') await new Promise((resolve) => setTimeout(resolve, 20));
    provider.cancelAll();
    provider.isFree = true;
    expect((await settled).every((answer) => 'text' in answer)).toBe(true);
    expect(submitted()).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('is driven by one of two sessions at a time: nothing is sent twice', async () => {
    const { open, submitted, db } = await fixture();
    const [one, two] = [await open(), await open()];
    await one.gather(...letters);
    const [first, second] = await Promise.all([one.settle(...letters), two.settle(...letters)]);
    for (const answers of [first, second]) expect(answers.every((answer) => 'text' in answer)).toBe(true);
    expect(submitted().flat().sort()).toEqual(letters);
    expect((await unstoredCalls(db)).calls).toBe(0);
  });

  it('is quiet only once nothing that was gathered is left to send', async () => {
    const { open, provider } = await fixture();
    provider.isFree = false;
    const { gather, driver, controller } = await open();
    let isIdle = false;
    const driving = driver.work({ isIdle: async () => isIdle, goOn: async () => {} });
    const quiet = async () => {
      while (!(await driver.isQuiet())) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await quiet();
    await gather('a');
    // Before it looks again.
    expect(await driver.isQuiet()).toBe(false);
    isIdle = true;
    await quiet();
    expect(provider.batches.map(({ status }) => status)).toEqual(['in_progress']);
    controller.abort();
    await driving;
  });

  it('does not send what was answered meanwhile, nor what nobody waits for', async () => {
    const { open, submitted, db } = await fixture();
    const { gather, settle } = await open();
    await gather('a', 'b', 'c');
    const completions = new Completions(db, await beginRun(db, 'test', loadConfig({}, {})));
    await completions.put(requestOf('a'), {
      text: 'by another way',
      reasoning: null,
      finishReason: 'stop',
      usage: null,
    });
    await db.updateTable('work').set({ state: 'failed' }).where('record_id', '=', 'b').execute();
    expect(await settle('a', 'c')).toMatchObject([{ text: 'by another way' }, { text: 're: c' }]);
    expect(submitted()).toEqual([['c']]);
    expect(await batchReport(db)).toMatchObject({ waiting: 0 });
  });

  it('stops where the endpoint does not know a batch, which another key may', async () => {
    const { open, provider } = await fixture();
    provider.isFree = false;
    const first = await open();
    await first.gather('a');
    const settled = first.settle('a');
    while (provider.batches[0]?.status !== 'in_progress') await new Promise((resolve) => setTimeout(resolve, 20));
    first.controller.abort();
    await settled;
    provider.refuse = (call) => (call === 'GET /v1/batches/ID' ? { status: 404 } : null);
    const error = await (await open()).settle('a').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StopRunError);
    expect(String(error)).toMatch(/knows no batch batch-1 .* another key's or project's/);
  });
});

describe('a line of a batch', () => {
  const item = { body: JSON.stringify(bodyOf('x')), max_output_tokens: 100 };
  const outcome = (line: Record<string, unknown>) =>
    outcomeOf(readLine({ text: JSON.stringify({ custom_id: 'cmp_1', ...line }), tooLong: false })!, item);

  it('is whose it says, and nobody’s where it says nothing', () => {
    expect(readLine({ text: '{"custom_id": "cmp_1", "response": null}', tooLong: false })).toMatchObject({
      completionId: 'cmp_1',
    });
    for (const text of ['', 'no JSON', '{"response": null}', '[]'])
      expect(readLine({ text, tooLong: false })).toBeNull();
    const long = readLine({ text: '{"id": "x", "custom_id": "cmp_2", "response": {"body": "…', tooLong: true })!;
    expect(outcomeOf(long, item)).toMatchObject({ fate: 'failed', isLost: true });
  });

  it('fails its request where that is at fault, else has it sent again', () => {
    const status = (status_code: number, error: unknown = { message: 'so' }) =>
      outcome({ response: { status_code, body: { error } } });
    for (const own of [400, 403, 413, 422]) expect(status(own)).toMatchObject({ fate: 'failed' });
    for (const other of [408, 429, 500, 503]) expect(status(other)).toMatchObject({ fate: 'again' });
    expect(outcome({ response: null, error: { code: 'batch_expired', message: 'late' } })).toEqual({
      error: 'batch_expired late',
      fate: 'again',
    });
    expect(outcome({ response: null, error: null })).toMatchObject({ fate: 'again' });
    expect(status(401, { message: 'Incorrect API key: sk-secret' })).toEqual({
      ...{ error: 'HTTP 401', fate: 'uncounted', stop: expect.stringContaining('refuses the key') },
    });
    expect(status(404)).toMatchObject({ fate: 'uncounted', stop: expect.any(String) });
    expect(status(400, { message: 'Your credit balance is too low' })).toMatchObject({ fate: 'uncounted' });
  });

  it('is cut where it reaches the limit of its own request', () => {
    const body = { choices: [{ message: { content: 'x' }, finish_reason: 'stop' }], usage: { completion_tokens: 100 } };
    expect(outcome({ response: { status_code: 200, body } })).toMatchObject({
      answer: { finishReason: 'length', batch: true },
    });
  });
});
