import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceReport } from '../../crawlers/check/source-report.ts';
import { checkSource } from '../../crawlers/check-source.ts';
import { declarationHash } from '../../crawlers/declaration-hash.ts';
import { defineSource, type Source } from '../../crawlers/define-source.ts';
import { ArticleExtractor } from '../../crawlers/extract/extractor-pool.ts';
import { LedgerHostGate } from '../../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../../crawlers/fetch/robots.ts';
import { TdmReservations } from '../../crawlers/fetch/tdm-reservations.ts';
import { sampleNewsEn } from '../../crawlers/sources/sample-news-en.ts';
import { sampleNewsZh } from '../../crawlers/sources/sample-news-zh.ts';
import { readChecks, saveCheck } from '../../pipeline/ledger/source-checks.ts';
import { startSampleNews } from '../../sample-news/server.ts';
import { createLedger } from '../test-database.ts';
import { articlePage, feedOf, newsSite } from './news-site.ts';

const { ledger } = await createLedger();
const gate = new LedgerHostGate(ledger);
afterAll(() => gate.close());

let extractor: ArticleExtractor;
beforeAll(() => {
  extractor = new ArticleExtractor();
});
afterAll(() => extractor.close());

const lines: string[] = [];
function check(source: Source, signal = new AbortController().signal): Promise<SourceReport> {
  lines.length = 0;
  return checkSource(source, {
    ...{ userAgent: 'sevenllm-tests', robots: new RobotsCache(), gate, extractor, signal },
    reservations: new TdmReservations(),
    renderer: async () => null,
    log: (line) => lines.push(line),
  });
}

const codes = ({ warnings }: SourceReport) => warnings.map(({ code }) => code);
const urls = (count: number) => Array.from({ length: count }, (_, index) => `http://news.example/2026/story-${index}`);
const pages = (count: number, page: string) =>
  Object.fromEntries(urls(count).map((url) => [new URL(url).pathname, page]));

describe('checkSource', () => {
  it('passes a good site, in few requests, and says what it found', async () => {
    const feed = feedOf([...urls(9), 'http://news.example/tag/apt', 'http://elsewhere.example/2026/story']);
    const robots = 'User-agent: *\nCrawl-delay: 0.01\nDisallow: /admin/';
    const site = await newsSite({ '/robots.txt': robots, '/feed.xml': feed, ...pages(9, articlePage('en')) });
    const report = await check(site.source);
    expect(report).toMatchObject({ source: 'news-example', passed: true, requests: 5, warnings: [] });
    expect(report.robots).toEqual([
      { origin: 'http://news.example', readable: true, crawlDelay: 0.01, disallowedSeeds: [], detail: null },
    ]);
    expect(report.seeds).toMatchObject([
      { kind: 'feed', outcome: 'read', status: 200, links: 11, linksOnSite: 10, articles: 9, listings: 0 },
    ]);
    expect(report.seeds[0]!.newest).toBe('2026-10-05T08:00:00+00:00');
    expect(report.samples).toHaveLength(2);
    expect(report.samples[0]).toMatchObject({ language: 'en', publishedAt: '2026-10-05T08:00:00Z', blocks: 5 });
    expect(report.samples[0]!.title).toBe('A backdoor in a file transfer server');
    expect(report.samples[0]!.opening).toMatch(/^1\. The attackers exploited/);
    expect([...report.samples[0]!.opening]).toHaveLength(200);
    expect(site.asked.toSorted()).toEqual(
      ['/robots.txt', '/feed.xml', '/.well-known/tdmrep.json', '/2026/story-0', '/2026/story-4'].toSorted(),
    );
    expect(lines).toHaveLength(4);
  });

  it('asks for nothing where robots.txt forbids all', async () => {
    const site = await newsSite({ '/robots.txt': 'User-agent: *\nDisallow: /', '/feed.xml': feedOf(urls(2)) });
    const report = await check(site.source);
    expect(report.passed).toBe(false);
    expect(report.robots[0]!.disallowedSeeds).toEqual(['http://news.example/feed.xml']);
    expect(codes(report)).toEqual(['everything-disallowed']);
    expect(site.asked).toEqual(['/robots.txt']);
  });

  it('asks for nothing where robots.txt is out of reach', async () => {
    const site = await newsSite({ '/robots.txt': { status: 503 }, '/feed.xml': feedOf(urls(2)) });
    const report = await check(site.source);
    expect(report).toMatchObject({ passed: false, robots: [{ readable: false }], seeds: [{ outcome: 'failed' }] });
    expect(codes(report)).toEqual(['robots-unreadable', 'seed-unreachable']);
    expect(site.asked).toEqual(['/robots.txt']);
  });

  it('fails where the only seed is gone, and passes with a warning where another one is there', async () => {
    const listing = `<ul>${urls(3).map((url) => `<li><a href="${url}">A story</a>`)}</ul>`;
    const site = await newsSite({ '/list': listing, ...pages(3, articlePage('en')) });
    const gone = await check(site.source);
    expect(gone).toMatchObject({ passed: false, seeds: [{ outcome: 'refused', status: 404 }], samples: [] });
    expect(codes(gone)).toEqual(['seed-unreachable']);

    const seeds = [...site.source.seeds, { kind: 'listing' as const, url: 'http://news.example/list' }];
    const half = await check({ ...site.source, seeds });
    expect(half).toMatchObject({ passed: true, seeds: [{ status: 404 }, { status: 200, articles: 3 }] });
    expect(codes(half)).toEqual(['seed-unreachable']);
  });

  it('tells a pattern that matches nothing from links to another host', async () => {
    const wrong = await check((await newsSite({ '/feed.xml': feedOf(['http://news.example/post/1']) })).source);
    expect(wrong).toMatchObject({ passed: false, samples: [], seeds: [{ links: 1, linksOnSite: 1, articles: 0 }] });
    expect(codes(wrong)).toEqual(['no-articles', 'no-articles']);
    expect(wrong.warnings[1]!.message).toContain('/^\\/\\d{4}\\/[a-z0-9-]+$/');

    const away = await check((await newsSite({ '/feed.xml': feedOf(['http://www.news.example/2026/a']) })).source);
    expect(codes(away)).toEqual(['links-off-site', 'no-articles']);
  });

  it('says that a list is drawn by script', async () => {
    const seeds = [{ kind: 'listing' as const, url: 'http://news.example/' }];
    const site = await newsSite({ '/': '<html><body><div id="app"></div><script src="/app.js"></script>' }, { seeds });
    expect(codes(await check(site.source))).toEqual(['drawn-by-script', 'no-articles']);
  });

  it('does not follow a seed off the site, and reports an article that leads off it or to no article', async () => {
    const connectTo = (address: string) => ({ 'news.example': address, 'elsewhere.example': address });
    const leading = await newsSite({
      '/feed.xml': { status: 302, headers: { location: 'http://elsewhere.example/other.xml' } },
      '/other.xml': feedOf(urls(1)),
    });
    const off = await check({ ...leading.source, connectTo: connectTo(leading.address) });
    expect(off.seeds).toMatchObject([{ outcome: 'off-site', finalUrl: 'http://elsewhere.example/other.xml' }]);
    expect(codes(off)).toEqual(['seed-off-site']);

    const article = await newsSite({
      '/feed.xml': feedOf(urls(2)),
      '/2026/story-0': { status: 301, headers: { location: 'http://elsewhere.example/2026/story-0' } },
      '/2026/story-1': { status: 301, headers: { location: '/new/story-1' } },
      '/new/story-1': articlePage('en'),
    });
    const moved = await check({ ...article.source, connectTo: connectTo(article.address) });
    expect(moved.passed).toBe(false);
    expect(codes(moved)).toEqual(['sample-unreachable', 'redirect-unmatched']);
  });

  it('follows an article to its new address where that is an article too', async () => {
    const moved = { status: 301, headers: { location: '/2026/new-story' } };
    const site = await newsSite({
      '/feed.xml': feedOf(urls(1)),
      '/2026/story-0': moved,
      '/2026/new-story': articlePage('en'),
    });
    expect(await check(site.source)).toMatchObject({
      passed: true,
      samples: [{ url: 'http://news.example/2026/new-story' }],
    });
  });

  it('fails a source that is in another language than declared', async () => {
    const site = await newsSite({ '/feed.xml': feedOf(urls(2)), ...pages(2, articlePage('zh')) });
    const report = await check(site.source);
    expect(report).toMatchObject({ passed: false, samples: [{ language: 'zh' }, { language: 'zh' }] });
    expect(codes(report)).toEqual(['other-language', 'other-language']);
    expect(await check({ ...site.source, language: 'mixed' })).toMatchObject({ passed: true, warnings: [] });
  });

  it('fails where articles are reserved, too short or without text, and says so', async () => {
    const reserved = articlePage('en', { head: '<meta name="robots" content="noai, noindex">' });
    const site = await newsSite({ '/feed.xml': feedOf(urls(2)), ...pages(2, reserved) });
    const kept = await check(site.source);
    expect(kept).toMatchObject({ passed: false, samples: [{ reason: 'noindex' }, { reason: 'noindex' }] });
    expect(kept.samples[0]!.directives).toEqual(['noai', 'noindex']);
    expect(codes(kept)).toEqual(['reserved', 'reserved']);
    const taken = await check({ ...site.source, respectReservations: false });
    expect([taken.passed, codes(taken)]).toEqual([true, ['no-date']]);

    const short = await newsSite({
      '/feed.xml': feedOf(urls(2)),
      '/2026/story-0': articlePage('en', { paragraphs: 1 }),
      '/2026/story-1': '<html><body><div id="app"></div><script src="/app.js"></script>',
    });
    const report = await check(short.source);
    expect(report.passed).toBe(false);
    expect(codes(report)).toEqual(['sample-too-short', 'sample-too-short', 'needs-browser']);
  });

  it('makes at most eight requests, however many seeds and parts there are', async () => {
    const next = (part: number) =>
      `${articlePage('en')}<a rel="next" href="/2026/story-0?page=${part + 1}">Next page</a>`;
    const parts = Array.from({ length: 20 }, (_, index) => [`/2026/story-0?page=${index + 2}`, next(index + 2)]);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const seeds = names.map((name) => ({ kind: 'feed' as const, url: `http://news.example/${name}.xml` }));
    const feeds = names.map((name) => [`/${name}.xml`, feedOf(urls(1))]);
    const site = await newsSite({ ...Object.fromEntries([...feeds, ...parts]), '/2026/story-0': next(1) }, { seeds });
    const report = await check(site.source);
    expect(site.asked).toHaveLength(8);
    expect(report.requests).toBe(8);
    expect(report.seeds.map(({ outcome }) => outcome)).toEqual([...Array(5).fill('read'), 'not-tried', 'not-tried']);
    expect(report.samples).toMatchObject([{ outcome: 'not-tried' }]);
  });

  it('reads one sitemap of an index', async () => {
    const set = (...locs: string[]) =>
      `<?xml version="1.0"?><urlset>${locs.map((loc) => `<url><loc>${loc}</loc></url>`)}</urlset>`;
    const index = ['pages', 'posts', 'tags'].map(
      (name) => `<sitemap><loc>http://news.example/${name}.xml</loc></sitemap>`,
    );
    const seeds = [{ kind: 'sitemap' as const, url: 'http://news.example/sitemap.xml' }];
    const site = await newsSite(
      {
        '/sitemap.xml': `<?xml version="1.0"?><sitemapindex>${index}</sitemapindex>`,
        '/posts.xml': set(...urls(3)),
        ...pages(3, articlePage('en')),
      },
      { seeds },
    );
    const report = await check(site.source);
    expect(report).toMatchObject({ passed: true, seeds: [{ url: 'http://news.example/sitemap.xml', articles: 3 }] });
    expect(report.seeds[0]!.detail).toContain('http://news.example/posts.xml was read');
  });

  it('ends with the signal’s reason when it is given up', async () => {
    const site = await newsSite({ '/feed.xml': feedOf(urls(2)) });
    await expect(check(site.source, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('passes both outlets of the sample site', async () => {
    const site = await startSampleNews();
    try {
      for (const source of [sampleNewsEn, sampleNewsZh]) {
        const report = await check({ ...source, connectTo: site.connectTo });
        expect(report.passed, JSON.stringify(report.warnings)).toBe(true);
        expect(report.seeds.map(({ outcome }) => outcome)).toEqual(['read', 'read', 'read']);
        expect(report.requests).toBeLessThanOrEqual(8);
      }
    } finally {
      await site.close();
    }
  });
});

describe('the record of checks', () => {
  it('keeps the last one of each source, with the hash of what was tried', async () => {
    const { ledger } = await createLedger();
    const site = await newsSite({ '/feed.xml': feedOf(urls(2)), ...pages(2, articlePage('en')) });
    const report = await check(site.source);
    await saveCheck(ledger.db, { ...report, passed: false }, 'an-older-hash');
    await saveCheck(ledger.db, report, declarationHash(site.source));
    const checks = await readChecks(ledger.db);
    expect([...checks.keys()]).toEqual(['news-example']);
    expect(checks.get('news-example')).toEqual({
      ...{ source: 'news-example', passed: true, declarationHash: declarationHash(site.source) },
      ...{ checkedAt: new Date(report.checkedAt), report },
    });
  });

  it('hashes what is declared, not where the site is served', () => {
    const { id, name, language, article, licence } = sampleNewsEn;
    const seeds = [{ kind: 'feed' as const, url: 'https://a.example/feed' }];
    const one = defineSource({ id, name, language, article, licence, seeds });
    expect(declarationHash(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(declarationHash(defineSource({ seeds, licence, article, language, name, id }))).toBe(declarationHash(one));
    expect(declarationHash({ ...one, connectTo: { 'a.example': '127.0.0.1:1' } })).toBe(declarationHash(one));
    expect(declarationHash({ ...one, article: /^\/other$/ })).not.toBe(declarationHash(one));
    expect(declarationHash({ ...one, article: new RegExp(article.source, 'i') })).not.toBe(declarationHash(one));
    expect(declarationHash({ ...one, crawlDelay: 9 })).not.toBe(declarationHash(one));
  });
});
