import { describe, expect, test } from 'vitest';
import type { Language } from '../../pipeline/records.ts';
import { splitSentences } from '../../pipeline/text/sentences.ts';

const split = (text: string, language: Language = 'en') => {
  const sentences = splitSentences(text, language);
  for (const { text: value, start, end } of sentences) expect(text.slice(start, end)).toBe(value);
  return sentences.map(({ text: value }) => value);
};

describe('splitSentences', () => {
  test('splits English prose and keeps what belongs together', () => {
    expect(split('It began in May. "We saw it first." Nobody knew! Why?')).toEqual([
      'It began in May.',
      '"We saw it first."',
      'Nobody knew!',
      'Why?',
    ]);
  });

  test.each([
    'Version 1.2.3 and 10.0.0.1 stay, as do evil.example.com and update.exe.',
    'Mr. Smith of Acme Inc. said No. 1 was hit.',
    'The U.S. government and e.g. others, i.e. agencies, vs. them.',
    'On Jan. 5 it was found in Fig. 2.',
  ])('does not split %s', (text) => {
    expect(split(text)).toEqual([text]);
  });

  test('splits after an abbreviation where a new sentence clearly begins', () => {
    expect(split('They sell to Acme Inc. The group denies it.')).toEqual([
      'They sell to Acme Inc.',
      'The group denies it.',
    ]);
  });

  test('splits Chinese prose, also where Latin stops are used', () => {
    expect(split('攻击者投递邮件。“我们发现了它。”随后呢？版本2.3.1受影响；域名evil。com也是。', 'zh')).toEqual([
      '攻击者投递邮件。',
      '“我们发现了它。”',
      '随后呢？',
      '版本2.3.1受影响；',
      '域名evil。com也是。',
    ]);
  });

  test('line breaks end a sentence, and numbers that open a list item do not', () => {
    expect(split('1. Patch now\n2. Back up. 3. Rest')).toEqual(['1. Patch now', '2. Back up.', '3. Rest']);
    expect(split('')).toEqual([]);
    expect(split(' \n ')).toEqual([]);
  });
});
