import { describe, expect, it } from 'vitest';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import type { Cell } from '../../../pipeline/records.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from './records.ts';

const { ledger, config } = await createLedger();
const text = 'WannaCry spread over SMB on 12 May 2017 and encrypted the files of hospitals. ';

const stateOf = (recordId: string, stage: 'dedupe' | 'select' | 'generate') =>
  ledger.db
    .selectFrom('work')
    .select('state')
    .where('record_id', '=', recordId)
    .where('stage', '=', stage)
    .executeTakeFirst();

describe('settleAll', () => {
  it('writes outputs, closes the record and enters what follows, all or nothing', async () => {
    const document = await enterDocument(ledger, config, `${text}One.`);
    const { settlement } = await startRun(ledger, config);
    const key: WorkKey = { stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' };
    const cell: Cell = {
      ...{ id: 'cell_1', documentId: 'doc_that_is_not_there', task: 'summary-generation', language: 'en' },
      ...{ promptVersion: 'p1', model: 'rules-1', group: 'grp_1' },
    };
    await expect(settleAll(ledger.db, [settlement(key, { cells: [cell] })])).rejects.toThrow(/foreign key/);
    expect(await stateOf(document.id, 'dedupe')).toEqual({ state: 'pending' });
    const [result] = await settleAll(ledger.db, [settlement(key)]);
    expect(result).toEqual({
      settled: true,
      next: [{ stage: 'select', recordId: document.id, groupId: document.id, model: 'rules-1' }],
    });
    expect(await stateOf(document.id, 'select')).toEqual({ state: 'pending' });
  });

  it('lets a late result count for nothing', async () => {
    const document = await enterDocument(ledger, config, `${text}Two.`);
    const { settlement } = await startRun(ledger, config);
    const key: WorkKey = { stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' };
    const dropped = settlement(key, {}, { state: 'dropped', reason: 'duplicate', detail: 'The same.' });
    const [first, second] = await settleAll(ledger.db, [dropped, settlement(key)]);
    expect([first?.settled, second?.settled]).toEqual([true, false]);
    const [late] = await settleAll(ledger.db, [settlement(key)]);
    expect(late).toEqual({ settled: false, next: [] });
    expect(await stateOf(document.id, 'select')).toBeUndefined();
  });

  it('balances where a document is superseded in the very batch that goes on with it', async () => {
    const [worse, better] = [
      await enterDocument(ledger, config, `${text}Worse.`),
      await enterDocument(ledger, config, `${text}Better.`),
    ];
    const { settlement } = await startRun(ledger, config);
    const key = (id: string, stage: WorkKey['stage'], model = ''): WorkKey => ({
      stage,
      recordId: id,
      groupId: id,
      model,
    });
    await settleAll(ledger.db, [settlement(key(worse.id, 'dedupe'))]);
    const cell: Cell = {
      ...{ id: 'cell_worse', documentId: worse.id, task: 'summary-generation', language: 'en' },
      ...{ promptVersion: 'p1', model: 'rules-1', group: 'grp_worse' },
    };
    const results = await settleAll(ledger.db, [
      settlement(key(worse.id, 'select', 'rules-1'), { cells: [cell] }),
      settlement(key(better.id, 'dedupe'), { supersedes: [worse.id] }),
    ]);
    expect(results.map(({ next }) => next.length)).toEqual([0, 1]);
    expect(await stateOf('cell_worse', 'generate')).toEqual({ state: 'dropped' });
    const report = await audit(ledger.db);
    expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report.balanced).toBe(true);
  });

  it('refuses a drop without a reason', async () => {
    const document = await enterDocument(ledger, config, `${text}Three.`);
    const { settlement } = await startRun(ledger, config);
    const key: WorkKey = { stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' };
    await expect(settleAll(ledger.db, [settlement(key, {}, { state: 'dropped' })])).rejects.toThrow(/check constraint/);
  });
});

describe('audit', () => {
  it('balances, and names the records where something was lost or has a reason of another stage', async () => {
    expect((await audit(ledger.db)).balanced).toBe(true);
    const document = await enterDocument(ledger, config, `${text}Four.`);
    await ledger.db.deleteFrom('work').where('record_id', '=', document.id).execute();
    const lost = await audit(ledger.db);
    expect(lost.balanced).toBe(false);
    expect(lost.stages.find(({ stage }) => stage === 'dedupe')?.balanced).toBe(false);
    expect(lost.rules.find(({ rule }) => rule.includes('input of dedupe'))?.ids).toEqual([document.id]);
    await ledger.db
      .insertInto('work')
      .values({
        stage: 'dedupe',
        record_id: document.id,
        group_id: document.id,
        state: 'dropped',
        reason: 'off-topic',
        detail: null,
        run_id: null,
      })
      .execute();
    const odd = await audit(ledger.db);
    expect(odd.rules.find(({ rule }) => rule.includes('reason of its stage'))).toMatchObject({
      violations: 1,
      ids: [document.id],
    });
  });

  it('names documents that the index of near-duplicates has lost or kept against their standing, and pairs without successor', async () => {
    const [lost, left] = [
      await enterDocument(ledger, config, `${text}Five.`),
      await enterDocument(ledger, config, `${text}Six.`),
    ];
    await ledger.db.deleteFrom('document_band').where('document_id', '=', lost.id).execute();
    await ledger.db.updateTable('document').set({ outdated_at: new Date() }).where('id', '=', left.id).execute();
    const gone = { cell_id: 'cell_gone', document_id: lost.id, pair: '{}', because: 'replaced' as const };
    await ledger.db
      .insertInto('retired_pair')
      .values([
        { ...gone, id: 'pair_gone', replaced_by: 'pair_nowhere' },
        { ...gone, id: 'pair_succeeded', replaced_by: 'pair_gone' },
      ])
      .execute();
    const { rules } = await audit(ledger.db);
    const idsOf = (words: string) => rules.find(({ rule }) => rule.includes(words))?.ids;
    expect(idsOf('out of the index')).toEqual([lost.id, left.id].sort());
    expect(idsOf('in the dataset or in history')).toEqual(['pair_gone']);
  });
});
