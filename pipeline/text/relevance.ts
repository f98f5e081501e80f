import type { Language } from '../records.ts';
import { type RelevanceTerm, relevanceTerms } from './relevance-terms.ts';
import { TermMatcher } from './term-matcher.ts';

/** From this score on a text counts as being about security. */
export const relevanceThreshold = 0.21;

const matcher = new TermMatcher<RelevanceTerm>(
  relevanceTerms.map((term) => ({
    term: { text: term.text, exactCase: /^[A-Z0-9]{2,4}s?$/.test(term.text) },
    value: term,
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

/** Of every term that speaks of another matter, against a strong term without another sense. */
const elsewhereWeight = 0.8;
/** What a text without any strong term has all the same: one foreign word makes no other matter. */
const trustAtFirst = 0.5;

/**
 * How much of a text is about security, from 0 to 1. Weighted terms and identifiers count by their density and by how
 * many different ones there are, both saturating: a passing mention scores low, however long the article is. Words with
 * another sense (virus, attack, 漏洞) count less, the more the text speaks of other matters.
 */
export function securityRelevance(text: string, language: Language): number {
  const units = Math.max(leastUnits[language], language === 'zh' ? hanLength(text) : wordCount(text));
  const { clear, unclear, elsewhere } = weigh(text);
  const found = Math.min(10, text.match(identifiers)?.length ?? 0);
  const anchors = clear.variety + Math.min(3, found) * identifierWeight;
  const trust = (anchors + trustAtFirst) / (anchors + trustAtFirst + elsewhere * elsewhereWeight);
  const total = clear.total + found * identifierWeight + unclear.total * trust;
  const variety = anchors + trust * (unclear.variety + Math.min(unclear.company, companionLimit));
  const density = (total * 1000) / units;
  return (
    saturate(density, halfDensity[language]) ** densityShare * saturate(variety, halfVariety) ** (1 - densityShare)
  );
}

/** The weight of a text's terms: all together, of different ones, and of different ones that keep company anywhere. */
function weigh(text: string) {
  const clear = { total: 0, variety: 0 };
  const unclear = { total: 0, variety: 0, company: 0 };
  const seen = new Map<RelevanceTerm, number>();
  let elsewhere = 0;
  let lastEnd = -1;
  const matches = matcher.match(text).sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, value: term } of matches) {
    if (start < lastEnd) continue;
    lastEnd = end;
    const times = seen.get(term) ?? 0;
    seen.set(term, times + 1);
    if (times === 0) {
      if (term.weight === 0) elsewhere++;
      else if (!term.isHomonym) clear.variety += term.weight;
      else if (term.weight > companionWeight) unclear.variety += term.weight;
      else unclear.company += term.weight;
    }
    // A word repeated says less each time.
    (term.isHomonym ? unclear : clear).total += term.weight / (1 + times * 0.3);
  }
  return { clear, unclear, elsewhere };
}

const saturate = (value: number, half: number): number => value / (value + half);
const wordCount = (text: string): number => text.match(/[A-Za-z]{2,}/g)?.length ?? 0;
const hanLength = (text: string): number => (text.match(/[\u4e00-\u9fff]/g)?.length ?? 0) + wordCount(text) * 2;
