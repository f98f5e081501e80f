import { messageOf, RetryLaterError } from '../../pipeline/errors.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';

const longestWaitMs = 24 * 60 * 60 * 1000;
const transientStatuses = new Set([408, 425, 429]);

/** The error for a status that is no page: RetryLaterError for 408, 425, 429 and 5xx, else FetchRefusedError. */
export function statusFailure(url: string, status: number, retryAfter: string | undefined, now = Date.now()): Error {
  const message = `${url} answered ${status}`;
  if (status >= 500 || transientStatuses.has(status)) {
    const retryAfterMs = parseRetryAfter(retryAfter, now);
    return new RetryLaterError(message, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  if (status === 404) return new FetchRefusedError('not-found', message, { status });
  if (status === 410) return new FetchRefusedError('gone', message, { status });
  return new FetchRefusedError('http-error', message, { status });
}

/** Milliseconds that `Retry-After` asks for (RFC 9110 section 10.2.3: seconds or a date), at most a day. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWaitMs);
}

/**
 * What an error of the connection means for the record. Refusals stay as they are; a header block over its limit and a
 * response that is no HTTP will not change; all else (DNS, resets, time-outs, TLS) may pass.
 */
export function connectionFailure(url: string, error: unknown): Error {
  const refusal = causes(error).find((cause) => cause instanceof FetchRefusedError);
  if (refusal) return refusal;
  if (error instanceof RetryLaterError) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  const message = `${url}: ${messageOf(error)}`;
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return new FetchRefusedError('too-large', message, { cause: error });
  if (code.startsWith('HPE_') || (error as { name?: unknown }).name === 'HTTPParserError')
    return new FetchRefusedError('http-error', message, { cause: error });
  return new RetryLaterError(message, { cause: error });
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  return chain;
}
