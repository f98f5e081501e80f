import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { messageOf } from '../../pipeline/errors.ts';
import { FetchRefusedError } from '../fetch/fetch-refused-error.ts';
import { canonicalUrl } from './canonical-url.ts';
import { feedDate } from './feed-date.ts';
import { declaresEntities, xmlText } from './xml-text.ts';

export interface FeedItem {
  /** Canonical. */
  url: string;
  title: string;
  /** ISO 8601 with the offset the feed gave, or a bare date; null where it gives none. */
  publishedAt: string | null;
}

interface RawItem {
  href: string | undefined;
  title: string | undefined;
  date: string | undefined;
}

const mostItems = 10_000;

/**
 * The entries of an RSS, RDF, Atom or JSON feed in its order, one for a URL; entries without an http address are left
 * out. Throws FetchRefusedError `unreadable-feed` for anything else, and for XML that declares entities.
 */
export function readFeed(text: string, baseUrl: string): FeedItem[] {
  if (declaresEntities(text)) throw unreadable(baseUrl, 'it declares entities of its own');
  const items = new Map<string, FeedItem>();
  for (const { href, title, date } of rawItems(text, baseUrl).slice(0, mostItems)) {
    const url = href ? canonicalUrl(href.trim(), baseUrl) : null;
    if (url && !items.has(url)) items.set(url, { url, title: plainTitle(title), publishedAt: feedDate(date) });
  }
  return [...items.values()];
}

function rawItems(text: string, baseUrl: string): RawItem[] {
  try {
    // A byte order mark or blank lines first are no obstacle to a reader.
    const parsed = parseFeed(text.trimStart());
    if (parsed.format === 'atom') return atomItems(parsed.feed);
    if (parsed.format === 'json') return jsonItems(parsed.feed);
    if (parsed.format === 'rdf') return rdfItems(parsed.feed);
    return rssItems(parsed.feed);
  } catch (error) {
    throw unreadable(baseUrl, messageOf(error), error);
  }
}

const rssItems = (feed: RssFeed.Feed<string>): RawItem[] =>
  (feed.items ?? []).map(({ link, guid, title, pubDate, dc }) => ({
    href: link ?? (guid?.isPermaLink === false ? undefined : guid?.value),
    title,
    date: pubDate ?? dc?.dates?.[0],
  }));

const rdfItems = (feed: RdfFeed.Feed<string>): RawItem[] =>
  (feed.items ?? []).map(({ link, title, dc }) => ({ href: link, title, date: dc?.dates?.[0] }));

const atomItems = (feed: AtomFeed.Feed<string>): RawItem[] =>
  (feed.entries ?? []).map(({ links, title, published, updated }) => ({
    href: (links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links?.[0])?.href,
    title: typeof title === 'string' ? title : title?.value,
    date: published ?? updated,
  }));

const jsonItems = (feed: JsonFeed.Feed<string>): RawItem[] =>
  (feed.items ?? []).map((item) => ({
    href: item.url ?? item.external_url ?? (item.id?.startsWith('http') ? item.id : undefined),
    title: item.title,
    date: item.date_published ?? item.date_modified,
  }));

function plainTitle(title: string | undefined): string {
  return xmlText((title ?? '').replace(/<[^<>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unreadable(url: string, why: string, cause?: unknown): FetchRefusedError {
  return new FetchRefusedError('unreadable-feed', `${url} is no feed that can be read: ${why}`, { cause });
}
