import { describe, expect, test } from 'vitest';
import { alignedF1, alignedLeaves } from '../../../bench/score/aligned-f1.ts';
import { bestAssignment } from '../../../bench/score/assignment.ts';

const f1 = (expected: unknown, given: unknown) => alignedF1(alignedLeaves(expected), alignedLeaves(given));

describe('alignedF1', () => {
  test.each([
    ['case, width, space and punctuation', { Name: 'Cobalt Strike' }, { name: '“ＣＯＢＡＬＴ  strike”.' }],
    ['defanging', { url: 'hxxp://evil[.]example/a' }, { URL: 'http://evil.example/a' }],
    ['dates of either language', { 时间: '2017年5月12日' }, { 时间: '2017-05-12' }],
    ['numbers and texts', { port: 443 }, { port: '443' }],
    [
      'nesting and order',
      { a: { 名称: 'x', 地址: ['1.1.1.1', '2.2.2.2'] } },
      { 地址: ['2.2.2.2', '1.1.1.1'], 名称: 'x' },
    ],
    ['names of keys that share their words', { attack_tools: 'Mimikatz' }, { 'Attack Tool': 'Mimikatz' }],
  ])('%s make no difference', (_, expected, given) => {
    expect(f1(expected, given)).toBe(1);
  });

  test('partial credit is the token F1 from 0.5 on, and half of it under another key', () => {
    expect(f1({ a: 'one two three four' }, { a: 'one two three' })).toBeCloseTo(6 / 7, 12);
    expect(f1({ a: 'one two three four' }, { a: 'one five six seven' })).toBe(0);
    expect(f1({ tool: 'Mimikatz' }, { actor: 'Mimikatz' })).toBe(0.5);
    expect(f1({ a: ['x', 'y'] }, { a: ['x'] })).toBeCloseTo(2 / 3, 12);
  });

  test('the assignment is the best, not the first', () => {
    // Matching "red green" with itself's superset first would leave the other without a partner.
    expect(f1({ a: ['red green', 'red green blue'] }, { a: ['red green blue', 'red green'] })).toBe(1);
  });

  test('nothing expected and nothing given are alike; one of them is not', () => {
    expect([f1({}, {}), f1({ a: '' }, []), f1({}, { a: 'x' }), f1({ a: 'x' }, {})]).toEqual([1, 1, 0, 0]);
  });

  test('100,000 leaves are matched by equal values', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `value ${at}`);
    expect(f1({ list: many }, { list: many.toReversed() })).toBe(1);
  });
});

test('bestAssignment finds the greatest sum, rows and columns of any number', () => {
  let state = 5;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let round = 0; round < 300; round++) {
    const [rows, columns] = [1 + Math.floor(random() * 5), 1 + Math.floor(random() * 5)];
    const credits = Array.from({ length: rows }, () =>
      Float64Array.from({ length: columns }, () => (random() < 0.3 ? 0 : random())),
    );
    const assigned = bestAssignment(credits);
    const taken = [...assigned].filter((column) => column >= 0);
    expect(new Set(taken).size).toBe(taken.length);
    const sum = [...assigned].reduce((total, column, row) => total + (column < 0 ? 0 : credits[row]![column]!), 0);
    expect(sum).toBeCloseTo(greatest(credits, 0, new Set()), 9);
  }
});

function greatest(credits: Float64Array[], row: number, used: Set<number>): number {
  if (row === credits.length) return 0;
  let best = greatest(credits, row + 1, used);
  for (const [column, credit] of credits[row]!.entries())
    if (!used.has(column)) best = Math.max(best, credit + greatest(credits, row + 1, new Set([...used, column])));
  return best;
}
