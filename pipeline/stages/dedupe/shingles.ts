import type { Language } from '../../records.ts';

/** Lower case, one width, no punctuation, single spaces: what two copies of one text share whatever their mark-up. */
export function normaliseText(text: string): string {
  // Most English is, and comes to the same by a third of the work.
  if (isAscii.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const isAscii = /^[\0-\x7f]*$/;

/** The places of the overlapping 5-grams of a text: of words in English, of characters in Chinese. */
export interface ShinglePlaces {
  /** The normalised text, in Chinese without its spaces. */
  text: string;
  /** Where shingles begin, and where they end. */
  starts: number[];
  ends: number[];
}

export function shinglePlaces(normalised: string, language: Language): ShinglePlaces {
  const text = language === 'en' ? normalised : normalised.replaceAll(' ', '');
  const units = language === 'en' ? wordStarts(text) : characterStarts(text);
  const size = Math.min(5, units.length);
  const ends = language === 'en' ? units.slice(size).map((start) => start - 1) : units.slice(size);
  return { text, starts: units.slice(0, ends.length + 1), ends: [...ends, text.length] };
}

function wordStarts(text: string): number[] {
  const starts = [0];
  for (let space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) starts.push(space + 1);
  return starts;
}

function characterStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1) starts.push(at);
  return starts.length > 0 ? starts : [0];
}

/** The set of those 5-grams. */
export function shinglesOf(normalised: string, language: Language): Set<string> {
  const { text, starts, ends } = shinglePlaces(normalised, language);
  const shingles = new Set<string>();
  for (const [at, start] of starts.entries()) shingles.add(text.slice(start, ends[at]));
  return shingles;
}

export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
