import type { Language } from '../../../records.ts';
import type { Fact } from '../facts.ts';
import type { Unit } from './reading.ts';

// Which names stand for the same group or program is disputed and a text may tell them apart: each spelling counts.
const bySpelling = new Set<Fact['type']>(['actor', 'malware', 'advisory']);

/** By what two mentions are one entry of a list. */
export const entryOf = ({ type, value, canonical }: Fact): string =>
  `${type}\n${bySpelling.has(type) ? plain(value) : canonical.toLowerCase()}`;

/** Verbatim values, one a thing and one a spelling, at most so many. */
export function valuesOf(facts: readonly Fact[], most = 40): string[] {
  const byThing = new Map<string, Fact>();
  for (const fact of facts) {
    const key = entryOf(fact);
    const held = byThing.get(key);
    // "United States" says it better than "American", where both stand in the text.
    if (!held || (held.value !== held.canonical && fact.value === fact.canonical)) byThing.set(key, fact);
  }
  return [...new Set([...byThing.values()].map(({ value }) => value))].slice(0, most);
}

const aliasing =
  /^\s?[（([“"'‘/]{1,2}\s?$|also|aka|a\.k\.a|known as|tracked|called|dubbed|written|又名|又称|称为|别名|也称|亦称|也叫|^\s?(?:or|或|即)\s?$/i;

/** Other names of the same thing that a unit gives it right there: in brackets, or as what it is also called. */
export function otherNames(units: readonly Unit[], name: Fact): string[] {
  const others = new Map<string, string>();
  for (const unit of units) {
    const same = unit.facts.filter(({ type, canonical }) => type === name.type && canonical === name.canonical);
    for (const [i, fact] of same.slice(1).entries()) {
      const words = unit.text.slice(same[i]!.end - unit.start, fact.start - unit.start);
      const listed = others.size > 0 && /^\s*(?:,|、|，|or|and|或|和|\/)+\s*$/i.test(words);
      if (words.length > 40 || !(listed || aliasing.test(words))) continue;
      for (const { value } of [same[i]!, fact]) if (plain(value) !== plain(name.value)) others.set(plain(value), value);
    }
  }
  return [...others.values()];
}

const plain = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[\s-]+/g, '')
    .replace(/^the(?=\w{5})|(?:木马|病毒|组织|勒索软件|勒索病毒|僵尸网络|group|team)$/g, '');

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

const globals = new Map<RegExp, RegExp>();
const globally = (cue: RegExp): RegExp => {
  const known = globals.get(cue) ?? new RegExp(cue, 'gi');
  globals.set(cue, known);
  return known;
};
/** What lies beyond a comma or an "and" belongs to another part of the sentence more often than not. */
const division = /[,;，；、]|\band\b|并/i;
const beyondDivision = 20;

/** The label whose cue stands nearest a place in the text, whatever the order of the cues; null where none does. */
export function nearestLabel<L extends string>(
  text: string,
  { start, end }: { start: number; end: number },
  cues: readonly (readonly [L, RegExp])[],
  reach = text.length,
): L | null {
  let nearest: L | null = null;
  let least = reach;
  for (const [label, cue] of cues)
    for (const { index, 0: words } of text.matchAll(globally(cue))) {
      const gap = index >= end ? text.slice(end, index) : text.slice(index + words.length, start);
      const distance = gap.length + (division.test(gap) ? beyondDivision : 0);
      if (distance < least) [nearest, least] = [label, distance];
    }
  return nearest;
}

const referring =
  /\b(?:for more information|more (?:information|details)|read more|(?:published|available|posted|details) (?:at|on|here)|visit|see also|reference|refer to|subscribe|follow us|download the (?:report|paper)|blog post|full report|contact us)\b|参考链接|参考资料|详见|原文|更多信息|更多详情|请访问|官网|公告链接|相关链接|报告链接/i;
const hostile =
  /malicious|C2|C&C|command.and.control|phish|payload|malware|attack|infected|恶意|木马|钓鱼|攻击|下载器|控制端|矿池|IOC/i;

/** Whether a unit speaks of the attack, by its own words or those it stands under. */
export const isHostile = (unit: Unit): boolean => hostile.test(`${unit.text} ${unit.under}`);

/** Whether a unit only points the reader somewhere, so that its addresses are no part of the incident. */
export const isReference = (unit: Unit): boolean =>
  referring.test(`${unit.text} ${unit.under}`) && !hostile.test(unit.text);
