import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { beginRerun } from '../../../pipeline/ledger/begin-rerun.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { Document } from '../../../pipeline/records.ts';
import { generateStage } from '../../../pipeline/stages/generate.ts';
import { cellOf } from '../../../pipeline/stages/select.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { OpenaiTeacher } from '../../../pipeline/teacher/openai/openai-teacher.ts';
import { type ChatRequest, diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from '../ledger/records.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const { ledger, config } = await createLedger();
const { db } = ledger;
const model = 'loopback';
// Not in the pool's order.
const slugs = [
  ...['threat-analysis', 'summary-generation', 'time-element-acquisition', 'key-entity-recognition'],
  ...['malware-feature-extraction', 'risk-assessment', 'impact-scope'],
];
let number = 0;

beforeEach(() => {
  endpoint.answer(diligent);
  endpoint.requests.length = 0;
});

type Overrides = Parameters<typeof loadConfig>[0];

async function stageWith(overrides: Overrides) {
  const settings = loadConfig({ openaiBaseUrl: endpoint.baseUrl, model, ...overrides }, {});
  const completions = new Completions(db, await beginRun(db, 'test', config));
  const teacher = new OpenaiTeacher(settings, completions, new AbortController().signal);
  const { settlement } = await startRun(ledger, config);
  const stage = generateStage(db, teacher, settings);
  /** Does what a job would of these cells; what it settles is settled in the ledger. */
  const run = async (ids: string[], settle = true) => {
    const inputs = await stage.load(ids);
    const outcomes = await Promise.all(inputs.map(({ input }) => stage.run(input)));
    const settlements = outcomes.map((outcome, index) => {
      const { recordId, input } = inputs[index]!;
      const key: WorkKey = { stage: 'generate', recordId, groupId: input.document.id, model };
      if (outcome.kept) return settlement(key, outcome.outputs);
      return settlement(key, {}, { state: 'dropped', reason: outcome.reason, detail: outcome.detail });
    });
    if (settle) await settleAll(db, settlements);
    return outcomes;
  };
  return { run, teacher, settlement };
}

type Stage = Awaited<ReturnType<typeof stageWith>>;

/** A document with a cell in each language for each of the tasks. */
async function select({ teacher, settlement }: Stage, languages: ('en' | 'zh')[] = ['en', 'zh']) {
  const document = await enterDocument(ledger, config, `CVE-2017-0144 was used by WannaCry, report ${++number}.`);
  const kept = settlement({ stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' });
  await settleAll(db, [{ ...kept, teacherModel: model }]);
  const assignments = slugs.map((task) => ({
    ...{ documentId: document.id, task, fit: 1, thought: { en: 'Names.' }, blocks: [0], chosen: true, reason: null },
  }));
  const cells = slugs.flatMap((task) => languages.map((language) => cellOf(document, task, language, teacher)));
  await settleAll(db, [
    settlement({ stage: 'select', recordId: document.id, groupId: document.id, model }, { assignments, cells }),
  ]);
  return { document, cells, ids: cells.map(({ id }) => id) };
}

const tasksIn = (asked: ChatRequest) => {
  const { answers } = asked.response_format!.json_schema!.schema.properties!;
  return answers ? Object.keys(answers.properties!) : ['alone'];
};
const inPoolOrder = [
  ...['key-entity-recognition', 'malware-feature-extraction', 'time-element-acquisition', 'threat-analysis'],
  ...['risk-assessment', 'impact-scope', 'summary-generation'],
];

describe('generation of several cells a call', () => {
  it('asks for so many tasks at a time, in the pool’s order, each in both languages', async () => {
    const stage = await stageWith({ cellsPerCall: 3 });
    const outcomes = await stage.run((await select(stage)).ids);
    expect(outcomes.filter(({ kept }) => kept)).toHaveLength(14);
    expect(endpoint.requests.map(tasksIn).toSorted()).toEqual(
      [inPoolOrder.slice(0, 3), inPoolOrder.slice(3, 6), ['alone']].toSorted(),
    );
  });

  it('takes all in one call where there are fewer', async () => {
    const stage = await stageWith({ cellsPerCall: 28 });
    await stage.run((await select(stage)).ids);
    expect(endpoint.requests.map(tasksIn)).toEqual([inPoolOrder]);
  });

  it('asks the same whichever cells are left, and pays for nothing twice', async () => {
    const stage = await stageWith({ cellsPerCall: 4 });
    const { ids } = await select(stage);
    await stage.run(ids.slice(0, 1));
    // As after a kill: one is settled, another was answered and is not, the rest were not asked for.
    await stage.run(ids.slice(1, 2), false);
    const other = await stageWith({ cellsPerCall: 4 });
    for (const id of ids.slice(1).toReversed()) await other.run([id]);
    expect(endpoint.requests).toHaveLength(2);
    const drafts = await db.selectFrom('draft').selectAll().where('cell_id', 'in', ids).execute();
    expect(drafts).toHaveLength(14);
    expect(new Set(drafts.map(({ completion_id }) => completion_id)).size).toBe(2);
  });

  it('does not change a call where cells of it are retired, or a draft is refused', async () => {
    const stage = await stageWith({ cellsPerCall: 28 });
    const { ids, cells } = await select(stage);
    endpoint.answer((asked) => ({
      content: (diligent(asked) as { content: string }).content.replaceAll('"impact-scope"', '"impact"'),
    }));
    const outcomes = await stage.run(ids);
    const dropped = cells.filter((_, index) => !outcomes[index]!.kept);
    expect(outcomes.filter(({ kept }) => !kept)).toHaveLength(2);
    expect(dropped).toHaveLength(2);
    const asked = endpoint.requests.length;
    await db.updateTable('cell').set({ retired_at: new Date() }).where('id', '=', ids[0]!).execute();
    await stage.run(ids.slice(5));
    expect(endpoint.requests).toHaveLength(asked);
  });

  it('keeps languages apart where each cell is in one', async () => {
    const stage = await stageWith({ cellsPerCall: 28, languages: 'zh' });
    await stage.run((await select(stage, ['zh'])).ids);
    expect(endpoint.requests.map(tasksIn)).toEqual([inPoolOrder]);
    expect(endpoint.requests[0]!.messages.at(-1)!.content).not.toContain('English');
  });

  it('shows one section a call', async () => {
    const stage = await stageWith({ cellsPerCall: 28 });
    const { document, ids } = await select(stage);
    const second = JSON.stringify({ from: 0, to: 1 });
    await db
      .updateTable('assignment')
      .set({ section: second })
      .where('document_id', '=', document.id)
      .where('task', 'in', ['impact-scope', 'threat-analysis'])
      .execute();
    await stage.run(ids);
    expect(endpoint.requests.map(tasksIn).toSorted()).toEqual(
      [['threat-analysis', 'impact-scope'], inPoolOrder.filter((slug) => !/^(threat|impact)-/.test(slug))].toSorted(),
    );
  });

  it('asks what a rerun enters among itself: one task alone, all of them together', async () => {
    const stage = await stageWith({ cellsPerCall: 28 });
    const { document } = await acceptAll(stage);
    endpoint.requests.length = 0;
    const one = await rerun(stage, document, ['threat-analysis']);
    await stage.run(one);
    expect(one).toHaveLength(2);
    expect(endpoint.requests.map(tasksIn)).toEqual([['alone']]);
    const { document: another } = await acceptAll(stage);
    endpoint.requests.length = 0;
    const all = await rerun(stage, another, slugs.slice(0, 3));
    await stage.run(all.slice(0, 1));
    await stage.run(all.slice(1));
    expect(endpoint.requests.map(tasksIn)).toEqual([
      ['time-element-acquisition', 'threat-analysis', 'summary-generation'],
    ]);
  });
});

async function acceptAll(stage: Stage) {
  const selected = await select(stage);
  await stage.run(selected.ids);
  const validated = selected.ids.map((recordId) =>
    stage.settlement(
      { stage: 'validate', recordId, groupId: selected.document.id, model },
      {},
      { state: 'dropped', reason: 'ungrounded', detail: 'No.' },
    ),
  );
  await settleAll(db, validated);
  return selected;
}

async function rerun({ teacher }: Stage, document: Document, tasks: string[]): Promise<string[]> {
  const filter = { tasks, which: 'rejected', takeOver: false } as const;
  await beginRerun(db, filter, teacher, await beginRun(db, 'rerun', config));
  const rows = await db
    .selectFrom('rerun_cell')
    .innerJoin('cell', 'cell.id', 'cell_id')
    .innerJoin('work', 'record_id', 'cell.id')
    .select('cell.id')
    .where('cell.document_id', '=', document.id)
    .where('work.state', '=', 'pending')
    .execute();
  return rows.map(({ id }) => id);
}
