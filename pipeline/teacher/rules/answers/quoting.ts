import type { Language } from '../../../records.ts';
import type { Fact } from '../facts.ts';
import type { Unit } from './reading.ts';

/** Verbatim values, one a thing (by canonical form) and one a spelling, at most so many. */
export function valuesOf(facts: readonly Fact[], most = 40): string[] {
  const byThing = new Map<string, Fact>();
  for (const fact of facts) {
    const key = `${fact.type}\n${fact.canonical.toLowerCase()}`;
    const held = byThing.get(key);
    // "United States" says it better than "American", where both stand in the text.
    if (!held || (held.value !== held.canonical && fact.value === fact.canonical)) byThing.set(key, fact);
  }
  return [...new Set([...byThing.values()].map(({ value }) => value))].slice(0, most);
}

/** Other spellings of the same thing in the text, apart from case and the name itself. */
export function otherNames(facts: readonly Fact[], name: Fact): string[] {
  const seen = new Set([plain(name.value)]);
  const others: string[] = [];
  for (const { type, canonical, value } of facts) {
    if (type !== name.type || canonical !== name.canonical || seen.has(plain(value))) continue;
    seen.add(plain(value));
    others.push(value);
  }
  return others;
}

const plain = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[\s-]+/g, '')
    .replace(/(?:木马|病毒|组织|勒索软件)$/, '');

/** The text of a unit round a fact, within the sentence. */
export const around = (
  unit: Unit,
  { start, end }: Pick<Fact, 'start' | 'end'>,
  reach: Record<Language, number>,
  language: Language,
): string => unit.text.slice(Math.max(0, start - unit.start - reach[language]), end - unit.start + reach[language]);

/** The text right before a fact within its unit. */
export const before = (unit: Unit, { start }: Pick<Fact, 'start'>, reach: number): string =>
  unit.text.slice(Math.max(0, start - unit.start - reach), start - unit.start);

/** The text right after a fact within its unit. */
export const after = (unit: Unit, { end }: Pick<Fact, 'end'>, reach: number): string =>
  unit.text.slice(end - unit.start, end - unit.start + reach);

/** The first label whose cue stands in the text. */
export const labelBy = <L extends string>(text: string, cues: readonly (readonly [L, RegExp])[]): L | null =>
  cues.find(([, cue]) => cue.test(text))?.[0] ?? null;

const referring =
  /\b(?:for more information|more (?:information|details)|read more|(?:published|available|posted|details) (?:at|on|here)|visit|see also|reference|refer to|subscribe|follow us|download the (?:report|paper)|blog post|full report|contact us)\b|参考链接|参考资料|详见|原文|更多信息|更多详情|请访问|官网|公告链接|相关链接|报告链接/i;
const hostile =
  /malicious|C2|C&C|command.and.control|phish|payload|malware|attack|infected|恶意|木马|钓鱼|攻击|下载器|控制端|矿池|IOC/i;

/** Whether a unit only points the reader somewhere, so that its addresses are no part of the incident. */
export const isReference = (unit: Unit): boolean =>
  referring.test(`${unit.text} ${unit.under}`) && !hostile.test(unit.text);
