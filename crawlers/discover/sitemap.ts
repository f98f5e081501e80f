import { gunzipSync } from 'node:zlib';
import { FetchRefusedError } from '../fetch/fetch-refused-error.ts';
import { canonicalUrl } from './canonical-url.ts';
import { readFeed } from './feed.ts';
import { feedDate } from './feed-date.ts';
import { declaresEntities, xmlText } from './xml-text.ts';

export interface SitemapPage {
  /** Canonical. */
  url: string;
  /** When the page changed, or a news sitemap's publication date; ISO 8601 or null. */
  lastmod: string | null;
}
export interface Sitemap {
  pages: SitemapPage[];
  /** Further sitemaps, of an index, with when it says that they changed; never the one read. */
  sitemaps: SitemapPage[];
  /** Whether entries beyond the limit were left. */
  truncated: boolean;
}

/** Both by the protocol (sitemaps.org): entries in one file, bytes when uncompressed. */
const mostEntries = 50_000;
const mostBytes = 50 * 1024 * 1024;

/**
 * Reads a sitemap or sitemap index: XML, gzipped or not, with or without a namespace prefix, news extension included; a
 * plain list of addresses; or a feed used as one. It scans tags instead of building a tree, so that size and depth cost
 * little and nothing is expanded. Throws FetchRefusedError `too-large` for a bomb, `unreadable-feed` for anything else.
 */
export function readSitemap(body: Uint8Array | string, sitemapUrl: string): Sitemap {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(gunzipped(body, sitemapUrl));
  if (declaresEntities(text)) throw unreadable(sitemapUrl, 'it declares entities of its own');
  const head = text.slice(0, 4096).replace(/<!--[\s\S]*?(-->|$)/g, '');
  const root = /<([\w-]+:)?(urlset|sitemapindex)[\s>]/.exec(head);
  if (root) return scan(text, root[1] ?? '', sitemapUrl);
  if (/^\s*(<\?xml[^>]*>\s*)?<(rss|feed|rdf:RDF)[\s>]/.test(head)) return fromFeed(text, sitemapUrl);
  if (/^\s*https?:\/\/\S+\s/.test(`${head}\n`)) return fromList(text);
  throw unreadable(sitemapUrl, 'it has neither <urlset> nor <sitemapindex>');
}

function gunzipped(body: Uint8Array, sitemapUrl: string): Uint8Array {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: mostBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new FetchRefusedError('too-large', `${sitemapUrl} unpacks to over ${mostBytes} bytes`, { cause: error });
    throw unreadable(sitemapUrl, 'its gzip stream is broken');
  }
}

interface Entry {
  loc?: string;
  lastmod?: string;
  publication_date?: string;
}

function scan(text: string, prefix: string, sitemapUrl: string): Sitemap {
  const own = canonicalUrl(sitemapUrl);
  const pages = new Map<string, SitemapPage>();
  const sitemaps = new Map<string, SitemapPage>();
  // Images and videos have a <loc> of their own under another prefix; only these names are an entry's.
  const tag = new RegExp(
    `<!--|<(/?)${prefix}(url|sitemap)\\s*>|<(${prefix}(?:loc|lastmod)|[\\w-]+:publication_date)\\s*>`,
    'g',
  );
  let entry: Entry | null = null;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const [whole, closing, element, field] = match;
    if (whole === '<!--') {
      const end = text.indexOf('-->', tag.lastIndex);
      if (end < 0) break;
      tag.lastIndex = end;
    } else if (field && entry) {
      const end = text.indexOf('</', tag.lastIndex);
      if (end < 0) break;
      entry[field.replace(/^.*:/, '') as keyof Entry] = xmlText(
        text.slice(tag.lastIndex, Math.min(end, tag.lastIndex + 4000)),
      );
      tag.lastIndex = end;
    } else if (element && !closing) {
      entry = {};
    } else if (element && entry) {
      const url = entry.loc ? canonicalUrl(entry.loc, sitemapUrl) : null;
      const lastmod = feedDate(entry.lastmod) ?? feedDate(entry.publication_date);
      if (url && element === 'sitemap' && url !== own) sitemaps.set(url, { url, lastmod });
      if (url && element === 'url') pages.set(url, { url, lastmod });
      entry = null;
    }
    if (pages.size + sitemaps.size >= mostEntries)
      return { pages: [...pages.values()], sitemaps: [...sitemaps.values()], truncated: true };
  }
  return { pages: [...pages.values()], sitemaps: [...sitemaps.values()], truncated: false };
}

function fromFeed(text: string, sitemapUrl: string): Sitemap {
  const pages = readFeed(text, sitemapUrl).map(({ url, publishedAt }) => ({ url, lastmod: publishedAt }));
  return { pages, sitemaps: [], truncated: false };
}

function fromList(text: string): Sitemap {
  const lines = text.split(/\s*[\r\n]+\s*/, mostEntries + 1);
  const urls = new Set(lines.flatMap((line) => canonicalUrl(line) ?? []));
  const pages = [...urls].slice(0, mostEntries).map((url) => ({ url, lastmod: null }));
  return { pages, sitemaps: [], truncated: lines.length > mostEntries };
}

function unreadable(url: string, why: string): FetchRefusedError {
  return new FetchRefusedError('unreadable-feed', `${url} is no sitemap that can be read: ${why}`);
}
