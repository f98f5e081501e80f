import { gzipSync } from 'node:zlib';

type Fields = Record<string, string | number>;

/** One WARC record as bytes, by ISO 28500; `Content-Length` may be given, to lie. */
export function warcRecord(fields: Fields, block: Buffer | string): Buffer {
  const bytes = Buffer.from(block);
  const all = { 'WARC-Record-ID': '<urn:uuid:0>', 'WARC-Date': '2021-03-04T05:06:07Z', 'Content-Length': bytes.length };
  return Buffer.concat([
    Buffer.from(`WARC/1.0\r\n${lines({ ...all, ...fields })}\r\n`),
    bytes,
    Buffer.from('\r\n\r\n'),
  ]);
}

/** A `response` record: an HTTP response as it was sent. */
export function response(
  url: string,
  body: Buffer | string,
  http: Fields = {},
  more: Fields = {},
  status = '200 OK',
): Buffer {
  const head = `HTTP/1.1 ${status}\r\n${lines({ 'Content-Type': 'text/html; charset=utf-8', ...http })}\r\n`;
  const fields = {
    'WARC-Type': 'response',
    'WARC-Target-URI': url,
    'Content-Type': 'application/http; msgtype=response',
  };
  return warcRecord({ ...fields, ...more }, Buffer.concat([Buffer.from(head), Buffer.from(body)]));
}

/** A body in chunks of a few bytes, by RFC 9112. */
export function chunked(body: Buffer, size = 100): Buffer {
  const chunks: Buffer[] = [];
  for (let start = 0; start < body.length; start += size) {
    const chunk = body.subarray(start, start + size);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

/** The records as gzip members, one each, as archives have them. */
export const members = (records: Buffer[]): Buffer => Buffer.concat(records.map((record) => gzipSync(record)));

const lines = (fields: Fields) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
