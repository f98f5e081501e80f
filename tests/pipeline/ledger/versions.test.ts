import { afterEach, describe, expect, it } from 'vitest';
import { createLedger } from '../../test-database.ts';
import { SiteOfPages } from './site-of-pages.ts';

const { ledger, config } = await createLedger();
const site = await SiteOfPages.open(ledger, config);
afterEach(() => site.expectBalance());

let numbers = 0;
/** A long text that shares no five words with another one's. */
const story = () => {
  const number = ++numbers;
  return Array.from({ length: 60 }, (_, index) => `word${number}x${index}`).join(' ');
};
const [summary, keywords] = ['summary-generation', 'key-point-evaluation'];

describe('a page that changes', () => {
  it('makes the cells of its document stale, of every teacher, and no others', async () => {
    const [one, other] = [story(), story()];
    const a = await site.read('changes', one);
    const bystander = await site.read('bystander', other);
    for (const document of [a, bystander]) {
      await site.select(document, [summary]);
      await site.accept(document, summary);
    }
    await ledger.db
      .insertInto('work')
      .values({ ...selectBy('model-2', a.id) })
      .execute();
    await site.select(a, [summary, keywords], 'model-2');
    await site.accept(a, summary, 'model-2');
    const b = await site.read('changes', story());
    const names = { a, b, bystander };
    const pairs = [`${summary} of a by model-2`, `${summary} of a by rules-1`, `${summary} of bystander by rules-1`];
    expect(await site.standing(names)).toEqual({
      pairs,
      stale: [`${keywords} of a by model-2`, `${summary} of a by model-2`, `${summary} of a by rules-1`],
    });
    // One teacher's successor takes the place of its own pair only.
    await site.select(b, [summary]);
    expect((await site.standing(names)).pairs).toEqual(pairs);
    await site.accept(b, summary);
    expect((await site.standing(names)).pairs).toEqual([
      `${summary} of a by model-2`,
      `${summary} of b by rules-1`,
      `${summary} of bystander by rules-1`,
    ]);
  });

  it('and changes back before anything was made of it leaves no cell stale', async () => {
    const text = story();
    const a = await site.read('back', text);
    await site.select(a, [summary]);
    await site.accept(a, summary);
    await site.crawl('back', story());
    const { document: b } = await site.clean('back', story());
    await site.crawl('back', text);
    await site.clean('back', text);
    await site.expectBalance();
    expect(await site.standing({ a, b })).toEqual({ pairs: [`${summary} of a by rules-1`], stale: [] });
    expect(await site.compare(a)).toBe(true);
    expect(await site.standing({ a, b })).toEqual({ pairs: [`${summary} of a by rules-1`], stale: [] });
  });

  it('flips between two texts, and has the pairs of the one that it shows', async () => {
    const texts = [story(), story()] as const;
    const a = await site.read('flips', texts[0]);
    await site.select(a, [summary, keywords]);
    await site.accept(a, summary);
    await site.accept(a, keywords);
    const b = await site.read('flips', texts[1]);
    await site.select(b, [summary]);
    // No task of b answers to it.
    expect((await site.standing({ a, b })).pairs).toEqual([`${summary} of a by rules-1`]);
    await site.accept(b, summary);
    await site.read('flips', texts[0]);
    await site.accept(a, keywords);
    await site.accept(a, summary);
    expect(await site.standing({ a, b })).toEqual({
      pairs: [`${keywords} of a by rules-1`, `${summary} of a by rules-1`],
      stale: [],
    });
    await site.read('flips', texts[1]);
    await site.accept(b, summary);
    expect((await site.standing({ a, b })).pairs).toEqual([`${summary} of b by rules-1`]);
  });

  it('takes out what only the version had that it turns away from', async () => {
    const texts = [story(), story()] as const;
    const a = await site.read('extra', texts[0]);
    await site.select(a, [summary]);
    await site.accept(a, summary);
    const b = await site.read('extra', texts[1]);
    await site.select(b, [summary, keywords]);
    await site.accept(b, keywords);
    await site.read('extra', texts[0]);
    expect(await site.standing({ a, b })).toEqual({ pairs: [`${summary} of a by rules-1`], stale: [] });
  });

  it('gives back the document that its old version had superseded', async () => {
    const text = story();
    const first = await site.read('copy-1', text);
    const second = await site.read('copy-2', text);
    const loser = (await kept(first.id)) ? second : first;
    const winner = loser === first ? 'copy-2' : 'copy-1';
    await site.read(winner, story());
    expect(await site.compare(loser)).toBe(true);
    expect(await kept(loser.id)).toBe(true);
  });

  it('and comes to be like another takes out what was made of it', async () => {
    const text = story();
    const original = await site.read('original', text);
    const a = await site.read('becomes-a-copy', story());
    await site.select(a, [summary]);
    await site.accept(a, summary);
    await site.read('becomes-a-copy', text);
    if (await kept(original.id)) expect((await site.standing({ a })).pairs).toEqual([]);
    else expect((await site.standing({ a })).pairs).toEqual([`${summary} of a by rules-1`]);
  });

  it('and is back when another has come to be like it loses what it had, or takes it over', async () => {
    const text = story();
    const a = await site.read('early', text);
    await site.select(a, [summary]);
    await site.accept(a, summary);
    await site.read('early', story());
    const rival = await site.read('rival', text);
    expect(await kept(rival.id)).toBe(true);
    await site.read('early', text);
    const back = await kept(a.id);
    expect(await kept(rival.id)).toBe(!back);
    expect((await site.standing({ a })).pairs).toEqual(back ? [`${summary} of a by rules-1`] : []);
  });
});

describe('a page whose body changes while its document is read', () => {
  it('stays pending where the new body was there before', async () => {
    const [one, two] = [story(), story()];
    await site.crawl('late', one);
    await site.crawl('late', two);
    expect((await site.clean('late', one, 1)).settled).toBe(false);
    expect((await site.clean('late', two)).settled).toBe(true);
  });

  it('stays pending where the new body is being written', async () => {
    const [one, two] = [story(), story()];
    await site.crawl('race', one);
    const id = site.idOf('race');
    const late = await ledger.db.transaction().execute(async (transaction) => {
      // What settling the crawl does, as far as it concerns the page, and not committed yet.
      await transaction
        .updateTable('page')
        .set({ version: 2, body: Buffer.from(two) })
        .where('id', '=', id)
        .execute();
      await transaction
        .updateTable('work')
        .set({ state: 'pending' })
        .where('stage', '=', 'clean')
        .where('record_id', '=', id)
        .execute();
      const cleaning = site.clean('race', one, 1);
      await waitsForLock();
      return { cleaning };
    });
    expect((await late.cleaning).settled).toBe(false);
    expect(await site.pending()).toContain(`clean ${id}`);
    await site.clean('race', two);
  });

  it('lets no document lose to one that is being outdated', async () => {
    const text = story();
    const better = await site.read('better', text);
    await site.crawl('worse', text);
    const { document: worse } = await site.clean('worse', text);
    const key = { stage: 'dedupe', recordId: worse.id, groupId: worse.id } as const;
    const lost = { state: 'dropped', reason: 'duplicate', detail: 'The same.' } as const;
    // It was compared while the better one stood, and is settled when that is outdated.
    await site.read('better', story());
    expect((await site.settle(key, { losesTo: better.id }, lost)).settled).toBe(false);
    expect(await site.compare(worse)).toBe(true);
  });
});

describe('a page that asks not to be used', () => {
  it('loses its pairs, what is still to be read of it, and comes back whole', async () => {
    const [one, two] = [story(), story()];
    const a = await site.read('refuses', one);
    await site.select(a, [summary]);
    await site.accept(a, summary);
    await site.crawl('refuses', two);
    await site.withdraw('refuses');
    expect(await site.standing({ a })).toEqual({ pairs: [], stale: [] });
    expect((await site.clean('refuses', two)).settled).toBe(false);
    expect((await site.pending()).filter((key) => key.includes(a.id) || key.includes(site.idOf('refuses')))).toEqual(
      [],
    );
    const page = await ledger.db
      .selectFrom('page')
      .selectAll()
      .where('id', '=', site.idOf('refuses'))
      .executeTakeFirst();
    expect(page).toMatchObject({ content_hash: null, etag: null, last_modified: null });
    await site.read('refuses', one);
    await site.select(a, [summary]);
    await site.accept(a, summary);
    expect(await site.standing({ a })).toEqual({ pairs: [`${summary} of a by rules-1`], stale: [] });
  });
});

it('keeps what was made of a page whose new body is no article', async () => {
  const a = await site.read('hollow', story());
  await site.select(a, [summary]);
  await site.accept(a, summary);
  await site.crawl('hollow', 'Not found.');
  const id = site.idOf('hollow');
  const why = { state: 'dropped', reason: 'soft-404', detail: 'It says so.' } as const;
  await site.settle({ stage: 'clean', recordId: id, groupId: id }, { pageVersion: 2 }, why);
  expect(await site.standing({ a })).toEqual({ pairs: [`${summary} of a by rules-1`], stale: [] });
});

it('notes a changed document on cells that were stale for another reason', async () => {
  const a = await site.read('prompt', story());
  await site.select(a, [summary]);
  await ledger.db
    .updateTable('cell')
    .set({ stale_since: new Date(), stale_because: 'prompt' })
    .where('document_id', '=', a.id)
    .execute();
  await site.read('prompt', story());
  const cell = await ledger.db
    .selectFrom('cell')
    .select('stale_because')
    .where('document_id', '=', a.id)
    .executeTakeFirst();
  expect(cell).toEqual({ stale_because: 'document' });
});

async function kept(documentId: string): Promise<boolean> {
  const row = await ledger.db
    .selectFrom('work')
    .select('state')
    .where('stage', '=', 'dedupe')
    .where('record_id', '=', documentId)
    .executeTakeFirst();
  return row?.state === 'kept';
}

const selectBy = (model: string, id: string) =>
  ({
    stage: 'select',
    record_id: id,
    group_id: id,
    model,
    state: 'pending',
    reason: null,
    detail: null,
    run_id: null,
  }) as const;

/** Until somebody waits for a lock in this database. */
async function waitsForLock(): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const { rows } = await ledger.pool.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nobody waits.');
}
