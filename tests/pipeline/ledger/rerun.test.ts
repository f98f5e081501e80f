import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginRerun } from '../../../pipeline/ledger/begin-rerun.ts';
import { markStale } from '../../../pipeline/ledger/mark-stale.ts';
import { planRerun, type RerunFilter } from '../../../pipeline/ledger/rerun-plan.ts';
import { rerunReport } from '../../../pipeline/ledger/rerun-report.ts';
import { settleAll } from '../../../pipeline/ledger/settle.ts';
import { undoRerun } from '../../../pipeline/ledger/undo-rerun.ts';
import { enterWork } from '../../../pipeline/ledger/work.ts';
import { defaultExport, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { sevenllm } from '../../../pipeline/shards/formats/sevenllm.ts';
import { splits } from '../../../pipeline/shards/split.ts';
import { cellOf } from '../../../pipeline/stages/select.ts';
import type { Teacher } from '../../../pipeline/teacher/teacher.ts';
import { createLedger } from '../../test-database.ts';
import { cellSettler, entities, expectBalance, model, present, summary } from './rerun-cells.ts';

const { ledger, config } = await createLedger();
const { db } = ledger;
const cells = await cellSettler(ledger, config);
const filter = (overrides: Partial<RerunFilter> = {}): RerunFilter => ({ which: 'due', takeOver: false, ...overrides });
const changed = { model, promptVersions: { en: 'p2', zh: 'p2' } };

/** Within one document, so that the tests of this file do not see each other's cells. */
async function planFor(documentId: string, overrides: Partial<RerunFilter> = {}, teacher = present) {
  const { cells: planned } = await planRerun(db, filter(overrides), teacher);
  return planned
    .filter((cell) => cell.documentId === documentId)
    .map(({ task, language, because }) => `${task} ${language} ${because}`)
    .sort();
}

const pairsOf = (documentId: string) =>
  db.selectFrom('pair').selectAll().where('document_id', '=', documentId).orderBy('id').execute();

/** The cells that a rerun entered for a document, by language. */
async function entered(id: string | null, documentId: string) {
  const rows = await db
    .selectFrom('rerun_cell')
    .innerJoin('cell', 'cell.id', 'rerun_cell.cell_id')
    .select(['cell.id', 'cell.language', 'cell.generation', 'cell.task', 'cell.prompt_version'])
    .where('rerun_id', '=', id ?? '')
    .where('document_id', '=', documentId)
    .orderBy('language')
    .execute();
  return rows;
}

const begin = (overrides: Partial<RerunFilter>, teacher: Pick<Teacher, 'model' | 'promptVersions'> = present) =>
  beginRerun(db, filter(overrides), teacher, cells.runId);

describe('planRerun', () => {
  it('asks nothing where nothing has changed, and all where all are asked for', async () => {
    const { document, cells: ids } = await cells.select([summary]);
    for (const id of ids) await cells.accept(id);
    expect(await planFor(document.id)).toEqual([]);
    expect(await planFor(document.id, { which: 'all' })).toEqual([`${summary} en asked`, `${summary} zh asked`]);
    expect(await planFor(document.id, { which: 'all', language: 'zh' })).toEqual([`${summary} zh asked`]);
    expect(await planFor(document.id, { which: 'all', tasks: [entities] })).toEqual([]);
    expect(await planFor(document.id, { which: 'all', sources: ['another'] })).toEqual([]);
    expect(await planFor(document.id, { which: 'all', promptVersion: 'p0' })).toEqual([]);
  });

  it('finds exactly the cells of a changed prompt, of a changed task, of another model', async () => {
    const { document, cells: ids } = await cells.select([summary, entities], ['en']);
    for (const id of ids) await cells.accept(id);
    expect(await planFor(document.id, { which: 'stale' }, changed)).toEqual([
      `${entities} en prompt`,
      `${summary} en prompt`,
    ]);
    await db.updateTable('cell').set({ task_hash: 'another' }).where('id', '=', ids[0]!).execute();
    expect(await planFor(document.id, { which: 'stale' })).toEqual([`${summary} en task`]);
    await markStale(db, present);
    const stale = () =>
      db
        .selectFrom('cell')
        .select(['id', 'stale_because'])
        .where('document_id', '=', document.id)
        .where('stale_since', 'is not', null)
        .execute();
    expect(await stale()).toEqual([{ id: ids[0], stale_because: 'task' }]);
    await db.updateTable('cell').set({ task_hash: null }).where('id', '=', ids[0]!).execute();
    await markStale(db, present);
    expect(await stale()).toEqual([]);
    const other = { ...present, model: 'other' };
    expect(await planFor(document.id, {}, other)).toEqual([]);
    expect(await planFor(document.id, { takeOver: true, tasks: [summary] }, other)).toEqual([`${summary} en model`]);
  });

  it('finds what was rejected, and only what was published since', async () => {
    const { document, cells: ids } = await cells.select([summary], ['en', 'zh'], { publishedAt: '2024-03-05' });
    await cells.accept(ids[0]!);
    await cells.reject(ids[1]!);
    expect(await planFor(document.id)).toEqual([`${summary} zh rejected`]);
    expect(await planFor(document.id, { which: 'stale' })).toEqual([]);
    expect(await planFor(document.id, { which: 'all', since: new Date('2024-04-01') })).toEqual([]);
    expect(await planFor(document.id, { which: 'all', since: new Date('2024-03-01') })).toHaveLength(2);
  });
});

describe('a rerun', () => {
  it('puts a new pair in the place of the old one in one transaction, and undoes it', async () => {
    const { document, cells: ids } = await cells.select([summary, entities]);
    for (const id of ids) await cells.accept(id, 'Old.');
    const before = await pairsOf(document.id);
    const { id } = await begin({ which: 'stale', tasks: [summary] }, changed);
    const [en, zh] = await entered(id, document.id);
    expect([en, zh]).toMatchObject([
      { language: 'en', task: summary, generation: 1, prompt_version: 'p2' },
      { language: 'zh', task: summary, generation: 1, prompt_version: 'p2' },
    ]);
    expect(await pairsOf(document.id)).toEqual(before);
    await expectBalance(ledger);
    const pair = await cells.accept(en!.id, 'New.');
    await expectBalance(ledger);
    const after = await pairsOf(document.id);
    expect(after).toHaveLength(before.length);
    expect(after.filter(({ output }) => output === 'New.')).toMatchObject([{ id: pair, prompt_version: 'p2' }]);
    const history = await db.selectFrom('retired_pair').selectAll().where('replaced_by', '=', pair).execute();
    expect(history).toMatchObject([{ because: 'replaced', document_id: document.id }]);

    // The other language is still pending: it is cancelled, and nothing else changes hands.
    const undone = await undoRerun(db, id!);
    expect(undone).toMatchObject({ id, retired: 1, restored: 1 });
    expect(undone.cancelled).toBeGreaterThanOrEqual(1);
    expect(await pairsOf(document.id)).toEqual(before);
    await expectBalance(ledger);
    await expect(undoRerun(db, id!)).rejects.toThrow(/undone already/);
    // A worker that comes late with the cancelled cell's answer changes nothing.
    await cells.accept(zh!.id, 'Late.');
    expect(await pairsOf(document.id)).toEqual(before);
    await expectBalance(ledger);
  });

  it('leaves the old pair where the new draft fails, and does not take the cell for stale again', async () => {
    const { document, cells: ids } = await cells.select([entities]);
    for (const id of ids) await cells.accept(id, 'Old.');
    const before = await pairsOf(document.id);
    const { id } = await begin({ tasks: [entities], which: 'stale' }, changed);
    const mine = await entered(id, document.id);
    await cells.reject(mine[0]!.id, 'generate');
    await cells.reject(mine[1]!.id, 'validate');
    expect(await pairsOf(document.id)).toEqual(before);
    await expectBalance(ledger);
    const counts = await rerunReport(db, id!);
    expect(counts).toContainEqual({ outcome: 'left', reason: 'refused', count: 1 });
    expect(counts).toContainEqual({ outcome: 'left', reason: 'ungrounded', count: 1 });
    expect(await planFor(document.id, { which: 'stale' }, changed)).toEqual([]);
    expect(await planFor(document.id, { which: 'rejected' }, changed)).toEqual([
      `${entities} en rejected`,
      `${entities} zh rejected`,
    ]);
    // The attempts of a rerun that was taken back count for nothing.
    await undoRerun(db, id!);
    expect(await planFor(document.id, { which: 'stale' }, changed)).toHaveLength(2);
    await expectBalance(ledger);
  });

  it('takes over the standing of a cell that never had a pair, and gives it back', async () => {
    const alone = { which: 'rejected', sources: ['alone'] } as const;
    const { document, cells: ids } = await cells.select([summary], ['en'], { source: 'alone' });
    await cells.reject(ids[0]!);
    const first = await begin(alone);
    const [again] = await entered(first.id, document.id);
    await cells.reject(again!.id);
    await expectBalance(ledger);
    const second = await begin(alone);
    const [third] = await entered(second.id, document.id);
    expect(third!.generation).toBe(2);
    await expect(undoRerun(db, first.id!)).rejects.toThrow(`${second.id} has built on ${first.id} since`);
    await cells.accept(third!.id, 'At last.');
    await expectBalance(ledger);
    expect(await pairsOf(document.id)).toHaveLength(1);
    expect(await undoRerun(db)).toMatchObject({ id: second.id, retired: 1, restored: 0 });
    await undoRerun(db, first.id!);
    await expectBalance(ledger);
    expect(await pairsOf(document.id)).toEqual([]);
    expect(await planFor(document.id)).toEqual([`${summary} en rejected`]);
  });

  it('lets another model take over, whose own selection enters no second cell later', async () => {
    const { document, cells: ids } = await cells.select([summary], ['en']);
    await cells.accept(ids[0]!, 'Old.');
    const other = { model: 'other', promptVersions: { en: 'p1', zh: 'p1' } };
    const { id } = await begin({ which: 'due', tasks: [summary], takeOver: true }, other);
    const [taken] = await entered(id, document.id);
    await cells.accept(taken!.id, 'By another.');
    await expectBalance(ledger);
    expect(await pairsOf(document.id)).toMatchObject([{ model: 'other', output: 'By another.' }]);
    const select = cells.key('select', document.id, document.id, 'other');
    await db.transaction().execute((transaction) => enterWork(transaction, [select], cells.runId));
    const second = cellOf(document, summary, 'en', { ...other, promptVersions: { en: 'p3', zh: 'p3' } });
    await settleAll(db, [cells.settlement(select, { cells: [second] })]);
    const own = db.selectFrom('cell').select('id').where('document_id', '=', document.id).where('model', '=', 'other');
    expect(await own.execute()).toEqual([{ id: taken!.id }]);
    await expectBalance(ledger);
    await undoRerun(db, id!);
    expect(await pairsOf(document.id)).toMatchObject([{ model, output: 'Old.' }]);
    await expectBalance(ledger);
  });

  it('is gone on with where it was left, instead of begun anew', async () => {
    const { document, cells: ids } = await cells.select([summary]);
    for (const id of ids) await cells.accept(id, 'Old.');
    const asked = { which: 'all', tasks: [summary], promptVersion: 'p1' } as const;
    const { id } = await begin(asked);
    const [en, zh] = await entered(id, document.id);
    await cells.accept(en!.id, 'New.');
    const again = await begin(asked);
    expect(again).toMatchObject({ id, plan: { cells: [] } });
    expect(again.plan.underWay).toBeGreaterThan(0);
    expect(await planFor(document.id, { which: 'all' })).toEqual([`${summary} en asked`]);
    await cells.accept(zh!.id, 'New.');
    expect((await pairsOf(document.id)).map(({ output }) => output)).toEqual(['New.', 'New.']);
    await undoRerun(db, id!);
    await expectBalance(ledger);
  });

  it('balances where its document goes and comes back', async () => {
    const { document, cells: ids } = await cells.select([summary], ['en']);
    await cells.accept(ids[0]!, 'Old.');
    const before = await pairsOf(document.id);
    const { id } = await begin({ which: 'all', tasks: [summary] });
    const [attempt] = await entered(id, document.id);
    await cells.accept(attempt!.id, 'New.');
    const { document: better } = await cells.select([summary], ['en']);
    const { settlement, key } = cells;
    await db
      .updateTable('work')
      .set({ state: 'pending' })
      .where('record_id', '=', better.id)
      .where('stage', '=', 'dedupe')
      .execute();
    await settleAll(db, [settlement(key('dedupe', better.id), { supersedes: [document.id] })]);
    expect(await pairsOf(document.id)).toEqual([]);
    await expectBalance(ledger);
    // Undone while it is out: what comes back with the document later is the old pair.
    await undoRerun(db, id!);
    await expectBalance(ledger);
    await db
      .updateTable('work')
      .set({ state: 'pending', reason: null })
      .where('record_id', '=', document.id)
      .where('stage', '=', 'dedupe')
      .execute();
    await settleAll(db, [settlement(key('dedupe', document.id))]);
    await settleAll(db, [settlement(key('select', document.id), { cells: [] })]);
    await cells.accept(ids[0]!, 'Old.');
    await expectBalance(ledger);
    expect(await pairsOf(document.id)).toEqual(before);
  });
});

it('enters no second cell where selection is asked again under another prompt', async () => {
  const { document, cells: ids } = await cells.select([summary], ['en']);
  await cells.accept(ids[0]!);
  await db
    .updateTable('work')
    .set({ state: 'pending' })
    .where('record_id', '=', document.id)
    .where('stage', '=', 'select')
    .execute();
  await cells.selectAgain(document.id, [summary, entities], ['en'], 'p2');
  const rows = await db
    .selectFrom('cell')
    .select(['task', 'prompt_version'])
    .where('document_id', '=', document.id)
    .orderBy('task')
    .execute();
  expect(rows).toEqual([
    { task: entities, prompt_version: 'p2' },
    { task: summary, prompt_version: 'p1' },
  ]);
  await expectBalance(ledger);
});

it('exports one pair of a document, task and language, whatever prompts there are pairs of', async () => {
  const { document, cells: ids } = await cells.select([summary], ['en']);
  await cells.accept(ids[0]!, 'By p1.');
  const { id, group: group_id } = cellOf(document, summary, 'en', changed);
  const of = {
    document_id: document.id,
    task: summary,
    language: 'en',
    model,
    prompt_version: 'p2',
    group_id,
  } as const;
  await db
    .insertInto('cell')
    .values({ id, ...of })
    .execute();
  const [pair] = await pairsOf(document.id);
  const { output: _, blocks, evidence, ...same } = pair!;
  const texts = { output: '"By p2."', blocks: JSON.stringify(blocks), evidence: JSON.stringify(evidence) };
  await db
    .insertInto('pair')
    .values({ ...same, ...of, ...texts, id: 'pair_p2', cell_id: id })
    .execute();
  // Else curation would take it for one with the others of this ledger.
  await db
    .updateTable('pair')
    .set({ input: 'What no other pair is about.' })
    .where('document_id', '=', document.id)
    .execute();
  const folder = await mkdtemp(join(tmpdir(), 'sevenllm-rerun-'));
  await exportShards(ledger, config, { ...defaultExport, formats: [sevenllm], splits, folder, preferredModel: '' });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const shards = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8'))).finally(() =>
    rm(folder, { recursive: true }),
  );
  expect(shards.join('').match(/By p\d/g)).toEqual(['By p2']);
});
