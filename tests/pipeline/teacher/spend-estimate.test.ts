import { afterAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { loadConfig } from '../../../pipeline/config.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { settleAll } from '../../../pipeline/ledger/settle.ts';
import { spendBy } from '../../../pipeline/ledger/spend.ts';
import type { Document, Language } from '../../../pipeline/records.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { OpenaiTeacher } from '../../../pipeline/teacher/openai/openai-teacher.ts';
import { estimateCells, estimatePending } from '../../../pipeline/teacher/spend/estimate.ts';
import { openSpend } from '../../../pipeline/teacher/spend/open-spend.ts';
import { tokenizerOf } from '../../../pipeline/teacher/spend/tokenizer.ts';
import { taskBySlug } from '../../../task-pool/index.ts';
import { startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from '../ledger/records.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const { ledger, config: base } = await createLedger();
const { db } = ledger;
const settings = (more: Partial<Config> = {}) =>
  loadConfig({ model: 'gpt-4o-mini', understanding: 2, generation: 1, ...more }, {});
const tasks = ['key-entity-recognition', 'summary-generation'] as const;

const text = 'WannaCry spread over SMB on 12 May 2017 by way of CVE-2017-0144 and encrypted the files of hospitals. ';
const documents: Document[] = [];
for (let number = 0; number < 12; number++)
  documents.push(await enterDocument(ledger, base, `${text.repeat(20)} This is number ${number}.`));
const { settlement } = await startRun(ledger, base);
const kept = (id: string) => settlement({ stage: 'dedupe', recordId: id, groupId: id, model: '' });
await settleAll(
  db,
  documents.map(({ id }) => kept(id)),
);
const cells = documents.flatMap(({ id }) =>
  tasks.flatMap((task) => (['en', 'zh'] as Language[]).map((language) => ({ documentId: id, task, language }))),
);

/** Asks a stand-in for everything that was estimated, and returns the texts that it was sent. */
async function askAll(model: string, cellsPerCall = 1): Promise<string[][]> {
  const config = settings({ openaiBaseUrl: endpoint.baseUrl, model });
  const completions = new Completions(db, await beginRun(db, 'test', base), openSpend(db, config));
  const teacher = new OpenaiTeacher(config, completions, new AbortController().signal);
  endpoint.requests.length = 0;
  for (const document of documents) {
    const asked = tasks.map((slug) => ({
      task: taskBySlug(slug),
      assignment: {
        ...{ documentId: document.id, task: slug, fit: 1, blocks: [0], chosen: true, reason: null },
        thought: { en: 'It names who did what, and when, and by which means.' },
      },
    }));
    const together = cellsPerCall > 1 ? asked : undefined;
    for (const one of asked) await teacher.draft({ ...one, document, languages: ['en', 'zh'], together });
  }
  return endpoint.requests.map(({ messages }) => messages.map(({ content }) => content));
}

describe('an estimate', () => {
  it('counts what a run would send, without sending it', async () => {
    const estimate = await estimatePending(db, settings());
    expect(endpoint.requests).toHaveLength(0);
    expect(estimate).toMatchObject({ documents: 12, cells: 0, calls: { low: 12 * (1 + 3) } });
    expect(estimate.calls.high).toBeLessThan(12 * 4 * 1.2);
    expect(estimate.cost!.low).toBeGreaterThan(0);
    expect(estimate.cost!.high).toBeGreaterThan(estimate.cost!.likely);
    expect(estimate.batchCost!.likely).toBeCloseTo(estimate.cost!.likely / 2, 9);
    expect(await db.selectFrom('work').select('record_id').where('model', '=', 'gpt-4o-mini').execute()).toEqual([]);
  });

  it('comes true: the prompts that are sent then hold the tokens that were foreseen', async () => {
    const estimate = await estimateCells(db, settings(), cells);
    const sent = await askAll('gpt-4o-mini');
    expect(estimate.calls.low).toBe(sent.length);
    const { count } = await tokenizerOf('gpt-4o-mini');
    const tokens = sent.flat().reduce((sum, content) => sum + count(content), 0);
    expect(estimate.input.low / tokens).toBeGreaterThan(0.97);
    expect(estimate.input.low / tokens).toBeLessThan(1.06);
  });

  it('comes true of several cells a call as well', async () => {
    const estimate = await estimateCells(db, settings({ model: 'gpt-4o', cellsPerCall: 4 }), cells);
    const sent = await askAll('gpt-4o', 4);
    expect(estimate.calls.low).toBe(sent.length);
    const { count } = await tokenizerOf('gpt-4o');
    const tokens = sent.flat().reduce((sum, content) => sum + count(content), 0);
    expect(estimate.input.low / tokens).toBeGreaterThan(0.97);
    expect(estimate.input.low / tokens).toBeLessThan(1.08);
  });

  it('foresees fewer calls for documents that nothing is chosen for yet', async () => {
    const [one, seven] = [
      await estimatePending(db, settings({ model: 'new' })),
      await estimatePending(db, settings({ model: 'new', cellsPerCall: 7 })),
    ];
    expect(one.calls.low).toBe(12 * (1 + 3));
    expect(seven.calls.low).toBe(12 * (1 + 1));
    expect(seven.input.low).toBeLessThan(one.input.low * 0.75);
    expect(seven.output.likely).toBeCloseTo(one.output.likely, -2);
  });

  it('goes by what the endpoint has counted, where the model’s tokenizer is not known', async () => {
    const before = await estimateCells(db, settings({ model: 'strange' }), cells);
    expect(before.because[0]).toMatch(/another model's tokenizer/);
    expect(before.cost).toBeNull();
    await askAll('strange');
    const reported = (await spendBy(db, ['model'])).find(({ model }) => model === 'strange')!;
    const after = await estimateCells(db, settings({ model: 'strange' }), cells);
    expect(after.because[0]).toMatch(/by what the endpoint counted in 24 earlier calls/);
    expect(after.input.likely / reported.input).toBeGreaterThan(0.9);
    expect(after.input.likely / reported.input).toBeLessThan(1.1);
    expect(after.output.likely / reported.output).toBeCloseTo(1, 1);
  });

  it('makes fewer calls of several cells each, and says nothing is free that is not', async () => {
    const [one, four] = [
      await estimateCells(db, { ...settings(), cellsPerCall: 1 }, cells),
      await estimateCells(db, { ...settings(), cellsPerCall: 2 }, cells),
    ];
    expect(four.calls.low).toBe(one.calls.low / 2);
    expect(four.input.low).toBeLessThan(one.input.low * 0.75);
    expect(four.output.likely).toBe(one.output.likely);
    const local = await estimateCells(db, settings({ openaiBaseUrl: endpoint.baseUrl }), cells);
    expect(local.cost).toEqual({ low: 0, likely: 0, high: 0 });
  });
});
