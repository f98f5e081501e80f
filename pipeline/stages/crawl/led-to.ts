import { datesOfLinks } from '../../../crawlers/discover/dates-of-links.ts';
import { readFeed } from '../../../crawlers/discover/feed.ts';
import { readLinks } from '../../../crawlers/discover/links.ts';
import { listOf } from '../../../crawlers/discover/page-number.ts';
import { reachesBackTo } from '../../../crawlers/discover/since.ts';
import { readSitemap } from '../../../crawlers/discover/sitemap.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import type { FetchedPage } from '../../../crawlers/fetch/guarded-fetch.ts';
import { hostsOf, pageFor } from '../../../crawlers/page-for.ts';
import type { NewPage } from '../../ledger/page-rows.ts';
import type { CrawlDependencies, CrawlInput } from './crawl.ts';
import { discovered, foundOn, timeOf, unique } from './discovered.ts';

/** The pages that a feed, a sitemap or a listing leads to. */
export function ledTo(page: CrawlInput, fetched: FetchedPage, dependencies: CrawlDependencies): NewPage[] {
  if (page.kind === 'sitemap') return fromSitemap(page, fetched, dependencies);
  const { text } = decodeHtml(fetched.body, fetched.contentType);
  if (page.kind === 'listing') return fromListing(page, text, fetched.finalUrl, dependencies);
  const links = readFeed(text, fetched.finalUrl).map(({ url, publishedAt }) => ({ url, date: publishedAt }));
  return discovered(dependencies.source, links, foundOn(page, dependencies));
}

function fromSitemap(page: CrawlInput, fetched: FetchedPage, dependencies: CrawlDependencies): NewPage[] {
  const { source } = dependencies;
  const { pages, sitemaps } = readSitemap(fetched.body, fetched.finalUrl);
  const nested = sitemaps
    .filter(({ url }) => hostsOf(source).has(new URL(url).host))
    .map(
      ({ url, lastmod }): NewPage => ({
        ...pageFor(source, url, 'sitemap', page.url),
        ...{ depth: page.depth + 1, lastmod: timeOf(lastmod), announced: true },
      }),
    );
  const links = pages.map(({ url, lastmod }) => ({ url, date: lastmod, isChange: true }));
  return unique([...nested, ...discovered(source, links, foundOn(page, dependencies))]);
}

/** A listing's articles, and the further listings it names; those behind one that reaches back far enough are too old. */
function fromListing(page: CrawlInput, html: string, finalUrl: string, dependencies: CrawlDependencies): NewPage[] {
  const { source, since } = dependencies;
  const { links, next } = readLinks(html, finalUrl);
  const dates = since ? datesOfLinks(html, finalUrl) : new Map<string, string>();
  const found = discovered(
    source,
    links.map((url) => ({ url, date: dates.get(url) ?? null })),
    // All of them, known or not: by what a listing shows one tells whether to go on.
    { ...foundOn(page, dependencies), entered: new Set() },
  );
  if (next && hostsOf(source).has(new URL(next).host) && !found.some(({ url }) => url === next))
    found.push({ ...pageFor(source, next, 'listing', page.url), depth: page.depth + 1 });
  const articles = found.filter(({ kind }) => kind === 'article').map(({ url }) => dates.get(url) ?? null);
  if (!since || !reachesBackTo(articles, since)) return found;
  const detail = `The list before it reaches back beyond ${since.toISOString()}.`;
  const isBehind = ({ url, kind }: NewPage) => kind === 'listing' && (url === next || listOf(url) === listOf(finalUrl));
  // So that a crawl that reaches as far back finds them as old, and one that reaches further does not.
  const lastmod =
    articles
      .flatMap((date) => timeOf(date) ?? [])
      .sort()
      .at(-1) ?? null;
  return found.map((each) => (isBehind(each) ? { ...each, lastmod, dropped: { reason: 'too-old', detail } } : each));
}
