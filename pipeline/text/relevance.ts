import type { Language } from '../records.ts';
import { relevanceTerms } from './relevance-terms.ts';
import { TermMatcher } from './term-matcher.ts';

/** From this score on a text counts as being about security. */
export const relevanceThreshold = 0.21;

const matcher = new TermMatcher<{ key: string; weight: number }>(
  relevanceTerms.map(({ text, weight }) => ({
    term: { text, exactCase: /^[A-Z0-9]{2,4}s?$/.test(text) },
    value: { key: text.toLowerCase(), weight },
  })),
);
const identifiers =
  /\bCVE-\d{4}-\d{4,7}\b|\bMS\d{2}-\d{3}\b|\bCN(?:N?VD)-[\dC-]{6,20}|\bT1\d{3}(?:\.\d{3})?\b|hxxps?|\[\.\]|\[dot\]|(?<![A-Za-z0-9])(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64})(?![A-Za-z0-9])|\bAPT-?(?:C-)?\d{1,2}\b/gi;
const identifierWeight = 3;
/** Terms of this weight or less keep company with security anywhere: their variety counts up to the limit. */
const companionWeight = 1;
const companionLimit = 2;
/** Share of the density in the score; the rest is the variety's. */
const densityShare = 0.7;
/** A text shorter than this is weighed as if it had this length, so that one word does not decide a short text. */
const leastUnits: Record<Language, number> = { en: 80, zh: 150 };
/** Weight per thousand words or characters at which the density part of the score reaches one half. */
const halfDensity: Record<Language, number> = { en: 60, zh: 50 };
/** Weight of different terms at which the variety part of the score reaches one half. */
const halfVariety = 3;

/**
 * How much of a text is about security, from 0 to 1. Weighted terms and identifiers count by their density and by how
 * many different ones there are, both saturating: a passing mention scores low, however long the article is.
 */
export function securityRelevance(text: string, language: Language): number {
  const units = Math.max(leastUnits[language], language === 'zh' ? hanLength(text) : wordCount(text));
  const seen = new Map<string, number>();
  let total = 0;
  let lastEnd = -1;
  const matches = matcher.match(text).sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, value } of matches) {
    if (start < lastEnd) continue;
    lastEnd = end;
    const times = seen.get(value.key) ?? 0;
    seen.set(value.key, times + 1);
    // A word repeated says less each time.
    total += value.weight / (1 + times * 0.3);
  }
  const found = Math.min(10, text.match(identifiers)?.length ?? 0);
  total += found * identifierWeight;
  let variety = Math.min(3, found) * identifierWeight;
  let company = 0;
  for (const key of seen.keys()) {
    const weight = weights.get(key)!;
    if (weight > companionWeight) variety += weight;
    else company += weight;
  }
  variety += Math.min(company, companionLimit);
  const density = (total * 1000) / units;
  return (
    saturate(density, halfDensity[language]) ** densityShare * saturate(variety, halfVariety) ** (1 - densityShare)
  );
}

const weights = new Map(relevanceTerms.map(({ text, weight }) => [text.toLowerCase(), weight]));
const saturate = (value: number, half: number): number => value / (value + half);
const wordCount = (text: string): number => text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
const hanLength = (text: string): number => (text.match(/[\u4e00-\u9fff]/g)?.length ?? 0) + wordCount(text) * 2;
