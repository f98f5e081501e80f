import { expect, test } from 'vitest';
import { TermMatcher } from '../../pipeline/text/term-matcher.ts';

const matcher = new TermMatcher(
  ['Cobalt Strike', 'APT28', 'APT2', '海莲花', 'X-Agent', 'NoName057(16)', '.NET', '漏洞'].map((text) => ({
    term: { text, exactCase: false },
    value: text,
  })),
);
const exact = new TermMatcher([{ term: { text: 'US', exactCase: true }, value: 'US' }]);
const find = (text: string) => matcher.match(text).map(({ start, end }) => text.slice(start, end));

test('finds whole words in any case and spacing', () => {
  expect(find('cobalt strike, CobaltStrike, Cobalt-Strike, cobalt\nstrike')).toEqual([
    'cobalt strike',
    'CobaltStrike',
    'Cobalt-Strike',
    'cobalt\nstrike',
  ]);
  expect(find('APT28 apt-28 APT 28 XAgent x agent NoName057(16) .NET')).toEqual([
    'APT28',
    'apt-28',
    'APT 28',
    'XAgent',
    'x agent',
    'NoName057(16)',
    '.NET',
  ]);
});

test('does not find parts of words, and keeps exact case', () => {
  expect(find('APT281 cobaltstrikes APT2 xCobalt Strike')).toEqual(['APT2']);
  expect(exact.match('us, US and USB')).toHaveLength(1);
});

test('finds Chinese terms anywhere, beside Latin ones', () => {
  expect(find('海莲花组织利用APT28漏洞')).toEqual(['海莲花', 'APT28', '漏洞']);
});

test('offsets stand where lower case has another length', () => {
  expect(find('İİİ Cobalt Strike')).toEqual(['Cobalt Strike']);
});
