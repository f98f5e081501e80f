import type { Language } from '../../records.ts';

/** Lower case, one width, no punctuation, single spaces: what two copies of one text share whatever their mark-up. */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The set of overlapping 5-grams of a normalised text: of words in English, of characters in Chinese. */
export function shinglesOf(normalised: string, language: Language): Set<string> {
  const units = language === 'en' ? normalised.split(' ') : Array.from(normalised.replaceAll(' ', ''));
  const joint = language === 'en' ? ' ' : '';
  const size = Math.min(5, units.length);
  const shingles = new Set<string>();
  for (let start = 0; start + size <= units.length; start++) shingles.add(units.slice(start, start + size).join(joint));
  return shingles;
}

export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared++;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
