import { describe, expect, it } from 'vitest';
import { audit } from '../../../pipeline/ledger/audit.ts';
import { dropFailed, listFailed, retryFailed } from '../../../pipeline/ledger/failed.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from './records.ts';

const { ledger, config } = await createLedger();
const text = 'WannaCry spread over SMB on 12 May 2017 and encrypted the files of hospitals. ';

/** A document whose deduplication failed. */
async function failedDocument(words: string, error: string) {
  const document = await enterDocument(ledger, config, `${text}${words}`);
  const { settlement } = await startRun(ledger, config);
  const key: WorkKey = { stage: 'dedupe', recordId: document.id, groupId: document.id, model: '' };
  await ledger.db.updateTable('work').set({ attempts: 5 }).where('record_id', '=', document.id).execute();
  await settleAll(ledger.db, [settlement(key, {}, { state: 'failed', detail: error })]);
  return document;
}

const standing = (id: string) =>
  ledger.db
    .selectFrom('work')
    .select(['stage', 'state', 'reason', 'detail', 'attempts'])
    .where('record_id', '=', id)
    .orderBy('stage')
    .execute();

describe('failed records', () => {
  it('are listed with their error and where they come from, and filtered', async () => {
    const one = await failedDocument('One.', 'It broke off: HTTP 500.');
    const two = await failedDocument('Two.', 'Too large.');
    const all = await listFailed(ledger.db, {}, 10);
    expect(all.total).toBe(2);
    expect(all.records.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    const { records } = await listFailed(ledger.db, { reason: 'http 500', stage: 'dedupe', source: 'test' }, 10);
    expect(records).toMatchObject([
      { id: one.id, stage: 'dedupe', source: 'test', url: one.url, error: 'It broke off: HTTP 500.', attempts: 5 },
    ]);
    expect((await listFailed(ledger.db, { source: 'other' }, 10)).total).toBe(0);
    expect(await listFailed(ledger.db, {}, 1)).toMatchObject({ total: 2, records: [{}] });
  });

  it('are pending again after a retry, with all their tries, and the ledger balances', async () => {
    const document = await failedDocument('Retried.', 'Broken.');
    expect(await retryFailed(ledger.db, { ids: [document.id] })).toEqual({ retried: 1, outdated: 0 });
    expect(await standing(document.id)).toEqual([
      { stage: 'dedupe', state: 'pending', reason: null, detail: null, attempts: 0 },
    ]);
    expect((await audit(ledger.db)).balanced).toBe(true);
    expect(await retryFailed(ledger.db, { ids: [document.id] })).toEqual({ retried: 0, outdated: 0 });
  });

  it('count as dropped once they are given up, and the ledger balances', async () => {
    const document = await failedDocument('Dropped.', 'Broken.');
    expect(await dropFailed(ledger.db, { ids: [document.id] }, 'The site is gone.')).toBe(1);
    expect(await standing(document.id)).toMatchObject([
      { state: 'dropped', reason: 'given-up', detail: 'The site is gone. Its error: Broken.' },
    ]);
    const report = await audit(ledger.db);
    expect(report.rules.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(report.balanced).toBe(true);
  });

  it('stay failed where their document has left the dataset', async () => {
    const document = await enterDocument(ledger, config, `${text}Gone.`);
    const { settlement } = await startRun(ledger, config);
    const of = (stage: WorkKey['stage'], model = ''): WorkKey => ({
      ...{ stage, recordId: document.id, groupId: document.id, model },
    });
    await settleAll(ledger.db, [settlement(of('dedupe'))]);
    await settleAll(ledger.db, [settlement(of('select', 'rules-1'), {}, { state: 'failed', detail: 'Broken.' })]);
    await ledger.db
      .updateTable('work')
      .set({ state: 'dropped', reason: 'near-duplicate' })
      .where('record_id', '=', document.id)
      .where('stage', '=', 'dedupe')
      .execute();
    expect(await retryFailed(ledger.db, { ids: [document.id] })).toEqual({ retried: 0, outdated: 1 });
    expect(await dropFailed(ledger.db, { ids: [document.id], stage: 'select' }, 'Of no use.')).toBe(1);
    expect((await audit(ledger.db)).balanced).toBe(true);
  });
});
