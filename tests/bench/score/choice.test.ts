import { expect, test } from 'vitest';
import { lenientLetter, optionsOf, publishedLetter, strictLetter } from '../../../bench/score/choice.ts';

const options = { A: 'Healthcare', B: 'Retail and banking', C: 'Real estate', D: '教育行业' };

test.each<[unknown, string | null]>([
  ['B', 'B'],
  [' b ', 'B'],
  ['（Ｂ）', 'B'],
  ['B. Retail and banking', 'B'],
  ['The answer is B, not A.', 'B'],
  ['The correct answer: **C**', 'C'],
  ['Option A is wrong and option D as well, so the answer is C', 'C'],
  ['答案：Ｄ', 'D'],
  ['正确答案是B。因为文中提到A公司', 'B'],
  ['我选择C', 'C'],
  ['Answer: A malware family', null],
  ['A threat actor did it', null],
  ['Retail and banking.', 'B'],
  ['教育行业', 'D'],
  [{ answer: 'b' }, 'B'],
  ['{"answer": "C"}', 'C'],
  ['```json\n{"答案": "A"}\n```', 'A'],
  [['D'], 'D'],
  ['A or B', null],
  ['', null],
  [null, null],
  [3, null],
  ['E', null],
])('lenient letter of %j is %s', (output, letter) => {
  expect(lenientLetter(output, options)).toBe(letter);
});

test('strict takes the letter and nothing else', () => {
  expect(['A', ' A\n', 'a', 'A.', ['A'], null].map(strictLetter)).toEqual(['A', 'A', null, null, null, null]);
});

test("the authors' reading takes the last output that holds one letter of A to D", () => {
  expect(publishedLetter(['The answer is B'])).toBe('B');
  expect(publishedLetter(['Answer: B'])).toBeNull();
  expect(publishedLetter(['C', 'A or B', null])).toBe('C');
  expect(publishedLetter([{ x: 'D' }])).toBe('D');
  expect(publishedLetter([])).toBeNull();
});

test('options stand in an object or in a text that holds one', () => {
  expect(optionsOf({ question: 'q', choice: { A: 'x', B: 2 } })).toEqual({ A: 'x', B: '2' });
  expect(optionsOf('{"choice": {"A": "x"}}')).toEqual({ A: 'x' });
  expect(optionsOf('What?')).toEqual({});
});
