import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../pipeline/hash.ts';
import {
  bandsOf,
  signatureFromBytes,
  signatureOf,
  signatureOfText,
  signatureToBytes,
} from '../../../pipeline/stages/dedupe/minhash.ts';
import { jaccard, normaliseText, shinglesOf } from '../../../pipeline/stages/dedupe/shingles.ts';

/** Reproducible pseudo-random words. */
function words(count: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `w${state % 5000}`;
  });
}

const estimate = (a: Uint32Array, b: Uint32Array) => a.filter((value, slot) => value === b[slot]).length / a.length;

describe('signatureOf', () => {
  it('agrees in about the share of places that the sets share', () => {
    const errors: number[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const text = words(400, seed);
      const edited = text.map((word, index) => (index % (5 + (seed % 40)) === 0 ? `${word}x` : word));
      const [a, b] = [text, edited].map((list) => shinglesOf(list.join(' '), 'en')) as [Set<string>, Set<string>];
      errors.push(Math.abs(estimate(signatureOf(a), signatureOf(b)) - jaccard(a, b)));
    }
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });

  it('brings near-duplicates into a common band, and keeps different texts apart', () => {
    let found = 0;
    let mistaken = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const text = words(300, seed);
      // One word in fifty changed: five of every fifty shingles, a similarity of about 0.82.
      const near = text.map((word, index) => (index % 50 === 0 ? `${word}x` : word));
      const bands = (list: string[]) => new Set(bandsOf(signatureOf(shinglesOf(list.join(' '), 'en'))));
      const own = bands(text);
      if ([...bands(near)].some((band) => own.has(band))) found++;
      if ([...bands(words(300, seed + 1000))].some((band) => own.has(band))) mistaken++;
    }
    expect(found).toBeGreaterThanOrEqual(98);
    expect(mistaken).toBe(0);
  });

  it('takes short texts and the empty one', () => {
    expect(signatureOf(shinglesOf('short', 'en'))).toHaveLength(128);
    expect(signatureOf([])).toHaveLength(128);
    expect(signatureToBytes(signatureOf(['a']))).toHaveLength(512);
  });
});

describe('normaliseText', () => {
  it('is the same for copies that differ in mark-up only', () => {
    expect(normaliseText('“WannaCry” — ＷannaＣry,\n\tspread…')).toBe(normaliseText('wannacry wannacry spread'));
    expect(normaliseText('勒索软件，传播。')).toBe('勒索软件 传播');
  });
});

describe('signatureOfText', () => {
  it('is that of the shingles, in both languages and beyond the basic plane', () => {
    const texts = [
      ['en', 'a worm spread through the mail servers of nine ministries in one night'],
      ['en', words(300, 9).join(' ')],
      ['en', 'two words'],
      ['en', ''],
      ['zh', '勒索软件 wannacry 通过永恒之蓝漏洞传播 并加密文件'],
      ['zh', '𠮷野家的𠮷字在基本平面之外𠮷𠮷𠮷'],
      ['zh', '短'],
    ] as const;
    for (const [language, text] of texts)
      expect(signatureOfText(text, language)).toEqual(signatureOf(shinglesOf(text, language)));
  });

  it('is what ledgers hold already: another one would be compared with theirs in vain', () => {
    const text = normaliseText(
      'On Friday a worm took nine mail servers of the ministry; 蠕虫在周五攻陷了九台邮件服务器。',
    );
    const hashOf = (language: 'en' | 'zh') => sha256(signatureToBytes(signatureOfText(text, language))).slice(0, 16);
    expect([hashOf('en'), hashOf('zh')]).toEqual(['5e1079d02fc9a743', '6a76bfb39d144b8e']);
  });

  it('is kept by way of bytes', () => {
    const signature = signatureOfText(words(50, 3).join(' '), 'en');
    expect(signatureFromBytes(signatureToBytes(signature))).toEqual(signature);
  });
});

describe('bandsOf', () => {
  it('finds 99% of the pairs at a similarity of 0.8 and just above', () => {
    let pairs = 0;
    let found = 0;
    for (let seed = 1; pairs < 1000; seed++) {
      // Sets of 300 shingles with 267 in common: 267 / 333 = 0.8.
      const shared = words(267, seed * 3).map((word, at) => `${word} ${at}`);
      const own = (name: string) => Array.from({ length: 33 }, (_, at) => `${name} ${seed} ${at}`);
      const bands = (name: string) => bandsOf(signatureOf([...shared, ...own(name)]));
      const known = new Set(bands('a').map((hash, band) => `${band} ${hash}`));
      if (bands('b').some((hash, band) => known.has(`${band} ${hash}`))) found++;
      pairs++;
    }
    expect(found / pairs).toBeGreaterThanOrEqual(0.99);
  });
});
