import { describe, expect, it } from 'vitest';
import { bandsOf, signatureOf, signatureToBytes } from '../../../pipeline/stages/dedupe/minhash.ts';
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
