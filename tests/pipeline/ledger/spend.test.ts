import { describe, expect, it } from 'vitest';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { spendBy, spendReport } from '../../../pipeline/ledger/spend.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { createLedger } from '../../test-database.ts';

const { ledger, config } = await createLedger();
const { db } = ledger;
const price = { input: 1, output: 2, batch: 0.5, label: 'test' };
const prices = (model: string) =>
  model === 'unpriced' ? null : { ...price, ...(model === 'rules-1' && { noCall: true }) };
const runs = [await beginRun(db, 'one', config), await beginRun(db, 'two', config)] as const;
const [one, two] = runs.map((run) => new Completions(db, run, { prices, budget: null })) as [Completions, Completions];

const usage = { prompt_tokens: 600, completion_tokens: 300, completion_tokens_details: { reasoning_tokens: 60 } };
const answer = { text: 'yes', reasoning: null, finishReason: 'stop', usage };
const ask = async () => answer;
const base = { model: 'm', documentId: 'doc_1' };
await one.get({ ...base, purpose: 'select', key: 1 }, ask);
const serves = { tasks: ['task-a', 'task-b'], languages: ['en', 'zh'] as const };
await one.get({ ...base, purpose: 'generate', key: 2, serves }, ask);
await two.get({ ...base, purpose: 'repair', key: 3, serves: { tasks: ['task-a'], languages: ['en'] } }, ask);
await two.get({ ...base, purpose: 'select', key: 4 }, async () => ({ ...answer, model: 'unpriced', usage: null }));
await two.put({ ...base, purpose: 'select', key: 5 }, { ...answer, batch: true });
await two.get({ ...base, model: 'rules-1', purpose: 'generate', key: 6 }, async () => ({ ...answer, usage: null }));

describe('spendBy', () => {
  it('splits a call evenly over the cells that it served', async () => {
    const rows = await spendBy(db);
    const generated = rows.filter(({ purpose }) => purpose === 'generate');
    expect(generated).toHaveLength(4);
    for (const row of generated)
      expect(row).toMatchObject({ calls: 0.25, input: 150, output: 75, reasoning: 15, cost: 0.0003, run: runs[0] });
    expect(rows.find(({ purpose }) => purpose === 'repair')).toMatchObject({
      task: 'task-a',
      language: 'en',
      calls: 1,
    });
  });

  it('adds up to what was paid by whatever it is split, and names what is not known', async () => {
    const total = await db.selectFrom('spend_total').selectAll().executeTakeFirstOrThrow();
    // Three calls of $0.0012, and one at half price.
    expect(total.cost).toBeCloseTo(0.0042, 9);
    for (const keys of [['model'], ['task'], ['language'], ['run'], ['model', 'purpose']] as const) {
      const rows = await spendBy(db, keys);
      const sum = (key: 'calls' | 'input' | 'output' | 'cost') => rows.reduce((all, row) => all + row[key], 0);
      expect(sum('calls'), String(keys)).toBeCloseTo(5, 9);
      expect(sum('cost'), String(keys)).toBeCloseTo(total.cost, 9);
      expect(sum('input') + sum('output'), String(keys)).toBeCloseTo(total.tokens, 6);
    }
    expect(await spendBy(db, ['model'])).toEqual([
      expect.objectContaining({ model: 'm', calls: 4, estimated: 0, unpriced: 0 }),
      expect.objectContaining({ model: 'unpriced', calls: 1, estimated: 1, unpriced: 1, cost: 0 }),
    ]);
    expect((await spendBy(db, ['run'])).map(({ run }) => run)).toEqual(expect.arrayContaining([...runs]));
    expect((await spendReport(db)).byPurpose.map(({ purpose, calls }) => [purpose, calls])).toEqual([
      ['select', 3],
      ['generate', 1],
      ['repair', 1],
    ]);
  });
});
