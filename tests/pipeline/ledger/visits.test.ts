import { describe, expect, it } from 'vitest';
import { noteFailure, type Visit, writeBody, writeVisits } from '../../../pipeline/ledger/visits.ts';
import { createLedger } from '../../test-database.ts';
import { bodyOf, visit } from './site-of-pages.ts';

const { ledger } = await createLedger();
const { db } = ledger;
let pages = 0;

async function enter(): Promise<string> {
  const id = `page_${++pages}`;
  const empty = { parent_url: null, status: null, content_type: null, etag: null, last_modified: null };
  await db
    .insertInto('page')
    .values({
      id,
      source: 'test',
      url: `http://news.example/${id}`,
      kind: 'article',
      ...empty,
      body: null,
      parts: null,
      given: null,
    })
    .execute();
  return id;
}

const write = (pageId: string, noted: Visit, detail: string | null = null) =>
  db.transaction().execute((transaction) => writeVisits(transaction, [{ pageId, visit: noted, detail }]));
const pageOf = (id: string) => db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const historyOf = (id: string) =>
  db
    .selectFrom('visit')
    .select(['outcome', 'times', 'crawl_id', 'detail'])
    .where('page_id', '=', id)
    .orderBy('id')
    .execute();
const day = (number: number) => `2024-05-0${number}T00:00:00.000Z`;

describe('writeVisits', () => {
  it('notes on the page what a visit brought, and keeps validators that a 304 leaves out', async () => {
    const id = await enter();
    await write(
      id,
      visit('new', { at: day(1), etag: '"1"', lastModified: 'Wed', directives: ['noarchive'], crawlId: 'crawl_1' }),
    );
    await write(id, visit('unchanged', { at: day(2), status: 304, crawlId: 'crawl_2' }));
    expect(await pageOf(id)).toMatchObject({
      ...{ status: 304, etag: '"1"', last_modified: 'Wed', directives: ['noarchive'], outcome: 'unchanged' },
      ...{
        crawl_id: 'crawl_2',
        checked_at: new Date(day(2)),
        changed_at: new Date(day(1)),
        fetched_at: new Date(day(1)),
      },
    });
    await write(id, visit('changed', { at: day(3), etag: '"3"' }));
    expect(await pageOf(id)).toMatchObject({
      ...{ etag: '"3"', last_modified: null, directives: null, changed_at: new Date(day(3)) },
    });
    await write(id, visit('dropped', { at: day(4), status: 304, directives: ['noai'] }));
    expect(await pageOf(id)).toMatchObject({ directives: ['noai'], changed_at: new Date(day(3)) });
  });

  it('notes since when a page is gone, until it is back', async () => {
    const id = await enter();
    await write(id, visit('gone', { at: day(1), status: 404 }));
    await write(id, visit('gone', { at: day(2), status: 410 }));
    expect(await pageOf(id)).toMatchObject({ gone_at: new Date(day(1)), status: 410 });
    await write(id, visit('unchanged', { at: day(3) }));
    expect(await pageOf(id)).toMatchObject({ gone_at: null });
  });

  it('counts visits that found nothing new on one line, however often they come', async () => {
    const id = await enter();
    await write(id, visit('new', { crawlId: 'crawl_1' }));
    for (const crawlId of ['crawl_2', 'crawl_3', 'crawl_4'])
      await write(id, visit('unchanged', { crawlId, status: 304 }));
    await write(id, visit('dropped'), 'It asks not to be used.');
    await write(id, visit('unchanged', { crawlId: 'crawl_6' }));
    expect(await historyOf(id)).toEqual([
      { outcome: 'new', times: 1, crawl_id: 'crawl_1', detail: null },
      { outcome: 'unchanged', times: 3, crawl_id: 'crawl_4', detail: null },
      { outcome: 'dropped', times: 1, crawl_id: null, detail: 'It asks not to be used.' },
      { outcome: 'unchanged', times: 1, crawl_id: 'crawl_6', detail: null },
    ]);
  });
});

it('counts the bodies of a page, and keeps the one it had where a list has none', async () => {
  const id = await enter();
  const write = (text: string, body: Buffer | null) =>
    db.transaction().execute((transaction) => writeBody(transaction, id, { ...bodyOf(text), body }));
  await write('one', Buffer.from('one'));
  await write('two', Buffer.from('two'));
  expect(await pageOf(id)).toMatchObject({
    version: 2,
    body: Buffer.from('two'),
    content_hash: bodyOf('two').contentHash,
  });
  await write('three', null);
  expect(await pageOf(id)).toMatchObject({ version: 3, body: Buffer.from('two') });
});

describe('noteFailure', () => {
  it('notes a try that is repeated in the history only, and text that no database takes', async () => {
    const id = await enter();
    const failure = { pageId: id, crawlId: 'crawl_1', milliseconds: 3.4 };
    await noteFailure(db, { ...failure, outcome: 'retry', detail: 'reset\u0000 by \ud800 peer' });
    expect(await pageOf(id)).toMatchObject({ outcome: null, crawl_id: null });
    await noteFailure(db, { ...failure, outcome: 'failed', detail: 'tried 5 times' });
    expect(await pageOf(id)).toMatchObject({ outcome: 'failed', crawl_id: 'crawl_1' });
    expect((await historyOf(id)).map(({ outcome, detail }) => [outcome, detail])).toEqual([
      ['retry', 'reset by \ufffd peer'],
      ['failed', 'tried 5 times'],
    ]);
  });
});
