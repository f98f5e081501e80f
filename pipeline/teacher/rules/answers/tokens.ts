import type { Language } from '../../../records.ts';

const common = new Set(
  'a about after all also an and are as at be been before being but by can could did do for from had has have he her his how however if in into is it its more most new no not of on one only or other our out over said she so some such than that the their them then there these they this to two up was we were what when which while who will with would you your'.split(
    ' ',
  ),
);
const han = /[\u4e00-\u9fff]/;

/** What two sentences can have in common: words in English, pairs of characters and Latin words in Chinese. */
export function tokensOf(text: string, language: Language): Set<string> {
  const words = (text.toLowerCase().match(/[a-z0-9][a-z0-9.-]*[a-z0-9]|[a-z0-9]/g) ?? []).filter(
    (word) => !common.has(word),
  );
  if (language === 'en') return new Set(words);
  const pairs: string[] = [];
  for (let i = 0; i + 1 < text.length; i++)
    if (han.test(text[i]!) && han.test(text[i + 1]!)) pairs.push(text.slice(i, i + 2));
  return new Set([...words, ...pairs]);
}

/** Shared tokens against the lengths of both, as TextRank weighs sentences (Mihalcea and Tarau, 2004). */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 2 || b.size < 2) return 0;
  let shared = 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const token of small) if (large.has(token)) shared++;
  return shared / (Math.log(a.size) + Math.log(b.size));
}
