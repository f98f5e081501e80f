import type { Language } from '../../../records.ts';
import type { FactType } from '../facts.ts';
import { wholeOf } from './clause.ts';
import { factsIn, type Unit } from './reading.ts';
import { overlap, tokensOf } from './tokens.ts';

export interface RankedSentence {
  unit: Unit;
  text: string;
  /** Position in the passage, from 0. */
  at: number;
  tokens: Set<string>;
  score: number;
}

const telling: FactType[] = [
  'actor',
  'malware',
  'cve',
  'organisation',
  'sector',
  'country',
  'date',
  'count',
  'money',
  'event-class',
  'impact',
  'product',
];
const bounds = { en: { least: 40, most: 420 }, zh: { least: 14, most: 180 } };
const noise =
  /\b(?:subscribe|click here|read more|follow us|newsletter|sign up|cookie|in this (?:post|blog|article)|webinar|contact us|our products?)\b|点击(?:这里|关注)|扫码|关注我们|公众号|转载|版权|本文将|下文/i;
const mostRanked = 150;

/** Sentences of the prose by place, facts and centrality; the best first. Headings, tables, code and advice are no candidates. */
export function rankSentences(units: readonly Unit[], language: Language): RankedSentence[] {
  const { least, most } = bounds[language];
  const candidates = units
    .filter(
      ({ kind, text }) => (kind === 'paragraph' || kind === 'quote') && text.length >= least && text.length <= most,
    )
    .filter(
      (unit) => !noise.test(unit.text) && !/[?？:：]$/.test(unit.text) && factsIn(unit, 'mitigation').length === 0,
    )
    .slice(0, mostRanked)
    .map((unit, at) => ({ unit, at, text: wholeOf(unit), tokens: tokensOf(unit.text, language) }));
  const central = centrality(candidates.map(({ tokens }) => tokens));
  return candidates
    .map((candidate, i) => ({
      ...candidate,
      score: central[i]! + density(candidate.unit) + 0.9 / (1 + 0.35 * candidate.at),
    }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
}

const density = (unit: Unit): number => {
  const distinct = new Set(factsIn(unit, ...telling).map(({ type, canonical }) => `${type}\n${canonical}`)).size;
  return (0.9 * distinct) / (distinct + 3);
};

/** A few rounds of TextRank, scaled so that the most central sentence has 1. */
function centrality(tokens: readonly ReadonlySet<string>[]): number[] {
  const n = tokens.length;
  const weights = tokens.map((a, i) => tokens.map((b, j) => (i === j ? 0 : overlap(a, b))));
  const totals = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let scores = Array<number>(n).fill(1);
  for (let round = 0; round < 12; round++) {
    const previous = scores;
    scores = previous.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < n; j++) if (totals[j]! > 0) sum += (weights[j]![i]! / totals[j]!) * previous[j]!;
      return 0.15 + 0.85 * sum;
    });
  }
  const top = Math.max(...scores, 1e-9);
  return scores.map((score) => score / top);
}
