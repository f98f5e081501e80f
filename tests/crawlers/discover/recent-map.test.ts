import { expect, it } from 'vitest';
import { RecentMap } from '../../../crawlers/discover/recent-map.ts';

it('RecentMap keeps what was set last, up to its limit', () => {
  const map = new RecentMap<number>(10);
  for (let n = 0; n < 100_000; n++) {
    map.set(`${n}`, n);
    map.set('kept', n);
  }
  expect(map.entries().length).toBeLessThanOrEqual(10);
  expect(map.get('kept')).toBe(99_999);
  expect(map.has('99999') && map.has('99996')).toBe(true);
  expect(map.get('99000')).toBeUndefined();
});
