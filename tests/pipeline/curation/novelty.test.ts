import { describe, expect, it } from 'vitest';
import { nearTexts } from '../../../pipeline/curation/novelty.ts';
import { TokenNumbers } from '../../../pipeline/curation/token-numbers.ts';

/** The textbook's table, one row of it at a time. */
function plainLength(a: Int32Array, b: Int32Array): number {
  const row = new Uint16Array(b.length + 1);
  for (const token of a) {
    let diagonal = 0;
    for (let at = 0; at < b.length; at++) {
      const above = row[at + 1]!;
      row[at + 1] = token === b[at] ? diagonal + 1 : Math.max(above, row[at]!);
      diagonal = above;
    }
  }
  return row[b.length]!;
}

function randomTexts(count: number, longest: number, vocabulary: number, seed: number): Int32Array[] {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const texts: Int32Array[] = [];
  for (let number = 0; number < count; number++) {
    const base = number % 3 === 0 ? undefined : texts[random(texts.length)];
    texts.push(
      base
        ? base.filter(() => random(10) > 0).map((token) => (random(10) > 0 ? token : random(vocabulary)))
        : Int32Array.from({ length: random(longest) }, () => random(vocabulary)),
    );
  }
  return texts;
}

describe('nearTexts', () => {
  it.each([
    [0.7, 40, 60],
    [0.7, 200, 40],
    [0.5, 40, 25],
    [1, 20, 5],
  ])('finds at %f exactly the pairs that comparing all finds', async (threshold, longest, vocabulary) => {
    const texts = randomTexts(200, longest, vocabulary, 7);
    const found = await nearTexts(texts, threshold, { vocabulary });
    const pairs = [...found.first].map((first, at) => [first, found.second[at]!].sort((a, b) => a - b).join(' '));
    const expected: string[] = [];
    for (const [a, one] of texts.entries())
      for (const [b, other] of texts.entries())
        if (a < b && one.length * other.length > 0) {
          const score = (2 * plainLength(one, other)) / (one.length + other.length);
          if (score >= threshold - 1e-9) expected.push(`${a} ${b}`);
        }
    expect(expected.length).toBeGreaterThan(10);
    expect(pairs.sort()).toEqual(expected.sort());
  });

  it('takes nothing and empty texts', async () => {
    expect((await nearTexts([], 0.7, { vocabulary: 0 })).first).toHaveLength(0);
    expect((await nearTexts([new Int32Array(0), new Int32Array(0)], 0.7, { vocabulary: 1 })).first).toHaveLength(0);
  });
});

describe('TokenNumbers', () => {
  it('takes words in lower case and Han characters one by one', () => {
    const numbers = new TokenNumbers();
    expect([...numbers.of('The worm, the WORM')]).toEqual([0, 1, 0, 1]);
    expect(numbers.of('勒索软件 WannaCry 传播')).toHaveLength(7);
    expect([...numbers.of('ｗｏｒｍ')]).toEqual([1]);
  });
});
