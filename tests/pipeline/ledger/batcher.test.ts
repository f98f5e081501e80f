import { describe, expect, it } from 'vitest';
import { Batcher } from '../../../pipeline/ledger/batcher.ts';

describe('Batcher', () => {
  it('gathers what comes together, and what comes meanwhile, each answered with its own result', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>(async (items) => {
      batches.push(items);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return items.map((item) => item * 10);
    });
    const first = [batcher.add(1), batcher.add(2)];
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = [batcher.add(3), batcher.add(4)];
    expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40]);
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('lets one bad item fail alone', async () => {
    const batcher = new Batcher<number, number>(async (items) => {
      if (items.includes(2)) throw new Error('two is bad');
      return items;
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await batcher.add(4)).toBe(4);
  });

  it('never makes a batch larger than it may be', async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>(
      async (items) => {
        sizes.push(items.length);
        return items;
      },
      { most: 3 },
    );
    await Promise.all(Array.from({ length: 8 }, (_, item) => batcher.add(item)));
    expect(sizes).toEqual([3, 3, 2]);
  });
});
