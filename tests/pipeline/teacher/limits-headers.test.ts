import { expect, it } from 'vitest';
import { estimateTokens } from '../../../pipeline/teacher/limits/estimate-tokens.ts';
import { readRateLimitHeaders, untilEnough } from '../../../pipeline/teacher/limits/rate-limit-headers.ts';

const now = Date.parse('2026-11-24T10:00:00Z');
const read = (headers: Record<string, string>) => readRateLimitHeaders(new Headers(headers), now);

it.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 10:01:00 GMT' }, 60_000],
  [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '120', 'retry-after': '1' }, 120],
  [{ 'retry-after': 'soon' }, null],
  [{}, null],
])('reads how long to wait from %j', (headers, wait) => {
  expect(read(headers).retryAfterMs).toBe(wait);
});

it.each([
  ['20ms', 20],
  ['1s', 1000],
  ['6m0s', 360_000],
  ['1h2m3.5s', 3_723_500],
  ['12', 12_000],
  ['2026-11-24T10:00:30Z', 30_000],
])('reads a reset of %s', (reset, resetMs) => {
  const { requests, tokens } = read({
    ...{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': reset },
    ...{ 'x-ratelimit-limit-requests': '60', 'x-ratelimit-remaining-tokens': '-1' },
  });
  expect(requests).toEqual({ remaining: 0, limit: 60, resetMs });
  expect(tokens).toBeNull();
});

it('waits for as much as is wanted, and for all of it where nothing is left', () => {
  const left = { limit: 100, resetMs: 10_000 };
  expect(untilEnough({ ...left, remaining: 50 }, 50)).toBe(0);
  expect(untilEnough({ ...left, remaining: 50 }, 60)).toBe(2000);
  expect(untilEnough({ ...left, remaining: 0 }, 1)).toBe(10_000);
  expect(untilEnough({ ...left, remaining: 5, limit: null }, 6)).toBe(10_000);
  expect(untilEnough(null, 1)).toBe(0);
});

it('estimates tokens: one a Chinese character, one for three others', () => {
  expect(estimateTokens('abcdef')).toBe(2);
  expect(estimateTokens('攻击者利用漏洞')).toBe(7);
  expect(estimateTokens('攻击者利用 CVE')).toBe(5 + 2);
});
