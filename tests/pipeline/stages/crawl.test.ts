import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { defineSource, type Source } from '../../../crawlers/define-source.ts';
import { openBrowser, type PageRenderer } from '../../../crawlers/fetch/browser.ts';
import { findChromium } from '../../../crawlers/fetch/find-chromium.ts';
import { LedgerHostGate } from '../../../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../../../crawlers/fetch/robots.ts';
import { TdmReservations } from '../../../crawlers/fetch/tdm-reservations.ts';
import { pageFor } from '../../../crawlers/page-for.ts';
import type { PageKind } from '../../../pipeline/records.ts';
import { type CrawlInput, crawl } from '../../../pipeline/stages/crawl/crawl.ts';
import type { Outcome } from '../../../pipeline/stages/stage.ts';
import { serve } from '../../crawlers/loopback-server.ts';
import { createLedger } from '../../test-database.ts';

const { ledger } = await createLedger();
const gate = new LedgerHostGate(ledger);
let browser: Promise<PageRenderer | null> | undefined;
afterAll(async () => {
  await gate.close();
  await (await browser)?.close();
});

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}
type Site = Record<string, Answer | string>;

const prose =
  'The attackers sent a document with a macro that fetched a loader from a server in another country. '.repeat(8);
const article = (more = '', head = '') =>
  `<html><head><title>Report</title>${head}</head><body><article><p>${prose}</p></article>${more}</body></html>`;

/** A site on loopback, a source of it, and its pages as they are crawled one by one. */
async function open(site: Site, more: Partial<Source> = {}) {
  const requests: IncomingMessage[] = [];
  const { address } = await serve((request, response) => {
    requests.push(request);
    answer(site[request.url!], request, response);
  });
  const source = defineSource({
    ...{ id: 'test-news', name: 'News', language: 'en', seeds: [{ kind: 'listing', url: 'http://news.example/' }] },
    ...{ article: /^\/a\//, listing: /^\/list/, crawlDelay: 0, licence: 'Ours.' },
    ...more,
    connectTo: { 'news.example': address },
  });
  const robots = new RobotsCache();
  const reservations = new TdmReservations();
  return {
    requests,
    asked: (path: string) => requests.filter(({ url }) => url === path).length,
    visit: (path: string, known: Partial<CrawlInput> = {}, since: Date | null = null) =>
      crawl(inputOf(source, path, known), {
        ...{ source, gate, robots, reservations, since, crawlId: 'crawl_1', entered: new Set<string>() },
        ...{ userAgent: 'sevenllm/test', signal: new AbortController().signal },
        renderer: () => (browser ??= openBrowser()),
      }),
  };
}

function answer(page: Answer | string | undefined, request: IncomingMessage, response: ServerResponse): void {
  const {
    status = 200,
    headers = {},
    body = '',
  } = typeof page === 'string' ? { body: page } : (page ?? { status: 404 });
  const isKnown = headers.etag !== undefined && request.headers['if-none-match'] === headers.etag;
  response.writeHead(isKnown ? 304 : status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(isKnown ? '' : body);
}

function inputOf(source: Source, path: string, known: Partial<CrawlInput>): CrawlInput {
  const kind: PageKind = path.startsWith('/a/') ? 'article' : 'listing';
  const { id, url } = pageFor(source, `http://news.example${path}`, kind, null);
  return {
    ...{ id, url, kind, depth: 0, version: 0, etag: null, lastModified: null, contentHash: null, askWhole: false },
    ...known,
  };
}

/** What a crawl of a page that was fetched before knows of it. */
const knownBy = ({ outputs }: Outcome): Partial<CrawlInput> => ({
  ...{ version: 1, etag: outputs!.visit!.etag, contentHash: outputs!.body!.contentHash },
});

const found = ({ outputs }: Outcome) =>
  (outputs?.pages ?? [])
    .map(({ url, dropped }) => `${new URL(url).pathname}${dropped ? ` ${dropped.reason}` : ''}`)
    .sort();

const told = (outcome: Outcome) => ({
  reason: outcome.kept ? null : outcome.reason,
  visit: outcome.outputs?.visit?.outcome,
  body: outcome.outputs?.body?.body != null,
});

describe('an article', () => {
  it('is new, unchanged by a 304, unchanged by its hash, and changed', async () => {
    const site: Site = { '/a/1': { body: article('<a href="/a/2">More</a>'), headers: { etag: '"1"' } } };
    const { visit, requests } = await open(site);
    const first = await visit('/a/1');
    expect(told(first)).toEqual({ reason: null, visit: 'new', body: true });
    expect(found(first)).toEqual(['/a/2']);
    expect(first.outputs!.visit).toMatchObject({ crawlId: 'crawl_1', status: 200, etag: '"1"' });
    const second = await visit('/a/1', knownBy(first));
    expect(told(second)).toEqual({ reason: null, visit: 'unchanged', body: false });
    expect(second.outputs!.visit).toMatchObject({ status: 304, bytes: null });
    const whole = await visit('/a/1', { ...knownBy(first), askWhole: true });
    expect(requests.at(-1)!.headers['if-none-match']).toBeUndefined();
    expect(told(whole)).toEqual({ reason: null, visit: 'unchanged', body: false });
    site['/a/1'] = { body: article('<p>Later they came back.</p>'), headers: { etag: '"2"' } };
    expect(told(await visit('/a/1', knownBy(first)))).toEqual({ reason: null, visit: 'changed', body: true });
  });

  it('is gone, or refused for another reason', async () => {
    const { visit } = await open({
      '/a/410': { status: 410 },
      '/a/pdf': { headers: { 'content-type': 'application/pdf' } },
    });
    expect(told(await visit('/a/404'))).toEqual({ reason: 'not-found', visit: 'gone', body: false });
    const gone = await visit('/a/410', { version: 1, etag: '"1"' });
    expect(told(gone)).toEqual({ reason: 'gone', visit: 'gone', body: false });
    expect(gone.outputs!.visit!.status).toBe(410);
    expect(told(await visit('/a/pdf'))).toMatchObject({ reason: 'unsupported-content-type', visit: 'dropped' });
  });

  it('is not asked for where robots.txt forbids it', async () => {
    const { visit, asked } = await open({
      '/robots.txt': { body: 'User-agent: *\nDisallow: /a/', headers: { 'content-type': 'text/plain' } },
      '/a/1': article(),
    });
    expect(told(await visit('/a/1'))).toEqual({ reason: 'robots-disallowed', visit: 'dropped', body: false });
    expect(asked('/a/1')).toBe(0);
  });

  it('that redirects leads to where it redirects, unless that is off the site', async () => {
    const { visit } = await open({
      '/a/moved': { status: 301, headers: { location: '/a/1?utm_source=feed' } },
      '/a/1?utm_source=feed': article(),
      '/a/away': { status: 302, headers: { location: 'http://news.example:81/a/1' } },
    });
    const moved = await visit('/a/moved');
    expect(told(moved)).toEqual({ reason: 'redirected-duplicate', visit: 'dropped', body: false });
    expect(found(moved)).toEqual(['/a/1']);
    const away = await visit('/a/away').catch((error: unknown) => String(error));
    expect(away).not.toMatchObject({ kept: true });
  });

  it('that asks not to be used is left, and taken back where it had been used', async () => {
    const site: Site = {
      '/a/meta': article('<a href="/a/2">2</a>', '<meta name="robots" content="NOAI\u0000, noindex">'),
    };
    site['/a/header'] = { body: article(), headers: { 'x-robots-tag': 'noarchive', etag: '"1"' } };
    const { visit } = await open(site);
    const meta = await visit('/a/meta');
    expect(told(meta)).toEqual({ reason: 'noindex', visit: 'dropped', body: false });
    expect(meta.outputs).not.toHaveProperty('withdraw');
    expect(found(meta)).toEqual(['/a/2']);
    expect(meta.outputs!.visit!.directives.join()).not.toContain('\u0000');
    expect((await visit('/a/header', { version: 1 })).outputs).toMatchObject({ withdraw: true });
    // A 304 carries it too.
    const unchanged = await visit('/a/header', { version: 1, etag: '"1"' });
    expect(unchanged.outputs).toMatchObject({ withdraw: true, visit: { status: 304, directives: ['noarchive'] } });
    const free = await open(site, { respectReservations: false });
    const used = await free.visit('/a/header');
    expect(told(used)).toEqual({ reason: null, visit: 'new', body: true });
    expect(used.outputs!.visit!.directives).toEqual(['noarchive']);
  });

  it('that has not changed is taken back where its site reserves it now', async () => {
    const site: Site = { '/a/1': { body: article(), headers: { etag: '"1"' } } };
    site['/.well-known/tdmrep.json'] = {
      body: JSON.stringify([{ location: '/a/', 'tdm-reservation': 1 }]),
      headers: { 'content-type': 'application/json' },
    };
    const { visit } = await open(site);
    const outcome = await visit('/a/1', { version: 1, etag: '"1"' });
    expect(told(outcome)).toEqual({ reason: 'noindex', visit: 'dropped', body: false });
    expect(outcome.outputs).toMatchObject({ withdraw: true });
  });

  it('is joined of its pages, and kept without those that cannot be had', async () => {
    const next = (page: number) => `<a rel="next" href="/a/long?page=${page}">Next page</a>`;
    const site: Site = { '/a/long': article(next(2)), '/a/long?page=2': article(next(3)), '/a/long?page=3': article() };
    const { visit } = await open(site);
    const whole = await visit('/a/long');
    expect(whole.outputs!.body!.parts).toHaveLength(2);
    expect(whole.outputs!.pages!.map(({ url, dropped }) => [url.slice(-6), dropped?.reason])).toEqual([
      ['page=2', 'part-of-article'],
      ['page=3', 'part-of-article'],
    ]);
    const later = await visit('/a/long?page=2');
    expect(told(later)).toMatchObject({ reason: null });
    delete site['/a/long?page=3'];
    const without = await visit('/a/long', knownBy(whole));
    expect(told(without)).toEqual({ reason: null, visit: 'changed', body: true });
    expect(without.outputs!.body!.parts).toHaveLength(1);
  });
});

describe('a list', () => {
  it('leads to articles and lists by the source, without what it excludes or reserves for its own', async () => {
    const links = ['/a/1', '/a/1#top', '/a/draft-2', '/list/2', '/about', 'http://other.example/a/3'];
    const { visit } = await open(
      { '/': links.map((href) => `<a href="${href}">x</a>`).join('\n') + prose },
      { exclude: /draft/ },
    );
    const outcome = await visit('/');
    expect(told(outcome)).toEqual({ reason: null, visit: 'new', body: false });
    expect(found(outcome)).toEqual(['/a/1', '/list/2']);
    expect(outcome.outputs!.pages!.every(({ depth }) => depth === 1)).toBe(true);
  });

  it('that has not changed is read again where the source has other rules by now', async () => {
    const site: Site = { '/': { body: `<a href="/a/1">1</a><a href="/b/2">2</a>${prose}`, headers: { etag: '"1"' } } };
    const { visit } = await open(site);
    const first = await visit('/');
    expect(told(await visit('/', knownBy(first)))).toMatchObject({ visit: 'unchanged' });
    const wider = await open(site, { article: /^\/[ab]\// });
    expect(found(await wider.visit('/', knownBy(first)))).toEqual(['/a/1', '/b/2']);
  });

  it('enters articles that are too old as such, and the lists behind them with a date', async () => {
    const row = (path: string, date: string) =>
      `<li><a href="${path}">x</a> <time datetime="${date}">${date}</time></li>`;
    const rows = row('/a/1', '2020-02-01') + row('/a/2', '2020-01-01');
    const { visit } = await open({ '/list': `<ul>${rows}</ul><a rel="next" href="/list?page=2">2</a>${prose}` });
    const outcome = await visit('/list', {}, new Date('2021-01-01'));
    expect(found(outcome)).toEqual(['/a/1 too-old', '/a/2 too-old', '/list too-old']);
    const behind = outcome.outputs!.pages!.find(({ kind }) => kind === 'listing');
    expect(behind!.lastmod).toMatch(/^2020-02-02/);
    expect(found(await visit('/list', {}, new Date('2019-01-01')))).toEqual(['/a/1', '/a/2', '/list']);
  });

  it('of sitemaps gives dates that a database takes, bare days as their end', async () => {
    const entry = (path: string, lastmod: string) =>
      `<sitemap><loc>http://news.example/${path}</loc><lastmod>${lastmod}</lastmod></sitemap>`;
    const entries =
      entry('one.xml', '2024-05-01') + entry('two.xml', '2024-05-01T10:00:99Z') + entry('three.xml', 'soon');
    const { visit } = await open({
      '/sitemap.xml': { body: `<sitemapindex>${entries}</sitemapindex>`, headers: { 'content-type': 'text/xml' } },
    });
    const { outputs } = await visit('/sitemap.xml', { kind: 'sitemap' });
    expect(outputs!.pages).toMatchObject([
      { kind: 'sitemap', announced: true, lastmod: '2024-05-02T11:59:59.999Z' },
      { kind: 'sitemap', lastmod: null },
      { kind: 'sitemap', lastmod: null },
    ]);
  });

  it('that cannot be read as one is dropped', async () => {
    const { visit } = await open({ '/feed': { body: 'hello', headers: { 'content-type': 'text/xml' } } });
    expect(told(await visit('/feed', { kind: 'feed' }))).toMatchObject({ reason: 'unreadable-feed', visit: 'dropped' });
  });

  it.skipIf(findChromium() === null)('is drawn by a browser where its scripts draw it', async () => {
    const script = `for (const n of [1, 2]) document.body.innerHTML += '<a href="/a/' + n + '">Report ' + n + '</a>';`;
    const { visit } = await open({ '/': `<html><body><div id="app"></div><script>${script}</script></body></html>` });
    const outcome = await visit('/');
    expect(found(outcome)).toEqual(['/a/1', '/a/2']);
    expect(outcome.outputs!.body).toMatchObject({ rendered: true, body: null });
  });
});
