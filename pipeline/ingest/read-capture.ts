import { Readable } from 'node:stream';
import { acceptsType, looksBinary } from '../../crawlers/fetch/content-types.ts';
import { isUtf8 } from '../../crawlers/fetch/decode-bytes.ts';
import { defaultFetchLimits } from '../../crawlers/fetch/fetch-limits.ts';
import { FetchRefusedError } from '../../crawlers/fetch/fetch-refused-error.ts';
import { readBody } from '../../crawlers/fetch/read-body.ts';
import { type Head, readHead } from './read-head.ts';
import type { WarcRecord } from './read-warc.ts';
import type { SkipReason } from './skip-reasons.ts';

/** A page as an archive holds it, with transfer and content codings undone. */
export interface Capture {
  status: number | null;
  contentType: string | null;
  /** Of the HTTP response; none for a record that holds no response. */
  headers: Head['headers'];
  body: Buffer;
}

export type NoCapture = { skipped: SkipReason } | { problem: string };

const { bodyBytes } = defaultFetchLimits;
const never = new AbortController().signal;

/**
 * Reads the HTTP response in a `response` record. Skips another status than 200, another type than a page's, a body over
 * 10 MB as sent or decoded; what is no HTTP or not in the coding that it claims is a problem. A body that was stored
 * decoded under headers of the coded one, as some crawlers do, is taken as it is.
 */
export async function readResponse({ headers: warc, block, length }: WarcRecord): Promise<Capture | NoCapture> {
  const { AsyncIterReader } = await import('warcio');
  const reader = new AsyncIterReader(block, null);
  const head = await readHead(reader);
  if ('problem' in head) return { problem: `its HTTP response cannot be read: ${head.problem}` };
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})(?!\d)/.exec(head.firstLine)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) return { problem: 'it is to hold an HTTP response and does not' };
  if (status !== 200) return { skipped: 'other-status' };
  const { headers } = head;
  const contentType = headers['content-type'] || warc['warc-identified-payload-type'] || null;
  if (!acceptsType('page', contentType)) return { skipped: 'other-type' };
  if (length - head.length > bodyBytes) return { skipped: 'too-large' };
  const isChunked = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
  const sent = isChunked ? new AsyncIterReader(reader, null, true) : reader;
  const raw = asBuffer(await sent.readFully());
  if (sent.errored) return { problem: 'its chunked body breaks off' };
  const body = await decode(raw, headers['content-encoding']);
  if (!Buffer.isBuffer(body)) return body;
  return asPage({ status, contentType, headers, body });
}

/** Reads a page that a `resource` or `conversion` record holds as it is; what is skipped is as for a response. */
export async function readResource({ headers, block, length }: WarcRecord): Promise<Capture | NoCapture> {
  const contentType = headers['content-type'] || null;
  if (!acceptsType('page', contentType)) return { skipped: 'other-type' };
  if (length > bodyBytes) return { skipped: 'too-large' };
  return asPage({ status: null, contentType, headers: {}, body: asBuffer(await block.readFully()) });
}

async function decode(raw: Buffer, contentEncoding: string | undefined): Promise<Buffer | NoCapture> {
  if (!contentEncoding || raw.length === 0) return raw;
  try {
    return await readBody(Readable.from([raw]), contentEncoding, defaultFetchLimits, never);
  } catch (error) {
    if (!(error instanceof FetchRefusedError)) throw error;
    if (error.reason === 'too-large') return { skipped: 'too-large' };
    return isUtf8(raw) ? raw : { problem: error.message };
  }
}

function asPage(capture: Capture): Capture | NoCapture {
  if (capture.contentType === null && looksBinary(capture.body)) return { skipped: 'other-type' };
  // A copy: a small body would keep the large piece of the file that it was read with.
  return { ...capture, body: Buffer.from(capture.body) };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
