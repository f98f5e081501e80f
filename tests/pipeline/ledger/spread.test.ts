import { describe, expect, it } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { idOf } from '../../../pipeline/hash.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import { settleAll, type WorkKey } from '../../../pipeline/ledger/settle.ts';
import { readSpread, refreshSpread } from '../../../pipeline/ledger/spread.ts';
import type { Assignment, Document } from '../../../pipeline/records.ts';
import { nothingYet } from '../../../pipeline/stages/plenty.ts';
import { selectStage } from '../../../pipeline/stages/select.ts';
import type { Teacher } from '../../../pipeline/teacher/teacher.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { createLedger } from '../../test-database.ts';
import { enterDocument, startRun } from './records.ts';

const model = 'weigher-1';
/** Tasks that are rare by our estimate, and not so in these documents. */
const favourites = [
  'domain-intelligence-acquisition',
  'encryption-decryption-algorithm-identification',
  'time-element-acquisition',
  'vulnerability-information-extraction',
];
/** Finds that four in five tasks fit, the favourites a little better, the same for the same document. */
const teacher: Teacher = {
  ...{ name: 'rules', isQuick: true, model, promptVersions: { en: 'p1', zh: 'p1' } },
  weigh: async (document) =>
    taskPool.map(({ slug }): Assignment => {
      const throwOf = parseInt(idOf('throw', document.textHash, slug).slice(-2), 36) / 36 ** 2;
      const fit = throwOf < 0.2 ? 0.1 : favourites.includes(slug) ? 0.77 : 0.75;
      return { documentId: document.id, task: slug, fit, thought: {}, blocks: [0], chosen: false, reason: null };
    }),
  draft: () => Promise.reject(new Error('Nothing is drafted here.')),
};

const key = (stage: WorkKey['stage'], id: string): WorkKey => ({
  ...{ stage, recordId: id, groupId: id },
  model: stage === 'dedupe' ? '' : model,
});

async function enter(ledger: Ledger, config: Config, from: number, count: number): Promise<Document[]> {
  const { settlement } = await startRun(ledger, config);
  const documents: Document[] = [];
  for (let number = from; number < from + count; number++)
    documents.push(await enterDocument(ledger, config, `A report, number ${number}, on an attack.`));
  await settleAll(
    ledger.db,
    documents.map(({ id }) => ({ ...settlement(key('dedupe', id)), teacherModel: model })),
  );
  return documents;
}

/** Selects for some documents, as a worker with a stage of its own does. */
async function select(ledger: Ledger, config: Config, documents: readonly Document[]): Promise<void> {
  const { settlement } = await startRun(ledger, config);
  const stage = selectStage(ledger.db, teacher, config);
  for (const { recordId, input } of await stage.load(documents.map(({ id }) => id))) {
    const outcome = await stage.run(input);
    await settleAll(ledger.db, [settlement(key('select', recordId), outcome.outputs)]);
  }
}

const chosen = async ({ db }: Ledger) =>
  (
    await db
      .selectFrom('assignment')
      .innerJoin('document', 'document.id', 'document_id')
      .select(['text_hash', 'task'])
      .where('chosen', '=', true)
      .execute()
  )
    .map(({ text_hash, task }) => `${text_hash} ${task}`)
    .sort();

describe('the spread', () => {
  it('is looked at anew only where no document is on its way to being chosen for', async () => {
    const { ledger, config } = await createLedger();
    const refresh = async () => {
      await refreshSpread(ledger.db, config.minimumFit);
      return readSpread(ledger.db, model);
    };
    expect(await refresh()).toEqual(nothingYet);
    const first = await enter(ledger, config, 0, 6);
    await select(ledger, config, first.slice(0, 5));
    expect(await refresh()).toEqual(nothingYet);
    await select(ledger, config, first.slice(5));
    const spread = await refresh();
    expect(spread.documents).toBe(6);
    const sum = Object.values(spread.tasks).reduce((total, task) => total + task.chosen, 0);
    expect(sum).toBe(6 * 7);
    for (const { fits, chosen: of } of Object.values(spread.tasks)) expect(of <= fits && fits <= 6).toBe(true);

    // One that is not read yet is on its way as well.
    await enterDocument(ledger, config, 'A report that is still to be compared with others.');
    await ledger.db.deleteFrom('assignment').where('document_id', '=', first[0]!.id).execute();
    expect(await refresh()).toEqual(spread);
  });

  it('leaves out what gave way to a better copy', async () => {
    const { ledger, config } = await createLedger();
    const documents = await enter(ledger, config, 0, 4);
    await select(ledger, config, documents);
    await ledger.db
      .updateTable('work')
      .set({ state: 'dropped', reason: 'superseded' })
      .where('stage', '=', 'select')
      .where('record_id', '=', documents[0]!.id)
      .execute();
    await refreshSpread(ledger.db, config.minimumFit);
    const { documents: count, tasks } = await readSpread(ledger.db, model);
    expect(count).toBe(3);
    expect(Object.values(tasks).reduce((total, task) => total + task.chosen, 0)).toBe(3 * 7);
  });

  it('steers alike, whatever order documents come in, by however many workers, stopped or not', async () => {
    const results = [];
    for (const how of ['in order', 'the other way round', 'by two', 'stopped'] as const) {
      const { ledger, config } = await createLedger();
      for (const from of [0, 12]) {
        await refreshSpread(ledger.db, config.minimumFit);
        const documents = await enter(ledger, config, from, 12);
        if (how === 'in order') await select(ledger, config, documents);
        else if (how === 'the other way round') await select(ledger, config, documents.toReversed());
        else if (how === 'by two')
          await Promise.all([
            select(
              ledger,
              config,
              documents.filter((_, index) => index % 3 === 0),
            ),
            select(
              ledger,
              config,
              documents.filter((_, index) => index % 3 !== 0),
            ),
          ]);
        else {
          await select(ledger, config, documents.slice(0, 7));
          await refreshSpread(ledger.db, config.minimumFit);
          await select(ledger, config, documents.slice(7));
        }
      }
      results.push(await chosen(ledger));
    }
    expect(results[0]).toHaveLength(24 * 7);
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it('makes the second corpus mend what the first has plenty of', async () => {
    const share = async (steering: number) => {
      const { ledger, config } = await createLedger({ steering });
      const shares: number[] = [];
      for (const from of [0, 20]) {
        await refreshSpread(ledger.db, config.minimumFit);
        const documents = await enter(ledger, config, from, 20);
        await select(ledger, config, documents);
        const rows = await ledger.db
          .selectFrom('assignment')
          .select('task')
          .where('chosen', '=', true)
          .where(
            'document_id',
            'in',
            documents.map(({ id }) => id),
          )
          .execute();
        shares.push(rows.filter(({ task }) => favourites.includes(task)).length / rows.length);
      }
      return shares;
    };
    const [unsteered, steered] = [await share(0), await share(0.5)];
    expect(steered[0]).toBeLessThan(unsteered[0]! * 0.85);
    expect(steered[1]).toBeLessThan(steered[0]! * 0.85);
    expect(unsteered[1]).toBeGreaterThan(steered[1]! * 1.5);
  });
});
