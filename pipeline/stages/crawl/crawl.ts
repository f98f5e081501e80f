import type { Source } from '../../crawlers/define-source.ts';
import { firstPart, nextPart } from '../../crawlers/discover/article-parts.ts';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import { isDrawnByScript } from '../../crawlers/discover/drawn-by-script.ts';
import { readFeed } from '../../crawlers/discover/feed.ts';
import { readLinks } from '../../crawlers/discover/links.ts';
import { headerDirectives } from '../../crawlers/discover/robots-directives.ts';
import { readSitemap } from '../../crawlers/discover/sitemap.ts';
import type { PageRenderer } from '../../crawlers/fetch/browser.ts';
import { decodeHtml } from '../../crawlers/fetch/decode.ts';
import { FetchRefusedError } from '../../crawlers/fetch/fetch-refused-error.ts';
import { type FetchedPage, type FetchOptions, guardedFetch } from '../../crawlers/fetch/guarded-fetch.ts';
import type { HostGate } from '../../crawlers/fetch/politeness.ts';
import type { RobotsCache } from '../../crawlers/fetch/robots.ts';
import { hostsOf, pageFor } from '../../crawlers/page-for.ts';
import { RetryLaterError } from '../errors.ts';
import type { NewPage, PageBody } from '../ledger/page-rows.ts';
import type { PageKind } from '../records.ts';
import { drop, keep, type Outcome } from './stage.ts';

export interface CrawlInput {
  id: string;
  url: string;
  kind: PageKind;
  etag: string | null;
  lastModified: string | null;
}

export interface CrawlDependencies {
  source: Source;
  userAgent: string;
  robots: RobotsCache;
  gate: HostGate;
  /** Opens the browser when the first page needs it; null where there is none. */
  renderer(): Promise<PageRenderer | null>;
  signal: AbortSignal;
}

const mostParts = 20;
const mostPartBytes = 10 * 1024 * 1024;
/** Seconds; a site that asks for more between two requests is asked as seldom as this. */
const longestDelay = 300;

/**
 * Page → body, and the pages it leads to. Asks robots.txt, waits for its turn at the host, fetches through the guard,
 * follows an article over its pages, and renders it where its HTML holds no article.
 */
export async function crawl(page: CrawlInput, dependencies: CrawlDependencies): Promise<Outcome<'crawl'>> {
  try {
    return await fetchPage(page, dependencies);
  } catch (error) {
    if (error instanceof FetchRefusedError) return drop(error.reason, `${error.message}.`);
    if (error instanceof RetryLaterError && error.retryAfterMs)
      dependencies.gate.holdOff(new URL(page.url).host, error.retryAfterMs);
    throw error;
  }
}

async function fetchPage(page: CrawlInput, dependencies: CrawlDependencies): Promise<Outcome<'crawl'>> {
  const { source } = dependencies;
  const fetched = await politely(page.url, dependencies, {
    accept: page.kind === 'article' || page.kind === 'listing' ? 'page' : 'feed',
    etag: page.etag,
    lastModified: page.lastModified,
  });
  if ('kept' in fetched) return fetched;
  if (fetched.notModified) return keep({ body: { ...bodyOf(fetched), body: null } });

  const final = canonicalUrl(fetched.finalUrl) ?? fetched.finalUrl;
  if (!hostsOf(source).has(new URL(final).hostname))
    return drop('off-site', `It redirects to ${final}, which is not of this source.`);
  if (page.kind === 'article' && final !== page.url)
    return drop('redirected-duplicate', `It redirects to ${final}.`, { pages: found(source, [final], page.url) });
  if (page.kind === 'feed') return keepDiscovery(page, fetched, source, feedUrls(fetched));
  if (page.kind === 'sitemap') return keepSitemap(page, fetched, source);

  const html = decodeHtml(fetched.body, fetched.contentType).text;
  const { links, next, robots } = readLinks(html, final);
  if (page.kind === 'listing')
    return keepDiscovery(page, fetched, source, next ? [...links, next] : links, new Set(next ? [next] : []));
  return fetchArticle(page, fetched, html, links, robots, dependencies);
}

async function fetchArticle(
  page: CrawlInput,
  fetched: FetchedPage,
  html: string,
  links: string[],
  directives: string[],
  dependencies: CrawlDependencies,
): Promise<Outcome<'crawl'>> {
  const { source } = dependencies;
  const discovered = found(source, links, page.url);
  const asked = [...directives, ...headerDirectives(fetched.headers, 'sevenllm')];
  const forbidden = asked.find((directive) => forbidding.includes(directive));
  if (forbidden) return drop('noindex', `The page asks not to be used (${forbidden}).`, { pages: discovered });
  const first = firstPart(html, page.url);
  if (first)
    return drop('part-of-article', `It is a later page of ${first}.`, {
      pages: [...found(source, [first], page.url), ...discovered],
    });

  const rendered = await render(page.url, html, dependencies);
  const shown = rendered ?? html;
  const parts = await fetchParts(page.url, shown, dependencies);
  const partPages = parts.map(
    ({ url }): NewPage => ({
      ...pageFor(source, url, 'article', page.url),
      dropped: { reason: 'part-of-article', detail: `It is a later page of ${page.url}.` },
    }),
  );
  const body = rendered
    ? { ...bodyOf(fetched), body: Buffer.from(rendered), contentType: 'text/html; charset=utf-8' }
    : bodyOf(fetched);
  const partUrls = new Set(parts.map(({ url }) => url));
  const more = rendered ? found(source, readLinks(rendered, page.url).links, page.url) : [];
  return keep({
    body: { ...body, parts: parts.map((part) => part.body) },
    pages: [...partPages, ...unique([...discovered, ...more]).filter(({ url }) => !partUrls.has(url))],
  });
}

/** Asks robots.txt, waits for its turn, fetches. A drop where robots.txt forbids it. */
async function politely(
  url: string,
  { source, userAgent, robots, gate, signal }: CrawlDependencies,
  options: Pick<FetchOptions, 'accept' | 'etag' | 'lastModified'>,
): Promise<FetchedPage | ReturnType<typeof drop<'crawl'>>> {
  const common = { userAgent, signal, connectTo: source.connectTo };
  const rules = await robots.rulesFor(url, common);
  if (!rules.isAllowed(url)) return drop('robots-disallowed', 'robots.txt forbids it.');
  await gate.wait(
    new URL(url).host,
    Math.min(longestDelay, Math.max(source.crawlDelay, rules.crawlDelay ?? 0)),
    signal,
  );
  return guardedFetch(url, { ...common, ...options });
}

async function fetchParts(
  url: string,
  html: string,
  dependencies: CrawlDependencies,
): Promise<{ url: string; body: Buffer }[]> {
  const parts: { url: string; body: Buffer }[] = [];
  const seen = new Set([url]);
  let bytes = 0;
  for (let next = nextPart(html, url); next && !seen.has(next) && parts.length < mostParts; ) {
    seen.add(next);
    const fetched = await politely(next, dependencies, { accept: 'page' });
    if ('kept' in fetched) break;
    bytes += fetched.body.length;
    if (bytes > mostPartBytes) break;
    parts.push({ url: next, body: fetched.body });
    next = nextPart(decodeHtml(fetched.body, fetched.contentType).text, next);
  }
  return parts;
}

/** The page after its scripts ran, where its HTML holds no article of itself and the source allows a browser. */
async function render(url: string, html: string, dependencies: CrawlDependencies): Promise<string | null> {
  const { source, userAgent, signal } = dependencies;
  const wanted = source.render === 'browser' || (source.render === 'auto' && isDrawnByScript(html));
  if (!wanted) return null;
  const renderer = await dependencies.renderer();
  if (!renderer) return null;
  const options = { userAgent, signal, connectTo: source.connectTo };
  return (await renderer.render(url, { ...options, waitFor: source.selectors.body })).html;
}

const forbidding = ['noindex', 'noarchive', 'noai', 'none', 'tdm-reservation'];

function feedUrls(fetched: FetchedPage): string[] {
  const { text } = decodeHtml(fetched.body, fetched.contentType);
  return readFeed(text, fetched.finalUrl).map((item) => item.url);
}

function keepSitemap(page: CrawlInput, fetched: FetchedPage, source: Source): Outcome<'crawl'> {
  const { pages, sitemaps } = readSitemap(fetched.body, fetched.finalUrl);
  const inside = sitemaps.filter((url) => hostsOf(source).has(new URL(url).hostname));
  const nested = inside.map((url) => pageFor(source, url, 'sitemap', page.url));
  const articles = found(
    source,
    pages.map(({ url }) => url),
    page.url,
  );
  return keep({ body: discoveryBody(fetched), pages: unique([...nested, ...articles]) });
}

function keepDiscovery(
  page: CrawlInput,
  fetched: FetchedPage,
  source: Source,
  urls: string[],
  listings: ReadonlySet<string> = new Set(),
): Outcome<'crawl'> {
  const pages = found(source, urls, page.url);
  const known = new Set(pages.map(({ url }) => url));
  const more = [...listings]
    .filter((url) => !known.has(url) && hostsOf(source).has(new URL(url).hostname))
    .map((url) => pageFor(source, url, 'listing', page.url));
  return keep({ body: discoveryBody(fetched), pages: unique([...pages, ...more]) });
}

/** The pages of this source among some URLs: articles and listings by its patterns, on its hosts. */
function found(source: Source, urls: readonly string[], parent: string): NewPage[] {
  const hosts = hostsOf(source);
  const pages = urls.flatMap((href) => {
    const url = canonicalUrl(href);
    if (!url) return [];
    const { hostname, pathname, search } = new URL(url);
    if (!hosts.has(hostname)) return [];
    const path = pathname + search;
    if (source.article.test(path)) return [pageFor(source, url, 'article', parent)];
    return source.listing?.test(path) ? [pageFor(source, url, 'listing', parent)] : [];
  });
  return unique(pages);
}

const unique = (pages: NewPage[]) => [...new Map(pages.map((page) => [page.id, page])).values()];

const discoveryBody = (fetched: FetchedPage): PageBody => ({ ...bodyOf(fetched), body: null });

function bodyOf(fetched: FetchedPage): PageBody {
  return {
    status: fetched.status,
    contentType: fetched.contentType,
    etag: fetched.headers.etag ?? null,
    lastModified: fetched.headers['last-modified'] ?? null,
    fetchedAt: fetched.fetchedAt,
    body: fetched.body,
    parts: [],
  };
}
