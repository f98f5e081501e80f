import { expect, it } from 'vitest';
import { planJudging } from '../../../pipeline/ledger/plan-judging.ts';
import { settleAll } from '../../../pipeline/ledger/settle.ts';
import { showRecord } from '../../../pipeline/ledger/show.ts';
import { supersede } from '../../../pipeline/ledger/supersede.ts';
import { revive } from '../../../pipeline/ledger/versions.ts';
import { criteria, type Verdict } from '../../../pipeline/teacher/judge/verdict.ts';
import { createLedger } from '../../test-database.ts';
import { cellSettler, expectBalance, model, summary } from './rerun-cells.ts';

const { ledger, config } = await createLedger();
const { db } = ledger;
const cells = await cellSettler(ledger, config);
const judge = 'judge-7b';

const verdict = Object.fromEntries(criteria.map((name) => [name, { reason: 'So.', score: 2 }])) as Verdict;

/** Settles what is pending for a judge of a cell. */
async function settleJudging(cellId: string, verdictIs: 'kept' | 'low-score') {
  const pair = await db.selectFrom('pair').select('completion_id').where('cell_id', '=', cellId).executeTakeFirst();
  const cell = await db.selectFrom('cell').selectAll().where('id', '=', cellId).executeTakeFirstOrThrow();
  const judgement = {
    ...{ completionId: pair!.completion_id, score: 2, criteria: verdict },
    ...{ improvement: null, improved: false, refusedBecause: null },
  };
  const why = verdictIs === 'kept' ? {} : { state: 'dropped' as const, reason: 'low-score' as const, detail: 'Low.' };
  const key = { stage: 'judge' as const, recordId: cellId, groupId: cell.document_id, model: judge };
  await settleAll(db, [cells.settlement(key, { judgement }, why)]);
}

const standing = async (cellId: string) => {
  const rows = await db
    .selectFrom('work')
    .select(['stage', 'state', 'reason'])
    .where('record_id', '=', cellId)
    .where('stage', 'in', ['validate', 'judge'])
    .orderBy('stage', 'desc')
    .execute();
  return rows.map(({ stage, state, reason }) => `${stage} ${reason ?? state}`);
};

const plan = () => planJudging(db, judge, model, cells.runId);

it('enters the pairs of a teacher, each once, and none of documents that are out of the dataset', async () => {
  const { document, cells: ids } = await cells.select([summary]);
  for (const id of ids) await cells.accept(id);
  await planJudging(db, judge, 'another-teacher', cells.runId);
  expect(await standing(ids[0]!)).toEqual(['validate kept']);
  await plan();
  await plan();
  expect(await standing(ids[0]!)).toEqual(['validate kept', 'judge pending']);
  await expectBalance(ledger);
  await settleJudging(ids[0]!, 'low-score');
  expect(await standing(ids[0]!)).toEqual(['validate kept', 'judge low-score']);
  await plan();
  expect(await standing(ids[0]!)).toEqual(['validate kept', 'judge low-score']);
  await expectBalance(ledger);
  expect(await showRecord(db, ids[0]!)).toMatchObject({
    pair: null,
    judgements: [{ model: judge, score: 2, criteria: { faithful: { reason: 'So.' } } }],
    retired: [{ because: 'low-score' }],
  });

  // What is out with its document is not judged, and what comes back is judged after it has passed the checks again.
  await db.transaction().execute((transaction) => supersede(transaction, [document.id], 'doc_better'));
  expect(await standing(ids[0]!)).toEqual(['validate superseded', 'judge low-score']);
  expect(await standing(ids[1]!)).toEqual(['validate superseded', 'judge superseded']);
  await plan();
  await expectBalance(ledger);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('work')
      .set({ state: 'kept', reason: null, detail: null })
      .where('stage', '=', 'dedupe')
      .where('record_id', '=', document.id)
      .execute();
    await revive(transaction, [document.id]);
  });
  expect(await standing(ids[1]!)).toEqual(['validate pending', 'judge superseded']);
  for (const id of ids)
    await settleAll(db, [
      cells.settlement(cells.key('generate', id, document.id), {}),
      cells.settlement(cells.key('validate', id, document.id), { judge }),
    ]);
  expect(await standing(ids[0]!)).toEqual(['validate kept', 'judge low-score']);
  expect(await standing(ids[1]!)).toEqual(['validate kept', 'judge pending']);
  await expectBalance(ledger);
});
