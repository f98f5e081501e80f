import { describe, expect, test } from 'vitest';
import { findFolded, foldWithOffsets } from '../../pipeline/text/fold.ts';

const find = (haystack: string, needle: string) => {
  const found = findFolded(foldWithOffsets(haystack), needle);
  return found && haystack.slice(found.start, found.end);
};

describe('foldWithOffsets', () => {
  test('folds case, width, quotes, dashes, space and zero-width characters', () => {
    expect(foldWithOffsets('ＣＶＥ－２０１７ “A”\u200b — B\u00a0\n C').folded).toBe('cve-2017 "a" - b c');
  });

  test('folds defanging', () => {
    const written = 'hxxps[:]//a[.]b(.)c[dot]com x[at]y{.}org hXXp[://]d [.] e';
    expect(foldWithOffsets(written).folded).toBe('https://a.b.c.com x@y.org http://d.e');
  });

  test('the map leads back to the original', () => {
    const text = 'See hxxp://bad[.]site now';
    const { folded, map } = foldWithOffsets(text);
    expect(map.length).toBe(folded.length + 1);
    expect(map[folded.indexOf('bad')]).toBe(text.indexOf('bad'));
    expect(map[folded.length]).toBe(text.length);
  });
});

describe('findFolded', () => {
  test.each([
    ['The C2 was hxxp://bad[.]site/x today', 'http://bad.site/x', 'hxxp://bad[.]site/x'],
    ['The C2 was bad.site today', 'BAD[.]SITE', 'bad.site'],
    ['编号为ＣＶＥ-2017-0144的漏洞', 'CVE-2017-0144', 'ＣＶＥ-2017-0144'],
    ['He said “it’s over”', '"it\'s over"', '“it’s over”'],
    ['Lazarus\n   Group struck', 'lazarus group', 'Lazarus\n   Group'],
    ['漏洞。建议升级', '漏洞.', '漏洞。'],
  ])('%s holds %s', (haystack, needle, expected) => {
    expect(find(haystack, needle)).toBe(expected);
  });

  test('does not find parts of words and numbers, nor nothing', () => {
    expect(find('version 11.23', '1.2')).toBeNull();
    expect(find('the attackers', 'attack')).toBeNull();
    expect(find('anything', ' ')).toBeNull();
    expect(find('使用WannaCry病毒', 'WannaCry')).toBe('WannaCry');
  });

  test('a million characters fold in linear time', () => {
    for (const unit of ['[', ' [', 'hx', '漏', 'a[.]']) {
      const started = performance.now();
      foldWithOffsets(unit.repeat(1e6 / unit.length));
      expect(performance.now() - started).toBeLessThan(4000);
    }
  });
});
