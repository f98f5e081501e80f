import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSitemap } from '../../../crawlers/discover/sitemap.ts';

const url = 'https://news.example/sitemap.xml';
const urlset = (inner: string) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</urlset>`;

describe('readSitemap', () => {
  it('reads pages, with entities, CDATA, comments, and no image for a page', () => {
    const text = urlset(`<!-- <url><loc>https://news.example/no</loc></url> -->
      <url><loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2024-03-05T08:30:00+08:00</lastmod>
        <image:image><image:loc>https://news.example/i.png</image:loc></image:image></url>
      <url><loc><![CDATA[https://news.example/b]]></loc></url>
      <url><loc>/c</loc></url><url><loc>ftp://x.example/</loc></url><url></url>`);
    expect(readSitemap(text, url)).toEqual({
      pages: [
        { url: 'https://news.example/a?x=1&y=2', lastmod: '2024-03-05T08:30:00+08:00' },
        { url: 'https://news.example/b', lastmod: null },
        { url: 'https://news.example/c', lastmod: null },
      ],
      sitemaps: [],
      truncated: false,
    });
  });

  it('reads news sitemaps, prefixes, and gzip whatever its name', () => {
    const text = `<s:urlset xmlns:s="x" xmlns:news="y"><s:url><s:loc>https://news.example/a</s:loc>
      <news:news><news:publication_date>2024-03-05</news:publication_date></news:news></s:url></s:urlset>`;
    for (const body of [text, Buffer.from(text), gzipSync(text)])
      expect(readSitemap(body, url).pages).toEqual([{ url: 'https://news.example/a', lastmod: '2024-03-05' }]);
  });

  it('reads an index with when its sitemaps changed, and not itself out of it', () => {
    const text = `<sitemapindex><sitemap><loc>${url}</loc></sitemap>
      <sitemap><lastmod>2024-03-05T08:30+08:00</lastmod><loc>https://news.example/2.xml.gz</loc></sitemap>
      <sitemap><loc>https://news.example/3.xml</loc></sitemap></sitemapindex>`;
    expect(readSitemap(text, url)).toMatchObject({
      pages: [],
      sitemaps: [
        { url: 'https://news.example/2.xml.gz', lastmod: '2024-03-05T08:30:00+08:00' },
        { url: 'https://news.example/3.xml', lastmod: null },
      ],
    });
  });

  it.each([
    ['2024-03-05T08:30:00+08:00', '2024-03-05T08:30:00+08:00'],
    ['2024-03-05T00:30:00.123Z', '2024-03-05T00:30:00+00:00'],
    ['2024-03-05T08:30-05:00', '2024-03-05T08:30:00-05:00'],
    ['2024-03-05T08:30:00', '2024-03-05'],
    [' 2024-03-05 ', '2024-03-05'],
    ['yesterday', '2024-03-01T10:00:00+09:00'],
    ['', '2024-03-01T10:00:00+09:00'],
  ])('takes lastmod %s before the day of publication', (lastmod, expected) => {
    const text = urlset(`<url><loc>https://news.example/a</loc><lastmod>${lastmod}</lastmod><news:news>
      <news:publication><news:name>N</news:name><news:language>zh-cn</news:language></news:publication>
      <news:publication_date>2024-03-01T10:00:00+09:00</news:publication_date></news:news></url>`);
    expect(readSitemap(text, url).pages).toEqual([{ url: 'https://news.example/a', lastmod: expected }]);
  });

  it('reads plain lists and feeds as the protocol allows', () => {
    const pages = [{ url: 'https://news.example/a', lastmod: null }];
    expect(readSitemap('\ufeffhttps://news.example/a\r\nhttps://news.example/a\n', url).pages).toEqual(pages);
    const feed =
      '<rss version="2.0"><channel><title>T</title><item><link>https://news.example/a</link></item></channel></rss>';
    expect(readSitemap(feed, url).pages).toEqual(pages);
  });

  it('stops at 50,000 entries', () => {
    const text = urlset(
      Array.from({ length: 60_000 }, (_, i) => `<url><loc>https://news.example/${i}</loc></url>`).join(''),
    );
    const sitemap = readSitemap(gzipSync(text), url);
    expect(sitemap.pages).toHaveLength(50_000);
    expect(sitemap.truncated).toBe(true);
  });

  const many = '<url><loc>'.repeat(200_000);
  it.each([
    [
      'billion laughs',
      `<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${urlset('<url><loc>&b;</loc></url>')}`,
      'unreadable-feed',
    ],
    ['a bomb', gzipSync(Buffer.alloc(60 * 1024 * 1024, ' ')), 'too-large'],
    ['broken gzip', Buffer.concat([gzipSync('x'.repeat(1000)).subarray(0, 20)]), 'unreadable-feed'],
    ['HTML', '<!doctype html><html><body>Not found', 'unreadable-feed'],
    ['nothing', '', 'unreadable-feed'],
  ])('refuses %s', (_, body, reason) => {
    expect(() => readSitemap(body, url)).toThrow(expect.objectContaining({ reason }));
  });

  it('takes broken and endless markup in a moment', () => {
    const began = performance.now();
    for (const broken of [
      many,
      '<url><loc>x</loc>'.repeat(200_000),
      '<!--'.repeat(200_000),
      '<loc '.repeat(200_000),
      '<![CDATA['.repeat(200_000),
    ])
      expect(readSitemap(`<urlset>${broken}`, url).pages.length).toBeLessThan(2);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
