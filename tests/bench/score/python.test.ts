import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { googleRougeL, rougeTokens } from '../../../bench/score/google-rouge-l.ts';
import { parsePythonJson, pythonString, splitOnSpace, stripSpace } from '../../../bench/score/python-text.ts';
import { rougeOf101 } from '../../../bench/score/rouge-1-0-1.ts';
import { segment } from '../../../bench/score/segment.ts';

/** What the packages give for texts of our own: rouge 1.0.1, rouge-score 0.1.2, jieba 0.42.1, str() of Python 3.11. */
const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/bench/python-scores.json', import.meta.url), 'utf8'),
) as {
  segment: { text: string; words: string[] }[];
  rouge: { hypothesis: string; reference: string; rouge101: number | null; google: number }[];
  python: { json: string; text: string }[];
};

test.each(golden.segment)('words as jieba cuts them: $text', ({ text, words }) => {
  expect(segment(text)).toEqual(words);
});

test.each(golden.rouge)('rouge-l of "$hypothesis" and "$reference"', ({ hypothesis, reference, rouge101, google }) => {
  expect(rougeOf101(hypothesis, reference)).toBe(rouge101);
  expect(googleRougeL(rougeTokens(hypothesis, 'en'), rougeTokens(reference, 'en'))).toBe(google);
});

test.each(golden.python)('str() of $json', ({ json, text }) => {
  expect(pythonString(parsePythonJson(json))).toBe(text);
});

describe('parsePythonJson', () => {
  test('keeps texts that look like numbers, and refuses what is no JSON', () => {
    expect(parsePythonJson('{"a": "1.0 \\" 2.0", "b": [1, 2]}')).toEqual({ a: '1.0 " 2.0', b: [1, 2] });
    for (const wrong of ['01', '1.', '{"a": .5}', '[1.0.0]', 'nan', '-'])
      expect(() => parsePythonJson(wrong)).toThrow();
  });
});

test("space is Python's: separators of files count, the byte order mark does not", () => {
  expect(splitOnSpace('a\x1cb\x85c\ufeffd\u3000 e')).toEqual(['a', 'b', 'c\ufeffd', 'e']);
  expect(stripSpace('\u2003\x1f x \n')).toBe('x');
});

test('Chinese is segmented for rougeL, and Latin within it taken as in English', () => {
  expect(rougeTokens('利用CVE-2017-0144漏洞！', 'zh')).toEqual(['利用', 'cve', '2017', '0144', '漏洞']);
  expect(rougeTokens('漏洞', 'en')).toEqual([]);
});
