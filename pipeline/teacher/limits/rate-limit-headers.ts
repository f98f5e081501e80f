/** What is left of one kind of budget. */
export interface Remaining {
  remaining: number;
  /** The whole of it, where the endpoint says so. */
  limit: number | null;
  /** Until it is whole again. */
  resetMs: number;
}

export interface RateLimitHeaders {
  /** How long we were asked to wait; null where we were not. */
  retryAfterMs: number | null;
  requests: Remaining | null;
  tokens: Remaining | null;
}

/** Reads `retry-after-ms`, `Retry-After` and the `x-ratelimit-*` headers for requests and tokens; what is unreadable is left out. */
export function readRateLimitHeaders(headers: Headers, now = Date.now()): RateLimitHeaders {
  const precise = amount(headers.get('retry-after-ms'));
  return {
    retryAfterMs: precise ?? durationMs(headers.get('retry-after'), now),
    requests: remainingOf(headers, 'requests', now),
    tokens: remainingOf(headers, 'tokens', now),
  };
}

/**
 * Milliseconds until there is enough of a budget for what is wanted: all of the time to its reset where nothing is left
 * or its size is unknown, else the part of it in which so much flows back.
 */
export function untilEnough(left: Remaining | null, wanted: number): number {
  if (!left || left.remaining >= wanted) return 0;
  const { remaining, limit, resetMs } = left;
  if (remaining === 0 || limit === null) return resetMs;
  return Math.min(resetMs, (resetMs * (wanted - remaining)) / Math.max(1, limit - remaining));
}

function remainingOf(headers: Headers, kind: 'requests' | 'tokens', now: number): Remaining | null {
  const remaining = amount(headers.get(`x-ratelimit-remaining-${kind}`));
  const resetMs = durationMs(headers.get(`x-ratelimit-reset-${kind}`), now);
  if (remaining === null || resetMs === null) return null;
  return { remaining, resetMs, limit: amount(headers.get(`x-ratelimit-limit-${kind}`)) };
}

function amount(text: string | null): number | null {
  const number = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number : null;
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A bare number is seconds; `6m0s`, `20ms` and dates occur as well. */
function durationMs(text: string | null, now: number): number | null {
  if (!text?.trim()) return null;
  const bare = amount(text);
  if (bare !== null) return bare * 1000;
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text.trim()))
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
      0,
    );
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
