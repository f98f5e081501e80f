import type { Language } from '../../../records.ts';
import type { Fact } from '../facts.ts';
import type { Unit } from './reading.ts';

const longest = { en: 260, zh: 100 };
const shortest = { en: 60, zh: 18 };
const separators = { en: /[;:,]\s|\s[–—-]\s/g, zh: /[，,；;：]/g };
const bullet = /^(?:[-*•·]|\d{1,2}[.)、])\s+/;

/** The whole unit without its bullet. */
export const wholeOf = (unit: Unit): string => unit.text.replace(bullet, '');

/**
 * The words of a unit round a fact, or round a span of its block: the whole unit where it is short, else the clause that
 * holds it. Always verbatim.
 */
export function clauseAt(unit: Unit, language: Language, span: Pick<Fact, 'start' | 'end'>): string {
  const whole = wholeOf(unit);
  if (whole.length <= longest[language]) return whole;
  const offset = unit.text.length - whole.length + unit.start;
  const from = Math.max(0, span.start - offset);
  const to = Math.min(whole.length, span.end - offset);
  const cuts = cutsOf(unit, whole, offset, language);
  let first = cuts.findLastIndex((cut) => cut <= from);
  let last = cuts.findIndex((cut) => cut >= to);
  if (first < 0) first = 0;
  if (last < 0) last = cuts.length - 1;
  const length = () => cuts[last]! - cuts[first]!;
  while (length() < shortest[language] && (last < cuts.length - 1 || first > 0)) {
    if (last < cuts.length - 1) last++;
    else first--;
  }
  return whole.slice(cuts[first]!, cuts[last]!).replace(/^[\s,，;；:：–—-]+|[\s,，;；:：–—-]+$/g, '');
}

/** Where a unit may be cut: after its separators, but never within a fact. */
function cutsOf(unit: Unit, whole: string, offset: number, language: Language): number[] {
  const cuts = [0];
  for (const { index, 0: mark } of whole.matchAll(separators[language])) {
    const at = index + offset;
    const inFact = unit.facts.some(
      ({ type, start, end }) => type !== 'impact' && type !== 'mitigation' && at >= start && at < end,
    );
    if (!inFact) cuts.push(index + mark.length);
  }
  cuts.push(whole.length);
  return cuts;
}
