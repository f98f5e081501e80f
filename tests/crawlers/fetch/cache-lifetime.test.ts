import { expect, it } from 'vitest';
import { cacheLifetime } from '../../../crawlers/fetch/cache-lifetime.ts';

it.each([
  [undefined, 1000],
  ['public', 1000],
  ['max-age=0', 10],
  ['no-cache', 10],
  ['private, no-store, max-age=1', 10],
  ['public, max-age = "0"', 10],
  ['MAX-AGE=99999999999', 1000],
  ['s-maxage=5, stale-while-revalidate=1', 1000],
])('cacheLifetime(%o) is %i ms between 10 and 1000', (header, expected) => {
  expect(cacheLifetime(header, 10, 1000)).toBe(expected);
});
