import { describe, expect, it } from 'vitest';
import { defineSource, type Source } from '../../../crawlers/define-source.ts';
import { canonicalUrl } from '../../../crawlers/discover/canonical-url.ts';
import { type BoundedPage, CrawlBounds } from '../../../crawlers/discover/crawl-bounds.ts';
import { readLinks } from '../../../crawlers/discover/links.ts';
import { trapOf } from '../../../crawlers/discover/trap.ts';
import { serve } from '../loopback-server.ts';

const origin = 'https://news.example';
const sourceOf = (base: string, more: Partial<Source> = {}): Source => ({
  ...defineSource({
    id: 'news',
    name: 'News',
    language: 'en',
    seeds: [{ kind: 'listing', url: `${base}/` }],
    article: /^\/post\/\d+$/,
    listing: /./,
    licence: 'None',
  }),
  ...more,
});
const listing = (path: string, parent: string | null = '/'): BoundedPage => ({
  ...{ url: origin + path, kind: 'listing' },
  parentUrl: parent === null ? null : origin + parent,
});
const boundsOf = (more: Partial<Source> = {}, known = { articles: 0, listings: 0 }) =>
  new CrawlBounds(sourceOf(origin, more), known);

/** Follows a chain of listings, each found on the one before, until it is refused; returns how many were followed. */
function followed(
  bounds: CrawlBounds,
  pathOf: (step: number) => string,
  articlesOf: (step: number) => string[] = () => [],
): number {
  for (let step = 1; step < 5000; step++) {
    if (bounds.admit(listing(pathOf(step), step === 1 ? '/' : pathOf(step - 1)))) return step - 1;
    bounds.noteListing(origin + pathOf(step), articlesOf(step));
  }
  return 5000;
}

describe('CrawlBounds', () => {
  it('stops an endless pagination and an endless calendar after five pages without anything new', () => {
    expect(followed(boundsOf(), (step) => `/page/${step}/`)).toBe(5);
    expect(followed(boundsOf(), (step) => `/list?after=${step}abc`)).toBe(5);
    const sidebar = ['/post/1', '/post/2'];
    // The first page shows the sidebar's articles for the first time.
    expect(
      followed(
        boundsOf(),
        (step) => `/cal/${2024 + step}`,
        () => sidebar,
      ),
    ).toBe(6);
  });

  it('follows an archive to its end, over gaps', () => {
    const bounds = boundsOf();
    const pages = followed(
      bounds,
      (step) => `/page/${step}/`,
      (step) => (step % 4 === 0 && step <= 40 ? [`/post/${step}`] : []),
    );
    expect(pages).toBe(45);
    expect(bounds.report().refused).toEqual({ 'page-limit': 0, trap: 1, 'too-old': 0 });
  });

  it('asks again when the turn of a page has come that was admitted long before', () => {
    const bounds = boundsOf();
    for (let page = 2; page <= 20; page++) expect(bounds.admit(listing(`/page/${page}/`))).toBeNull();
    for (let page = 2; page <= 6; page++) bounds.noteListing(`${origin}/page/${page}/`, []);
    expect(bounds.reconsider(listing('/page/7/'))).toMatchObject({
      reason: 'trap',
      detail: expect.stringContaining('its list'),
    });
    expect(bounds.reconsider(listing('/category/x'))).toBeNull();
    expect(bounds.reconsider({ url: `${origin}/post/1`, kind: 'article' })).toBeNull();
  });

  it('stops combined tags when thirty of one shape brought nothing', () => {
    const bounds = boundsOf();
    const taken = Array.from({ length: 200 }, (_, i) => `/tag/a${String.fromCharCode(97 + (i % 26))}-${i}/b`).filter(
      (path) => {
        if (bounds.admit(listing(path))) return false;
        bounds.noteListing(origin + path, []);
        return true;
      },
    );
    expect(taken).toHaveLength(30);
    expect(bounds.report().traps).toEqual([
      { where: '/tag/W/W', refused: 170, example: expect.stringContaining('/tag/a') },
    ]);
  });

  it('takes fifty queries of one path, and any number of its pages', () => {
    const bounds = boundsOf();
    const admitted = (paths: string[]) => paths.filter((path) => bounds.admit(listing(path)) === null).length;
    expect(admitted(Array.from({ length: 80 }, (_, i) => `/list?topic=${i}`))).toBe(50);
    expect(admitted(Array.from({ length: 80 }, (_, i) => `/list?page=${i}&topic=1`))).toBe(80);
    expect(admitted(['/other?topic=1'])).toBe(1);
  });

  it('counts pages once, and no more than the source may have', () => {
    const bounds = boundsOf({ maxPages: 100 }, { articles: 30, listings: 10 });
    const article = (n: number): BoundedPage => ({ url: `${origin}/post/${n}`, kind: 'article', parentUrl: null });
    expect([...Array(70).keys()].filter((n) => bounds.admit(article(n)) === null)).toHaveLength(60);
    expect(bounds.admit(article(3))).toBeNull();
    expect(bounds.admit(article(65))).toMatchObject({ reason: 'page-limit', detail: expect.stringContaining('100') });
    expect(bounds.report()).toMatchObject({ articles: 90, listings: 10, refused: { 'page-limit': 10 } });
    const knowing = new CrawlBounds(sourceOf(origin, { maxPages: 1 }), {
      articles: 1,
      listings: 0,
      urls: [article(1).url],
    });
    expect(knowing.admit(article(1))).toBeNull();
    expect(knowing.admit(article(2))).toMatchObject({ reason: 'page-limit' });
  });

  it('bounds listings by a fifth of the pages', () => {
    const bounds = boundsOf({ maxPages: 500 });
    const admitted = [...Array(300).keys()].filter((n) => bounds.admit(listing(`/c/${n}`)) === null);
    expect(admitted).toHaveLength(100);
    expect(bounds.admit(listing('/c/299'))).toEqual({
      reason: 'page-limit',
      detail: 'The source has its 100 listing pages.',
    });
  });

  it('wants no later page of a list that reaches back far enough', () => {
    const bounds = boundsOf();
    for (const page of [2, 3, 4]) bounds.admit(listing(`/news/page/${page}/`));
    bounds.noteListing(`${origin}/news/page/3/`, [`${origin}/post/1`]);
    bounds.endList(`${origin}/news/page/3/`);
    expect(bounds.reconsider(listing('/news/page/2/'))).toBeNull();
    expect(bounds.reconsider(listing('/news/page/4/'))).toMatchObject({ reason: 'too-old' });
    expect(bounds.admit(listing('/news/page/5/', '/news/page/3/'))).toMatchObject({ reason: 'too-old' });
    expect(bounds.admit(listing('/blog/page/5/', '/news/page/3/'))).toBeNull();
    bounds.admit(listing('/q?before=9'));
    bounds.endList(`${origin}/q?before=9`);
    expect(bounds.admit(listing('/q?before=8', '/q?before=9'))).toMatchObject({ reason: 'too-old' });
    bounds.endList(`${origin}/index.html`);
    expect(bounds.admit(listing('/index_2.html', '/index.html'))).toMatchObject({ reason: 'too-old' });
  });

  it('keeps its memory bounded whatever it is shown', () => {
    const bounds = boundsOf({ maxPages: 200_000 });
    const long = 'x'.repeat(1000);
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 12_000; n++) {
      const page = listing(`/t${n}/${long}?q${n}=${n}`);
      if (bounds.admit(page) === null) bounds.noteListing(page.url, [`${origin}/post/${n}/${long}`]);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    expect(bounds.report().traps.length).toBeLessThanOrEqual(20);
  });

  it('finds every article of a site full of traps, and ends', async () => {
    const articles = 30;
    const shown = (n: number) => `<a href="/post/${n}">Post ${n}</a>`;
    const page = (path: string, query: URLSearchParams): string => {
      const archive = /^\/(?:page\/(\d+)\/)?$/.exec(path);
      const menu = `<a href="/">Home</a><a href="/calendar/2024/05/">Calendar</a><a href="/cal?month=5&year=2024">Events</a>
        <a href="/shop?color=1">Shop</a><a href="/tags/">Tags</a><a href="/endless?cursor=a">More</a>${shown(1)}${shown(2)}`;
      if (archive) {
        const first = (Number(archive[1] ?? 1) - 1) * 5;
        const posts = [1, 2, 3, 4, 5].map((n) => first + n).filter((n) => n <= articles);
        return `${menu}${posts.map(shown).join('')}<a href="/page/${Number(archive[1] ?? 1) + 1}/" rel="next">Older</a>`;
      }
      const month = /^\/calendar\/(\d+)\/(\d+)\//.exec(path);
      if (month) {
        const at = (by: number) =>
          new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1 + by)).toISOString().slice(0, 7).replace('-', '/');
        return `${menu}<a href="/calendar/${at(-1)}/">&laquo;</a><a href="/calendar/${at(1)}/">&raquo;</a><a href="/calendar/${at(0)}/page/2/">2</a>`;
      }
      if (path === '/cal') return `${menu}<a href="?month=${Number(query.get('month')) + 1}&year=2024">next</a>`;
      if (path === '/shop') {
        const facets = ['color', 'sort', 'brand', 'size', 'area'].flatMap((name) =>
          [1, 2, 3, 4].map((value) => {
            const next = new URLSearchParams(query);
            next.set(name, String(value));
            return `<a href="/shop?${next}">${name} ${value}</a>`;
          }),
        );
        return menu + facets.join('');
      }
      if (path.startsWith('/tags/'))
        return (
          menu +
          ['apt', 'rat', 'bot', 'zero']
            .map((tag) => `<a href="${path}${tag}/">x</a><a href="/tags/${tag}-${path.length}/">y</a>`)
            .join('')
        );
      if (path === '/endless')
        return `${menu}<a rel="next" href="?cursor=${query.get('cursor')}x">next</a><a href="?cursor=a&s=${'0a1b'.repeat(10)}">s</a>`;
      return `${menu}<a href="${path}/img/">relative</a><a href="?replytocom=${path.length}">Reply</a><a href="?share=x">Share</a>`;
    };
    const site = await serve((request, response) => {
      const url = new URL(request.url!, 'http://site.example');
      response.setHeader('content-type', 'text/html');
      response.end(`<html><body>${page(url.pathname, url.searchParams)}</body></html>`);
    });
    const base = `http://${site.address}`;
    const source = sourceOf(base, { maxPages: 400, maxDepth: 10 });
    const bounds = new CrawlBounds(source, { articles: 0, listings: 0 });
    const pending: (BoundedPage & { depth: number })[] = [
      { url: canonicalUrl(`${base}/`)!, kind: 'listing', parentUrl: null, depth: 0 },
    ];
    const entered = new Set(pending.map(({ url }) => url));
    const read = new Set<string>();
    let traps = 0;
    for (let next = pending.shift(); next; next = pending.shift()) {
      if (bounds.reconsider(next)) continue;
      const html = await (await fetch(next.url)).text();
      if (next.kind === 'article') read.add(next.url);
      const found = readLinks(html, next.url).links.flatMap((url) => {
        const path = new URL(url).pathname + new URL(url).search;
        const kind = source.article.test(path) ? ('article' as const) : ('listing' as const);
        const page = { url, kind, parentUrl: next.url, depth: next.depth + 1 };
        if (trapOf(url, source, page) === null) return [page];
        traps++;
        return [];
      });
      if (next.kind === 'listing')
        bounds.noteListing(
          next.url,
          found.filter(({ kind }) => kind === 'article').map(({ url }) => url),
        );
      for (const each of found) {
        if (bounds.admit(each) !== null || entered.has(each.url)) continue;
        entered.add(each.url);
        if (each.kind === 'listing') pending.unshift(each);
        else pending.push(each);
      }
    }
    const expected = Array.from({ length: articles }, (_, i) => `${base}/post/${i + 1}`);
    expect([...read].sort()).toEqual(expected.sort());
    expect(site.asked.length).toBeLessThan(200);
    expect(traps).toBeGreaterThan(50);
  });
});
