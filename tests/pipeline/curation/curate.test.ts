import { describe, expect, it } from 'vitest';
import { curate } from '../../../pipeline/curation/curate.ts';
import { idOf } from '../../../pipeline/hash.ts';
import { audit } from '../../../pipeline/ledger/audit.ts';
import type { Ledger } from '../../../pipeline/ledger/ledger.ts';
import { showRecord } from '../../../pipeline/ledger/show.ts';
import { readStatus } from '../../../pipeline/ledger/status.ts';
import type { Language, Pair } from '../../../pipeline/records.ts';
import { inSnapshot } from '../../../pipeline/shards/export-shards.ts';
import { readPairs } from '../../../pipeline/shards/read-pairs.ts';
import { createLedger } from '../../test-database.ts';
import { cellSettler } from '../ledger/rerun-cells.ts';

const rules = { noveltyThreshold: 0.7, documentCap: null, sourceCap: null };
const texts = [
  'The intruders came in through a mail gateway that nobody had updated since spring, copied the address book and left within an hour of the alarm.',
  'A loader hides behind a driver update; it waits for two reboots, then asks a server in another country for its second part and removes itself.',
  'Police took down nine servers of a shop for stolen cards on Tuesday and arrested a student who had kept its books for three years.',
  'Whoever opened the calendar invitation gave its sender a session cookie, with which the mailbox was forwarded for weeks before an auditor noticed.',
];
const answers = [
  'The report tells of an old mail gateway as the way in and of an address book that was copied within an hour.',
  'The malware poses as a driver, waits until it was started twice, and only then fetches what does the damage.',
  'A shop for stolen cards was shut by the police, who took nine servers and arrested the student behind its books.',
  'A session cookie was enough to forward all mail of an account for weeks; the auditor who noticed was lucky.',
];
const chinese = [
  '入侵者利用一台自春天以来无人更新的邮件网关进入内网，复制通讯录后在一小时内离开。',
  '报告指出，入侵者从一台多年没有更新的邮件网关进入内网，并且在一小时之内带走了整份通讯录。',
];

const summary = 'summary-generation';
const trend = 'trend-prediction';
const label = 'cybersecurity-event-classification';
const tasks = [summary, trend, 'impact-scope', 'risk-assessment', label];

interface Made {
  id: string;
  documentId: string;
}

/** Puts pairs into a ledger as if the checks had passed them. */
async function pairMaker(ledger: Ledger, config: Parameters<typeof cellSettler>[1]) {
  const settler = await cellSettler(ledger, config);
  const documents = new Map<string, Awaited<ReturnType<typeof settler.select>>>();

  return async (
    name: string,
    task: string,
    { language = 'en', fit = 0.5, ...pair }: Partial<Pair> & { language?: Language; fit?: number } = {},
  ): Promise<Made> => {
    const selected = documents.get(name) ?? (await settler.select(tasks, ['en', 'zh']));
    documents.set(name, selected);
    const cellId = selected.cells[tasks.indexOf(task) * 2 + (language === 'en' ? 0 : 1)]!;
    await settler.accept(cellId, typeof pair.output === 'string' ? pair.output : answers[0]);
    await ledger.db
      .updateTable('pair')
      .set({ instruction: 'Say what this is about.', input: pair.input!, blocks: JSON.stringify(pair.blocks ?? [0]) })
      .set(typeof pair.output === 'object' ? { output: JSON.stringify(pair.output) } : {})
      .where('cell_id', '=', cellId)
      .execute();
    await ledger.db
      .updateTable('assignment')
      .set({ fit })
      .where('document_id', '=', selected.document.id)
      .where('task', '=', task)
      .execute();
    return { id: idOf('pair', cellId), documentId: selected.document.id };
  };
}

const leftOut = async (ledger: Ledger) =>
  Object.fromEntries(
    (await ledger.db.selectFrom('curation').select(['pair_id', 'reason', 'of']).execute()).map(
      ({ pair_id, reason, of }) => [pair_id, `${reason} ${of ?? ''}`.trim()],
    ),
  );

const exported = (ledger: Ledger, filter = {}) =>
  inSnapshot(ledger, async (transaction) => {
    const ids: string[] = [];
    const selection = { filter, shares: { validationShare: 0, benchShare: 0 }, preferredModel: '' };
    for await (const { id } of readPairs(transaction, selection)) ids.push(id);
    return ids.sort();
  });

describe('curate', () => {
  it('leaves out requests that are nearly the same, and answers that are, but not what only looks so', async () => {
    const { ledger, config } = await createLedger();
    const make = await pairMaker(ledger, config);
    const first = await make('a', summary, { input: texts[0]!, output: answers[0]!, fit: 0.9 });
    const near = await make('b', summary, { input: texts[0]!.replace('spring', 'autumn'), output: answers[1]! });
    const other = await make('c', summary, { input: texts[1]!, output: answers[1]!, fit: 0.8 });
    const sameAnswer = await make('d', summary, { input: texts[2]!, output: answers[1]!.toUpperCase() });
    // Other tasks and languages ask something else; short answers are labels that texts share.
    await make('b', trend, { input: texts[0]!, output: answers[2]! });
    await make('a', summary, { input: chinese[0]!, output: chinese[1]!, language: 'zh' });
    await make('a', label, { input: texts[0]!, output: { class: 'intrusion' } });
    await make('d', label, { input: texts[2]!, output: { class: 'intrusion' } });

    const report = await curate(ledger.db, rules);
    expect(await leftOut(ledger)).toEqual({
      [near.id]: `near-duplicate-instruction ${first.id}`,
      [sameAnswer.id]: `duplicate-answer ${other.id}`,
    });
    expect(report).toMatchObject({ isFresh: true, pairs: { en: 7, zh: 1 }, exported: { en: 5, zh: 1 } });

    const all = await exported(ledger, { curated: false });
    expect(all).toHaveLength(8);
    expect(await exported(ledger)).toEqual(all.filter((id) => id !== near.id && id !== sameAnswer.id));
    const { curation, pairs } = await readStatus(ledger.db);
    expect(curation.leftOut.reduce((sum, { en, zh }) => sum + en + zh, 0) + 6).toBe(pairs.en + pairs.zh);
    const { rules: audited } = await audit(ledger.db);
    expect(audited.filter(({ rule, violations }) => /left out/.test(rule) && violations > 0)).toEqual([]);
    expect(await showRecord(ledger.db, near.id)).toMatchObject({ curated: { of: first.id } });
  });

  it('leaves out what another task says of the same blocks', async () => {
    const { ledger, config } = await createLedger();
    const make = await pairMaker(ledger, config);
    const best = await make('a', summary, { input: texts[0]!, output: answers[0]!, blocks: [0, 1], fit: 0.9 });
    const same = await make('a', trend, { input: texts[0]!, output: `${answers[0]!} Indeed.`, blocks: [1] });
    await make('a', 'impact-scope', { input: texts[1]!, output: answers[0]!, blocks: [2] });
    await curate(ledger.db, rules);
    expect(await leftOut(ledger)).toEqual({ [same.id]: `same-evidence ${best.id}` });
  });

  it('keeps to the caps, the best fitting first', async () => {
    const { ledger, config } = await createLedger();
    const make = await pairMaker(ledger, config);
    const made: Made[] = [];
    for (const [at, task] of tasks.slice(0, 4).entries())
      made.push(await make('a', task, { input: texts[at]!, output: answers[at]!, blocks: [at], fit: at / 10 + 0.1 }));
    const elsewhere = await make('b', summary, { input: texts[1]!, output: answers[1]!, fit: 0.05 });
    await curate(ledger.db, { ...rules, documentCap: 2 });
    expect(await leftOut(ledger)).toEqual({ [made[0]!.id]: 'document-cap', [made[1]!.id]: 'document-cap' });
    await curate(ledger.db, { ...rules, documentCap: 3, sourceCap: 3 });
    expect(await leftOut(ledger)).toEqual({ [made[0]!.id]: 'document-cap', [elsewhere.id]: 'source-cap' });
  });

  it('does nothing while nothing has changed, and starts anew where pairs or settings have', async () => {
    const { ledger, config } = await createLedger();
    const make = await pairMaker(ledger, config);
    await make('a', summary, { input: texts[0]! });
    expect((await curate(ledger.db, rules)).isFresh).toBe(true);
    expect((await curate(ledger.db, rules)).isFresh).toBe(false);
    expect((await curate(ledger.db, { ...rules, documentCap: 1 })).isFresh).toBe(true);
    await make('b', summary, { input: texts[0]! });
    const [one, two] = await Promise.all([1, 2].map(() => curate(ledger.db, rules)));
    expect([one!.isFresh, two!.isFresh].sort()).toEqual([false, true]);
    expect(one!.leftOut).toEqual([{ reason: 'near-duplicate-instruction', en: 1, zh: 0 }]);
    await ledger.db.updateTable('pair').set({ input: texts[3]! }).where('document_id', '!=', '').execute();
    await ledger.db
      .deleteFrom('pair')
      .where('id', '=', (await exported(ledger))[0]!)
      .execute();
    expect((await curate(ledger.db, rules)).leftOut).toEqual([]);
  });
});
