import type { Source } from '../../crawlers/define-source.ts';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import { readLinks } from '../../crawlers/discover/links.ts';
import { headerDirectives, reservationIn } from '../../crawlers/discover/robots-directives.ts';
import { decodeHtml } from '../../crawlers/fetch/decode.ts';
import { hostsOf } from '../../crawlers/page-for.ts';
import { cleanText } from '../text/clean-text.ts';
import { type Capture, type NoCapture, readResource, readResponse } from './read-capture.ts';
import type { WarcRecord } from './read-warc.ts';
import type { SkipReason } from './skip-reasons.ts';

/** What is wanted of the archives, and whose pages are known. */
export interface WarcOptions {
  /** Addresses to take, as the archive has them. */
  urlPattern?: RegExp | undefined;
  /** A page that is an article of one of these is of that source. */
  sources: ReadonlyMap<string, Source>;
}

export interface WarcPage {
  url: string;
  /** The known source it is an article of. */
  source: Source | null;
  /** ISO 8601; null where the record has no valid date. */
  fetchedAt: string | null;
  status: number | null;
  contentType: string;
  body: Buffer;
}

const passedOver: readonly string[] = [
  'warcinfo',
  'request',
  'metadata',
  'revisit',
  'continuation',
] satisfies SkipReason[];
const longestType = 200;

/** The page that a record holds, or why it holds none that is wanted. */
export async function readWarcPage(record: WarcRecord, options: WarcOptions): Promise<WarcPage | NoCapture> {
  const { headers } = record;
  const type = (headers['warc-type'] ?? '').toLowerCase();
  if (passedOver.includes(type)) return { skipped: type as SkipReason };
  if (type !== 'response' && type !== 'resource' && type !== 'conversion') return { skipped: 'other-record' };
  // Some versions of Wget wrote the address in angle brackets.
  const target = (headers['warc-target-uri'] ?? '').replace(/^<(.*)>$/, '$1');
  const url = canonicalUrl(target);
  if (url === null) return { skipped: 'no-web-address' };
  if (options.urlPattern && !options.urlPattern.test(target)) return { skipped: 'not-wanted' };
  if (headers['warc-truncated'] || headers['warc-segment-number']) return { skipped: 'cut-short' };
  const capture = type === 'response' ? await readResponse(record) : await readResource(record);
  if (!('body' in capture)) return capture;
  const source = sourceOf(url, options.sources);
  if (source?.respectReservations !== false && isReserved(capture, url)) return { skipped: 'reserved' };
  const date = new Date(headers['warc-date'] ?? '');
  return {
    ...{ url, source, status: capture.status, body: capture.body },
    fetchedAt: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    contentType: cleanText(capture.contentType ?? 'text/html').slice(0, longestType),
  };
}

function sourceOf(url: string, sources: ReadonlyMap<string, Source>): Source | null {
  const { hostname, pathname, search } = new URL(url);
  for (const source of sources.values()) {
    const path = `${pathname}${search}`;
    if (source.article.test(path) && !source.exclude?.test(path) && hostsOf(source).has(hostname)) return source;
  }
  return null;
}

function isReserved({ headers, body, contentType }: Capture, url: string): boolean {
  if (reservationIn(headerDirectives(headers, 'sevenllm'))) return true;
  if (contentType !== null && !/html/i.test(contentType)) return false;
  // Most pages have no such tag, and need not be decoded to know it; NUL stands between the letters of UTF-16.
  if (!/robots|sevenllm|tdm-reservation/i.test(body.toString('latin1').replaceAll('\0', ''))) return false;
  const { robots } = readLinks(decodeHtml(body, contentType).text, url);
  return reservationIn(robots) !== undefined;
}
