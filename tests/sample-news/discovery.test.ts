import { parseFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { readSitemap } from '../../crawlers/discover/sitemap.ts';
import { parseRobots } from '../../crawlers/fetch/robots.ts';
import { sampleSite } from './sample-site.ts';

const sample = sampleSite();
const textOf = async (url: string) => (await sample.get(url)).body.toString();

describe.each([
  ['http://threatwatch.example', '/members/ransom-demands', '/research/wannacry', '/sitemap.xml'],
  ['http://anquanliaowang.example', '/neican/2019-q2.html', '/article/wannacry.html', '/sitemap_index.xml'],
])('%s', (origin, forbidden, allowed, index) => {
  test('robots.txt forbids a path, asks for a delay and names the sitemap index', async () => {
    const robots = parseRobots(`${origin}/robots.txt`, await textOf(`${origin}/robots.txt`), 'sevenllm/0.1');
    expect(robots.isAllowed(origin + forbidden)).toBe(false);
    expect(robots.isAllowed(origin + allowed)).toBe(true);
    expect(robots.crawlDelay).toBe(0.05);
    expect(robots.sitemaps).toEqual([origin + index]);
    expect((await sample.get(origin + forbidden)).status).toBe(200);
  });

  test('the sitemap index leads to two sitemaps, one of them gzipped', async () => {
    const { sitemaps, pages } = readSitemap((await sample.get(origin + index)).body, origin + index);
    expect(pages).toEqual([]);
    expect(sitemaps.length).toBe(2);
    for (const { url } of sitemaps) {
      const page = await sample.get(url);
      expect(readSitemap(page.body, url).pages.length).toBeGreaterThan(3);
      if (!url.endsWith('.gz')) continue;
      expect([...page.body.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
      expect(page.headers['content-encoding']).toBeUndefined();
    }
  });
});

test('RSS has the newest stories with dates, and tracking parameters in its links', async () => {
  const { format, feed } = parseFeed(await textOf('http://threatwatch.example/feed.xml'));
  if (format !== 'rss') throw new Error(`It is ${format}`);
  const [first, ...rest] = feed.items ?? [];
  expect(rest.length).toBe(11);
  expect(first?.title).toBe('The xz backdoor: two years of patience, found by half a second');
  expect(first?.link).toBe('http://threatwatch.example/research/xz-backdoor?utm_source=rss&utm_medium=feed');
  expect(new Date(String(first?.pubDate)).toISOString()).toBe('2024-04-02T08:25:00.000Z');
});

test('Atom has the newest stories with the offsets of their dates', async () => {
  const { format, feed } = parseFeed(await textOf('http://anquanliaowang.example/atom.xml'));
  if (format !== 'atom') throw new Error(`It is ${format}`);
  expect(feed.entries?.length).toBe(12);
  const entry = feed.entries?.find(({ id }) => id?.endsWith('/article/ukraine-grid.html'));
  expect(entry?.published).toBe('2022-04-14T09:00:00+08:00');
});

test('each outlet has a feed of the other kind as well', async () => {
  expect(parseFeed(await textOf('http://threatwatch.example/atom.xml')).format).toBe('atom');
  expect(parseFeed(await textOf('http://anquanliaowang.example/rss.xml')).format).toBe('rss');
});
