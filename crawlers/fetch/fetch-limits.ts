/** Bounds of one fetch, redirects included where it says so. */
export interface FetchLimits {
  /** Bytes of a response's header block. */
  headerBytes: number;
  /** Bytes of the body as sent. */
  bodyBytes: number;
  /** Bytes of the body after its content coding is undone. */
  decodedBytes: number;
  /** Milliseconds for a connection, TLS included. */
  connectMs: number;
  /** Milliseconds until a response's headers are there. */
  headersMs: number;
  /** Milliseconds from the call to the last byte, all redirects included. */
  totalMs: number;
  /** Redirects followed. */
  redirects: number;
  /** Where a body is too long: refuse the page, or keep its beginning (robots.txt, RFC 9309 section 2.5). */
  onExcess: 'refuse' | 'truncate';
}

const megabyte = 1024 * 1024;

export const defaultFetchLimits: FetchLimits = Object.freeze({
  headerBytes: 32 * 1024,
  bodyBytes: 10 * megabyte,
  decodedBytes: 10 * megabyte,
  connectMs: 10_000,
  headersMs: 20_000,
  totalMs: 30_000,
  redirects: 5,
  onExcess: 'refuse',
});
