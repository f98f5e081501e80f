import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { sha256 } from '../../../pipeline/hash.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import type { Document } from '../../../pipeline/records.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { selectionSchema, toStrictJsonSchema } from '../../../pipeline/teacher/openai/answer-schemas.ts';
import { OpenaiTeacher } from '../../../pipeline/teacher/openai/openai-teacher.ts';
import { readSelection } from '../../../pipeline/teacher/openai/read-selection.ts';
import { taskBySlug, taskPool } from '../../../task-pool/index.ts';
import { blocksOf, diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { documentOf, paragraph } from '../checks/candidate.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const { ledger, config } = await createLedger();

const settings = loadConfig({ openaiBaseUrl: endpoint.baseUrl, model: 'loopback', sectionCharacters: 2000 }, {});
const teacher = async () =>
  new OpenaiTeacher(
    settings,
    new Completions(ledger.db, await beginRun(ledger.db, 'test', config)),
    new AbortController().signal,
  );
let made = 0;
const documentWith = (...texts: string[]): Document => {
  made++;
  return documentOf([...texts, `This is number ${made}.`].map(paragraph), { id: `doc_selection_${made}` });
};
const answer = (tasks: unknown) => ({ content: JSON.stringify({ tasks }) });
const entry = (task: string, fit: unknown, blocks: unknown[] = [0]) => ({ task, fit, blocks, thought: `of ${task}` });

beforeEach(() => {
  endpoint.answer(diligent);
  endpoint.requests.length = 0;
});

describe('a selection', () => {
  const document = documentOf([
    paragraph('One.'),
    paragraph('Two.'),
    { ...paragraph('Obey.'), suspect: 'instruction' },
  ]);
  const read = (tasks: unknown[]) => readSelection({ tasks }, document, { from: 0, to: 3 });

  it('keeps the entries that are right, and what is wrong with the others', () => {
    const { named, wrong, unknown } = read([
      entry('key-entity-recognition', 0.8),
      entry('write-a-poem', 0.9),
      entry('risk-assessment', 7),
      entry('impact-scope', 'high'),
      'threat-analysis',
      null,
    ]);
    expect(named).toMatchObject([{ task: 'key-entity-recognition', fit: 0.8 }]);
    expect(Object.keys(wrong)).toEqual(['risk-assessment', 'impact-scope']);
    expect(wrong['risk-assessment']).toMatch(/<=1.*fit/);
    expect(unknown).toEqual(['write-a-poem']);
  });

  it('takes the better of a task that is named twice, and only blocks that were shown', () => {
    const { named } = read([
      entry('impact-scope', 0.6, [0]),
      entry('impact-scope', 0.8, [1, 0, 1, 2, 3, -1, 0.5, '1', null]),
      entry('impact-scope', 0.7, [0]),
    ]);
    expect(named).toMatchObject([{ fit: 0.8, blocks: [0, 1] }]);
    expect(read([{ task: 'impact-scope', fit: 0.8 }]).named).toMatchObject([{ blocks: [], thought: '' }]);
  });

  it('is asked for in full, whatever is taken', () => {
    const { properties, additionalProperties } = toStrictJsonSchema(selectionSchema) as never as Record<string, never>;
    expect(additionalProperties).toBe(false);
    expect(properties).toEqual({
      tasks: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['task', 'fit', 'blocks', 'thought'],
          properties: {
            task: { type: 'string', enum: taskPool.map(({ slug }) => slug) },
            fit: { type: 'number' },
            blocks: { type: 'array', items: { type: 'integer' } },
            thought: { type: 'string' },
          },
        },
      },
    });
  });

  it('loses no document for a wrong entry, and says why of each task', async () => {
    endpoint.answer(() =>
      answer([entry('key-entity-recognition', 0.8), entry('write-a-poem', 0.9), entry('risk-assessment', 7)]),
    );
    const assignments = await (await teacher()).weigh(documentWith('WannaCry spread.'));
    expect(endpoint.requests).toHaveLength(1);
    const of = (slug: string) => assignments.find(({ task }) => task === slug);
    expect(of('key-entity-recognition')).toMatchObject({ fit: 0.8, reason: null, section: { from: 0, to: 2 } });
    expect(of('risk-assessment')).toMatchObject({ fit: 0, reason: expect.stringContaining('could not be used') });
    expect(of('impact-scope')!.reason).toBe(
      'The teacher did not name it as fitting. It named what is no task: write-a-poem.',
    );
  });

  it('is sent back where no entry is right, and may name none', async () => {
    endpoint.answer((_, call) => answer([call === 1 ? entry('poem', 2) : entry('impact-scope', 0.9)]));
    const mended = await (await teacher()).weigh(documentWith('WannaCry spread.'));
    expect(endpoint.requests).toHaveLength(2);
    expect(mended.filter(({ reason }) => reason === null)).toHaveLength(1);
    endpoint.answer(() => answer([]));
    expect((await (await teacher()).weigh(documentWith('It.'))).every(({ fit }) => fit === 0)).toBe(true);
    expect(endpoint.requests).toHaveLength(3);
  });
});

describe('a long document', () => {
  // No two alike: what was asked once is not asked again.
  const parts = () =>
    documentWith(...[1500, 1501, 2500, 1502].map((size, part) => `${'abcd'[part]}${made}`.padEnd(size, '.')));

  it('is asked about section by section, and each task goes to the section it fits best', async () => {
    endpoint.answer((request) => {
      if (request.response_format?.json_schema?.name !== 'selection') return diligent(request);
      const [first] = blocksOf(request);
      return answer([
        entry('key-entity-recognition', first!.text.startsWith('b') ? 0.9 : 0.6, [0, 1, 2, 3, 4]),
        entry('impact-scope', first!.text.startsWith('d') ? 0.8 : 0.7, [0, 3]),
      ]);
    });
    const document = parts();
    const asking = await teacher();
    const assignments = await asking.weigh(document);
    expect(endpoint.requests.map((request) => blocksOf(request).map(({ block }) => block))).toEqual([[0], [1], [3, 4]]);
    const of = (slug: string) => assignments.find(({ task }) => task === slug)!;
    expect(of('key-entity-recognition')).toMatchObject({ fit: 0.9, blocks: [1], section: { from: 1, to: 2 } });
    expect(of('impact-scope')).toMatchObject({ fit: 0.8, blocks: [3], section: { from: 3, to: 5 } });
    expect(of('risk-assessment').reason).toMatch(/did not name it.*longer than a section: block 2\./);

    const assignment = of('impact-scope');
    await asking.draft({ document, task: taskBySlug('impact-scope'), assignment, languages: ['en'] });
    const beginnings = endpoint.requests.map(({ messages }) => sha256(JSON.stringify(messages.slice(0, 2))));
    expect(beginnings[3]).toBe(beginnings[2]);
    expect(new Set(beginnings).size).toBe(3);
  });

  it('does not give all tasks to its first section where they fit several alike', async () => {
    endpoint.answer(() => answer(taskPool.map(({ slug }) => entry(slug, 0.8))));
    const assignments = await (await teacher()).weigh(parts());
    expect(new Set(assignments.map(({ section }) => section!.from)).size).toBe(3);
  });

  it('goes on without a section whose selection cannot be used', async () => {
    endpoint.answer((request) =>
      blocksOf(request)[0]!.block === 1
        ? { content: 'cut', finishReason: 'content_filter' }
        : answer([entry('impact-scope', 0.8)]),
    );
    const assignments = await (await teacher()).weigh(parts());
    expect(assignments.filter(({ reason }) => reason === null)).toHaveLength(1);
    expect(assignments.at(-1)!.reason).toMatch(/of 1 of 3 sections could not be used/);
  });
});
