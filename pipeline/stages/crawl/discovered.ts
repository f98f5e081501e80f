import type { Source } from '../../../crawlers/define-source.ts';
import { isBefore, latestTime } from '../../../crawlers/discover/since.ts';
import { hostsOf, pageFor } from '../../../crawlers/page-for.ts';
import type { NewPage } from '../../ledger/page-rows.ts';
import type { CrawlDependencies, CrawlInput } from './crawl.ts';

/** An address (canonical) that a page leads to, with when it was published or changed as far as that is known (ISO 8601). */
export interface Link {
  url: string;
  date?: string | null;
  /** Whether that is when it changed, as a sitemap says: a page that was asked for before that is asked again. */
  isChange?: boolean;
}

/** A page that links were found on, and what is known of the crawl that found them. */
export interface FoundOn {
  url: string;
  depth: number;
  /** Articles known to be older are not followed. */
  since: Date | null;
  /** Addresses that this crawl has entered already. */
  entered: ReadonlySet<string>;
}

export const foundOn = (page: CrawlInput, { since, entered }: CrawlDependencies): FoundOn => ({
  ...{ url: page.url, depth: page.depth },
  ...{ since, entered },
});

/**
 * The pages of a source among some canonical addresses, each once: articles and listings by the source's patterns, on
 * its hosts. An article that is older than `since` is entered as dropped, so that a later crawl without it finds it.
 */
export function discovered(source: Source, links: readonly Link[], parent: FoundOn): NewPage[] {
  const origins = [...hostsOf(source)].flatMap((host) => [`http://${host}`, `https://${host}`]);
  const pages = links.flatMap(({ url, date, isChange }): NewPage[] => {
    const origin = origins.find((one) => url.startsWith(one) && url[one.length] === '/');
    // What is known already has nothing to say but a date.
    if (!origin || (!isChange && parent.entered.has(url))) return [];
    const path = url.slice(origin.length);
    if (source.exclude?.test(path)) return [];
    const kind = source.article.test(path) ? 'article' : source.listing?.test(path) ? 'listing' : null;
    if (!kind) return [];
    const lastmod = timeOf(date);
    const tooOld = kind === 'article' && parent.since !== null && isBefore(date ?? null, parent.since);
    return [
      {
        ...pageFor(source, url, kind, parent.url),
        ...{ depth: parent.depth + 1, lastmod, announced: isChange ?? false },
        ...(tooOld && { dropped: { reason: 'too-old', detail: `It is of ${date}, before what was asked for.` } }),
      },
    ];
  });
  return unique(pages);
}

/** Each page once, as it is first, in their order: the first are followed where not all may be. */
export function unique(pages: readonly NewPage[]): NewPage[] {
  const first = new Map<string, NewPage>();
  for (const page of pages) if (!first.has(page.id)) first.set(page.id, page);
  return [...first.values()];
}

/** A date as the last instant it can mean, or null where there is none that a database would take. */
export function timeOf(date: string | null | undefined): string | null {
  const time = latestTime(date ?? null);
  const year = time?.getUTCFullYear() ?? 0;
  return time && year >= 1970 && year <= 2200 ? time.toISOString() : null;
}
