import { expect, test } from 'vitest';
import { lcsLength, longestCommonSubsequence } from '../../pipeline/text/lcs.ts';

/** The table, and the walk back through it, as they are defined. */
function byTable(x: Int32Array, y: Int32Array): { length: number; walked: number[] } {
  const table = Array.from({ length: x.length + 1 }, () => new Int32Array(y.length + 1));
  for (let i = 1; i <= x.length; i++)
    for (let j = 1; j <= y.length; j++)
      table[i]![j] = x[i - 1] === y[j - 1] ? table[i - 1]![j - 1]! + 1 : Math.max(table[i - 1]![j]!, table[i]![j - 1]!);
  const walked: number[] = [];
  for (let i = x.length, j = y.length; i > 0 && j > 0; ) {
    if (x[i - 1] === y[j - 1]) {
      walked.push(x[i - 1]!);
      i--;
      j--;
    } else if (table[i - 1]![j]! > table[i]![j - 1]!) i--;
    else j--;
  }
  return { length: table[x.length]![y.length]!, walked };
}

let state = 3;
const random = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const sequence = (most: number, symbols: number) =>
  Int32Array.from({ length: random(most + 1) }, () => random(symbols));

test('length and walk are those of the table, whatever is held of it', () => {
  for (let round = 0; round < 600; round++) {
    const symbols = [1, 2, 4, 12, 60][round % 5]!;
    const [x, y] = [sequence(round % 3 === 0 ? 140 : 40, symbols), sequence(round % 3 === 1 ? 140 : 40, symbols)];
    const { length, walked } = byTable(x, y);
    expect(lcsLength(x, y, symbols)).toBe(length);
    expect(longestCommonSubsequence(x, y, symbols)).toEqual(walked);
    // Nothing held but checkpoints: the rows between are made again.
    expect(longestCommonSubsequence(x, y, symbols, 1)).toEqual(walked);
  }
});

test('long sequences have the length of their walk', () => {
  const x = Int32Array.from({ length: 6000 }, (_, at) => (at * 7919) % 6000);
  const shifted = Int32Array.from(x, (_, at) => x[(at + 100) % 6000]!);
  expect(lcsLength(x, shifted, 6000)).toBe(longestCommonSubsequence(x, shifted, 6000, 1).length);
  expect(lcsLength(x, shifted, 6000)).toBeGreaterThanOrEqual(5900);
});
