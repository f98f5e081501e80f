import { afterAll, beforeAll } from 'vitest';
import type { Source } from '../../crawlers/define-source.ts';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import { readFeed } from '../../crawlers/discover/feed.ts';
import { readLinks } from '../../crawlers/discover/links.ts';
import { readSitemap } from '../../crawlers/discover/sitemap.ts';
import { decodeHtml } from '../../crawlers/fetch/decode.ts';
import { type FetchedPage, type FetchOptions, guardedFetch } from '../../crawlers/fetch/guarded-fetch.ts';
import { type SampleNews, startSampleNews } from '../../sample-news/server.ts';

/** The sample site for the length of a test file. */
export function sampleSite(): {
  readonly site: SampleNews;
  get(url: string, options?: Partial<FetchOptions>): Promise<FetchedPage>;
} {
  let site: SampleNews;
  beforeAll(async () => {
    site = await startSampleNews();
  });
  afterAll(() => site.close());
  return {
    get site() {
      return site;
    },
    get: (url, options = {}) =>
      guardedFetch(url, { userAgent: 'sevenllm-tests', connectTo: site.connectTo, accept: 'any', ...options }),
  };
}

export interface Walk {
  /** Every URL that matches the source's patterns, with its seeds. */
  met: Set<string>;
  /** Every link to the source's host that matches no pattern. */
  others: Set<string>;
}

/** Follows a source by its seeds and patterns the way a crawler does, robots.txt aside. */
export async function walk(source: Source, get: (url: string) => Promise<FetchedPage>): Promise<Walk> {
  const met = new Set(source.seeds.map(({ url }) => url));
  const others = new Set<string>();
  const { host } = new URL(source.seeds[0]!.url);
  for (const url of met) {
    const page = await get(url).catch(() => null);
    if (!page || canonicalUrl(page.finalUrl) !== url) continue;
    for (const found of linksOf(page, url)) {
      const { pathname, search, host: there } = new URL(found);
      if (there !== host) continue;
      const path = pathname + search;
      if (source.article.test(path) || source.listing?.test(path) || path.startsWith('/sitemap')) met.add(found);
      else others.add(found);
    }
  }
  for (const url of met) others.delete(url);
  return { met, others };
}

function linksOf(page: FetchedPage, url: string): string[] {
  const type = page.contentType ?? '';
  if (/rss|atom/.test(type)) return readFeed(page.body.toString(), url).map((item) => item.url);
  if (/xml|gzip/.test(type)) {
    const { pages, sitemaps } = readSitemap(page.body, url);
    return [...sitemaps, ...pages].map((one) => one.url);
  }
  return type.startsWith('text/html') ? readLinks(decodeHtml(page.body, type).text, url).links : [];
}
