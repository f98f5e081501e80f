import type { Source } from '../../../crawlers/define-source.ts';
import { canonicalUrl } from '../../../crawlers/discover/canonical-url.ts';
import type { PageRenderer } from '../../../crawlers/fetch/browser.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import { FetchRefusedError } from '../../../crawlers/fetch/fetch-refused-error.ts';
import type { FetchedPage } from '../../../crawlers/fetch/guarded-fetch.ts';
import type { TdmReservations } from '../../../crawlers/fetch/tdm-reservations.ts';
import { hostsOf } from '../../../crawlers/page-for.ts';
import { sha256 } from '../../hash.ts';
import type { PageKind } from '../../records.ts';
import { drop, keep, type Outcome } from '../stage.ts';
import { discovered, foundOn } from './discovered.ts';
import { fetchArticle } from './fetch-article.ts';
import { ledTo } from './led-to.ts';
import { type Answer, type PoliteDependencies, politely } from './politely.ts';
import { render } from './render.ts';
import { bodyOf, visitOf } from './visit-of.ts';

export interface CrawlInput {
  id: string;
  url: string;
  kind: PageKind;
  /** Links from a seed. */
  depth: number;
  /** How many different bodies it has had. */
  version: number;
  etag: string | null;
  lastModified: string | null;
  contentHash: string | null;
  /**
   * Whether one answer of 304 would say too little: its body is joined of several pages, or was drawn by a browser over a
   * day ago, whose scripts may fetch something else by now.
   */
  askWhole: boolean;
}

export interface CrawlDependencies extends PoliteDependencies {
  crawlId: string;
  /** Articles known to be older are not followed. */
  since: Date | null;
  /** Addresses of pages that this crawl has entered already. */
  entered: ReadonlySet<string>;
  reservations: TdmReservations;
  /** Opens the browser when the first page needs it; null where there is none. */
  renderer(): Promise<PageRenderer | null>;
}

/**
 * Page → body, and the pages it leads to. Asks robots.txt, waits for its turn at the host, fetches through the guard,
 * follows an article over its pages, and renders it where its HTML holds no article. What it brought before and brings
 * again is kept without a body: there is nothing new to do for it.
 */
export async function crawl(page: CrawlInput, dependencies: CrawlDependencies): Promise<Outcome<'crawl'>> {
  try {
    // What led to nothing by the source's rules may lead somewhere by others.
    const isRead = page.kind === 'article' || page.contentHash?.endsWith(rulesOf(dependencies.source));
    const answer = await politely(page.url, dependencies, {
      accept: page.kind === 'article' || page.kind === 'listing' ? 'page' : 'feed',
      ...(page.version > 0 && isRead && !page.askWhole && { etag: page.etag, lastModified: page.lastModified }),
    });
    const outcome = 'kept' in answer ? answer : await read(page, answer, dependencies);
    const visit = 'kept' in answer ? visitOf(dependencies.crawlId, 'dropped') : undefined;
    return { ...outcome, outputs: { ...(visit && { visit }), ...outcome.outputs } };
  } catch (error) {
    if (!(error instanceof FetchRefusedError)) throw error;
    const gone = error.reason === 'not-found' || error.reason === 'gone';
    const visit = { ...visitOf(dependencies.crawlId, gone ? 'gone' : 'dropped'), status: error.status };
    return drop(error.reason, `${error.message}.`, { visit });
  }
}

async function read(page: CrawlInput, answer: Answer, dependencies: CrawlDependencies): Promise<Outcome<'crawl'>> {
  const { source, crawlId } = dependencies;
  const { fetched } = answer;
  if (fetched.notModified && page.kind === 'article') return fetchArticle(page, answer, dependencies);
  if (fetched.notModified) return keep({ visit: visitOf(crawlId, 'unchanged', answer) });
  const final = canonicalUrl(fetched.finalUrl) ?? fetched.finalUrl;
  const dropped = visitOf(crawlId, 'dropped', answer);
  if (!hostsOf(source).has(new URL(final).host))
    return drop('off-site', `It redirects to ${final}, which is not of this source.`, { visit: dropped });
  if (page.kind === 'article' && final !== page.url) {
    const pages = discovered(source, [{ url: final }], foundOn(page, dependencies));
    return drop('redirected-duplicate', `It redirects to ${final}.`, { pages, visit: dropped });
  }
  if (page.kind === 'article') return fetchArticle(page, answer, dependencies);
  const drawn = page.kind === 'listing' ? await drawnListing(fetched, dependencies) : null;
  const shown = drawn ?? fetched;
  const fresh = bodyOf(shown, null);
  const body = { ...fresh, contentHash: `${fresh.contentHash} ${rulesOf(source)}`, rendered: drawn !== null };
  if (body.contentHash === page.contentHash) return keep({ visit: visitOf(crawlId, 'unchanged', answer) });
  const visit = visitOf(crawlId, page.version === 0 ? 'new' : 'changed', answer);
  return keep({ body, visit, pages: ledTo(page, shown, dependencies) });
}

/** What says which of a list's links are followed, in short: kept with the list's hash, so that other rules read it anew. */
function rulesOf({ article, listing, exclude, maxPages, maxDepth, seeds }: Source): string {
  const hosts = seeds.map(({ url }) => new URL(url).host).sort();
  return sha256(JSON.stringify([`${article}`, `${listing}`, `${exclude}`, maxPages, maxDepth, hosts])).slice(0, 16);
}

/** A listing whose links are drawn by its scripts, as if it had come so. */
async function drawnListing(fetched: FetchedPage, dependencies: CrawlDependencies): Promise<FetchedPage | null> {
  const drawn = await render(fetched, decodeHtml(fetched.body, fetched.contentType).text, dependencies);
  return drawn && { ...fetched, body: Buffer.from(drawn.html), contentType: 'text/html; charset=utf-8' };
}
