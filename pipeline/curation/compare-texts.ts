import { lcsLength } from '../text/lcs.ts';

/** Texts laid out for comparing, the shortest first; what threads share. */
export interface TextTable {
  /** All tokens, one text after the other. */
  tokens: Int32Array;
  /** Where each text begins in `tokens`; one entry more than there are texts. */
  starts: Uint32Array;
  /** Number of each text as the caller has it. */
  numbers: Uint32Array;
  /** A bitmap of each text's tokens: texts that differ in few tokens differ in few bits. */
  bitmaps: Uint32Array;
  /** 32-bit words of one bitmap. */
  words: number;
  vocabulary: number;
}

/** Pairs of texts that are near each other: the numbers of both, and how near. */
export interface NearTexts {
  first: Uint32Array;
  second: Uint32Array;
  /** ROUGE-L F. */
  scores: Float32Array;
}

/**
 * Compares every `stride`th text, from `offset` on, with all that are not longer: ROUGE-L F (2 × common / both lengths) of
 * `threshold` at least. Exact: what is passed over by length or bitmap cannot reach it.
 */
export function compareTexts(table: TextTable, threshold: number, offset = 0, stride = 1): NearTexts {
  const { tokens, starts, numbers, bitmaps, words } = table;
  const first: number[] = [];
  const second: number[] = [];
  const scores: number[] = [];
  const lengthOf = (text: number) => starts[text + 1]! - starts[text]!;
  let shortest = 0;
  for (let one = offset; one < numbers.length; one += stride) {
    const length = lengthOf(one);
    if (length === 0) continue;
    // The shorter one can't have more in common than it has.
    while (2 * lengthOf(shortest) < threshold * (lengthOf(shortest) + length) - 1e-9) shortest++;
    const [own0, own1] = [bitmaps[one * words]!, bitmaps[one * words + 1]!];
    const text = tokens.subarray(starts[one], starts[one + 1]);
    let otherLength = -1;
    let needed = 0;
    let mostDiffering = 0;
    for (let other = shortest; other < one; other++) {
      const start = starts[other]!;
      const end = starts[other + 1]!;
      if (end - start !== otherLength) {
        otherLength = end - start;
        needed = Math.ceil((threshold * (length + otherLength)) / 2 - 1e-9);
        mostDiffering = length + otherLength - 2 * needed;
      }
      const place = other * words;
      let differing = bitsIn(own0 ^ bitmaps[place]!) + bitsIn(own1 ^ bitmaps[place + 1]!);
      for (let word = 2; word < words && differing <= mostDiffering; word++)
        differing += bitsIn(bitmaps[one * words + word]! ^ bitmaps[place + word]!);
      if (differing > mostDiffering) continue;
      const shared = lcsLength(text, tokens.subarray(start, end), table.vocabulary);
      if (shared < needed) continue;
      first.push(numbers[other]!);
      second.push(numbers[one]!);
      scores.push((2 * shared) / (length + otherLength));
    }
  }
  return { first: Uint32Array.from(first), second: Uint32Array.from(second), scores: Float32Array.from(scores) };
}

/** How many bits of a 32-bit integer are set. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
