import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineSource } from '../../../crawlers/define-source.ts';
import { pageFor } from '../../../crawlers/page-for.ts';
import { nextPages } from '../../../pipeline/ledger/crawl-pages.ts';
import {
  beginCrawl,
  type CrawlRequest,
  endDone,
  knownPages,
  openCrawlOf,
  planCrawl,
} from '../../../pipeline/ledger/crawls.ts';
import { type NewPage, writePages } from '../../../pipeline/ledger/page-rows.ts';
import { enterWork } from '../../../pipeline/ledger/work.ts';
import type { PageKind } from '../../../pipeline/records.ts';
import { createLedger } from '../../test-database.ts';
import { startRun } from './records.ts';

const { ledger, config } = await createLedger();
const { db } = ledger;
const { runId } = await startRun(ledger, config);
const feed = { kind: 'feed', url: 'http://news.example/feed' } as const;
const source = defineSource({
  ...{ id: 'test-news', name: 'News', language: 'en', seeds: [feed], article: /^\/a\//, listing: /^\/list/ },
  ...{ licence: 'Ours.' },
});
const request = (more: Partial<CrawlRequest> = {}): CrawlRequest => ({
  ...{ trigger: 'command', since: null, recheck: 'due' },
  ...more,
});
const page = (path: string, kind: PageKind = 'article') => pageFor(source, `http://news.example/${path}`, kind, null);

beforeEach(async () => {
  for (const table of ['work', 'crawl', 'visit', 'page'] as const) await db.deleteFrom(table).execute();
});

interface Known {
  kind?: PageKind;
  state?: 'pending' | 'kept' | 'dropped' | 'failed';
  reason?: string;
  /** Days ago. */
  checked?: number;
  changed?: number;
  found?: number;
  lastmod?: string;
}

/** Enters a page as an earlier crawl left it. */
async function know(path: string, known: Known = {}): Promise<NewPage> {
  const { kind = 'article', state = known.reason ? 'dropped' : 'kept', reason = null, checked, changed } = known;
  const { id, url } = page(path, kind);
  const ago = (days: number | undefined) => sql`now() - ${days ?? null}::float8 * interval '1 day'`;
  await sql`insert into page (id, source, url, kind, discovered_at, checked_at, changed_at, lastmod)
    values (${id}, ${source.id}, ${url}, ${kind}, ${ago(known.found ?? 100)}, ${ago(checked)}, ${ago(changed)},
      ${known.lastmod ?? null})`.execute(db);
  await sql`insert into work (stage, record_id, group_id, state, reason)
    values ('crawl', ${id}, ${source.id}, ${state}, ${reason})`.execute(db);
  return page(path, kind);
}

const pending = async () => {
  const rows = await db
    .selectFrom('work')
    .innerJoin('page', 'page.id', 'record_id')
    .select('url')
    .where('state', '=', 'pending')
    .orderBy('url')
    .execute();
  return rows.map(({ url }) => url.slice('http://news.example/'.length));
};

/** What is asked again beside the seed; it is the same as was planned. */
async function again(more: Partial<CrawlRequest> = {}, of = source): Promise<string[]> {
  const plan = await planCrawl(db, of, request(more));
  await beginCrawl(db, of, runId, request(more));
  const begun = await pending();
  expect(plan.urls.map(({ url }) => url.slice('http://news.example/'.length)).sort()).toEqual(begun);
  return begun.filter((path) => path !== 'feed');
}

const openCrawls = () => db.selectFrom('crawl').select('id').where('ended_at', 'is', null).execute();
/** Whether closing what is done closes a crawl. */
async function ends(): Promise<boolean> {
  const before = await openCrawls();
  await endDone(db, [source.id]);
  return (await openCrawls()).length < before.length;
}

describe('beginCrawl', () => {
  it('asks an article again on its first day, then after a fifth of its age, and after 30 days', async () => {
    await know('young', { checked: 0.01, changed: 0.9 });
    await know('rested', { checked: 0.1, changed: 2.1 });
    await know('a-fifth', { checked: 2.1, changed: 12.1 });
    await know('not-yet', { checked: 1.9, changed: 11.9 });
    await know('old', { checked: 30.1, changed: 900 });
    await know('old-not-yet', { checked: 29, changed: 900 });
    await know('never-asked');
    expect(await again()).toEqual(['a-fifth', 'never-asked', 'old', 'young']);
  });

  it('asks all articles or none where it is told to', async () => {
    await know('one', { checked: 0.1, changed: 5 });
    await know('two', { checked: 40, changed: 50 });
    expect(await again({ recheck: 'none' })).toEqual([]);
    await db.updateTable('work').set({ state: 'kept' }).execute();
    expect(await again({ recheck: 'all' })).toEqual(['one', 'two']);
  });

  it('asks again what failed, and more and more seldom what never was there', async () => {
    await know('failed', { state: 'failed', checked: 0.1, changed: 50 });
    await know('missing-since-long', { reason: 'not-found', checked: 1, found: 100 });
    await know('missing-today', { reason: 'not-found', checked: 0.1, found: 0.5 });
    await know('refused-for-good', { reason: 'off-site', checked: 50, found: 100 });
    expect(await again()).toEqual(['failed', 'missing-today']);
  });

  it('asks for what was too old as far as it reaches further back and there is room', async () => {
    await know('of-2019', { reason: 'too-old', lastmod: '2019-06-01' });
    await know('of-2020', { reason: 'too-old', lastmod: '2020-06-01' });
    await know('of-2021', { reason: 'too-old', lastmod: '2021-06-01' });
    expect(await again({ since: new Date('2022-01-01') })).toEqual([]);
    await db.updateTable('work').set({ state: 'kept' }).where('state', '=', 'pending').execute();
    expect(await again({ since: new Date('2020-01-01') })).toEqual(['of-2020', 'of-2021']);
    await db.updateTable('work').set({ state: 'kept' }).where('state', '=', 'pending').execute();
    expect(await again({ recheck: 'none' }, { ...source, maxPages: 3 })).toEqual([]);
    await db.updateTable('work').set({ state: 'kept' }).where('state', '=', 'pending').execute();
    expect(await again({ recheck: 'none' }, { ...source, maxPages: 4 })).toEqual(['of-2019']);
  });

  it('lets in as many pages as a higher limit has room for', async () => {
    await know('feed', { kind: 'feed', checked: 1 });
    for (const path of ['a', 'b', 'c']) await know(path, { reason: 'page-limit' });
    expect(await again({}, { ...source, maxPages: 3 })).toHaveLength(2);
  });

  it('asks a sitemap again that says nothing of when it changed, or that it has', async () => {
    await know('silent.xml', { kind: 'sitemap', checked: 1 });
    await know('changed.xml', { kind: 'sitemap', checked: 1, lastmod: new Date().toISOString() });
    await know('same.xml', { kind: 'sitemap', checked: 1, lastmod: '2020-01-01' });
    await know('list/2', { kind: 'listing', checked: 1 });
    expect(await again()).toEqual(['changed.xml', 'silent.xml']);
  });

  it('joins the crawl that is open, and plans just that', async () => {
    const first = await beginCrawl(db, source, runId, request());
    await know('known', { checked: 100, changed: 200 });
    const plan = await planCrawl(db, source, request({ recheck: 'all' }));
    expect(plan).toMatchObject({ discovery: 1, recheck: 0 });
    expect(await beginCrawl(db, source, runId, request({ recheck: 'all' }))).toBeNull();
    expect((await openCrawlOf(db, source.id, runId)).id).toBe(first!.id);
    expect(await ends()).toBe(false);
    // One that was left open with nothing to do is closed, and another begun.
    await db.updateTable('work').set({ state: 'kept' }).execute();
    expect((await beginCrawl(db, source, runId, request()))?.id).not.toBe(first!.id);
    await db.updateTable('work').set({ state: 'kept' }).execute();
    expect(await ends()).toBe(true);
    expect(await ends()).toBe(false);
  });

  it('reads a page as what the source says by now', async () => {
    await know('feed', { kind: 'listing', checked: 1 });
    await beginCrawl(db, source, runId, request());
    expect(await nextPages(db, source.id, [], 10)).toMatchObject([{ kind: 'feed', depth: 0, contentHash: null }]);
  });
});

describe('knownPages', () => {
  it('counts what is followed or was', async () => {
    await know('a');
    await know('list/1', { kind: 'listing' });
    await know('gone', { reason: 'gone' });
    for (const reason of ['page-limit', 'trap', 'too-old']) await know(reason, { reason });
    expect(await knownPages(db, source.id)).toMatchObject({ articles: 2, listings: 1 });
  });
});

describe('writePages', () => {
  const write = (pages: NewPage[], crawlId: string | null) =>
    db.transaction().execute(async (transaction) => {
      const [work] = await writePages(transaction, [{ pages, crawlId }]);
      await enterWork(transaction, work!, runId);
      return work!.map(({ recordId }) => recordId);
    });
  const openCrawl = async (more: Partial<CrawlRequest> = {}) =>
    (await beginCrawl(db, source, runId, request(more)))!.id;

  it('goes on behind a list whose articles are new, whichever list told of them first', async () => {
    const second = await know('list/2', { kind: 'listing', checked: 1 });
    const known = await know('known', { checked: 1, changed: 50 });
    const crawlId = await openCrawl();
    expect(await write([known, second], crawlId)).toEqual([]);
    await write([page('fresh')], crawlId);
    expect(await write([known, page('fresh'), second], crawlId)).toEqual([second.id]);
    // It has been visited in this crawl.
    await db.updateTable('page').set({ crawl_id: crawlId }).where('id', '=', second.id).execute();
    await db.updateTable('work').set({ state: 'kept' }).where('record_id', '=', second.id).execute();
    expect(await write([page('fresh'), second], crawlId)).toEqual([]);
  });

  it('asks again what is announced as changed since, once a crawl, unless nothing is to be asked again', async () => {
    const known = await know('known', { checked: 5, changed: 50 });
    const old = await know('too-old', { reason: 'too-old', lastmod: '2019-01-01' });
    const crawlId = await openCrawl({ since: new Date('2024-01-01') });
    const announced = (lastmod: string) => [known, old].map((each) => ({ ...each, lastmod, announced: true }));
    expect(await write(announced(new Date().toISOString()), crawlId)).toEqual([known.id, old.id]);
    await db.updateTable('work').set({ state: 'kept' }).execute();
    await db.updateTable('page').set({ crawl_id: crawlId }).execute();
    expect(await write(announced(new Date().toISOString()), crawlId)).toEqual([]);
    await endDone(db, [source.id]);
    const none = await openCrawl({ recheck: 'none' });
    expect(await write(announced(new Date().toISOString()), none)).toEqual([]);
  });

  it('settles what it drops on sight, and thousands of pages at a time', async () => {
    const waiting = await know('waiting', { state: 'pending' });
    const dropped = { reason: 'part-of-article', detail: 'It is a later page.' } as const;
    const many = Array.from({ length: 5_000 }, (_, index) => ({ ...page(`many/${index}`), dropped }));
    await write([{ ...waiting, dropped }, ...many], null);
    expect(await pending()).toEqual([]);
    const { count } = await db
      .selectFrom('work')
      .select((column) => column.fn.countAll<number>().as('count'))
      .where('reason', '=', 'part-of-article')
      .executeTakeFirstOrThrow();
    expect(count).toBe(5_001);
  });
});

it('offers feeds and lists before articles, the nearest first, without those that were taken', async () => {
  for (const path of ['a', 'b']) await know(path, { state: 'pending' });
  const list = await know('list/2', { kind: 'listing', state: 'pending' });
  const near = await know('sitemap.xml', { kind: 'sitemap', state: 'pending' });
  await db.updateTable('page').set({ depth: 3 }).where('id', '=', list.id).execute();
  expect((await nextPages(db, source.id, [], 10)).map(({ id }) => id)).toEqual([near.id, list.id]);
  const rest = await nextPages(db, source.id, [near.id, list.id, page('a').id], 10);
  expect(rest.map(({ id }) => id)).toEqual([page('b').id]);
});
