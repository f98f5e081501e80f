import type { Language } from '../../../records.ts';
import type { Fact, FactType } from '../facts.ts';
import { factsIn, type Unit } from './reading.ts';
import {
  negation,
  passiveChinese,
  passiveEnglish,
  type RelationPattern,
  relationPatterns,
} from './relation-patterns.ts';

export interface StatedRelation {
  subject: Fact;
  relation: RelationPattern['relation'];
  object: Fact;
  unit: Unit;
}

const related = new Set<FactType>(relationPatterns.flatMap(({ from, to }) => [...from, ...to]));
const prose = new Set<Unit['kind']>(['paragraph', 'list', 'quote']);
/** Between two things of a list: "A, B and C". */
const coordinating = {
  en: /^(?:\s*(?:,|\/|and|or|as well as))+\s*(?:the\s)?$/i,
  zh: /^(?:\s*(?:、|\/|和|及|与|以及|或))+\s*$/,
};
/** The same between weaknesses, each with what it is a weakness of: "(CVE-1) 和 X 漏洞 (CVE-2)". */
const coordinatingWeaknesses = /^[)）\]\s]*(?:,|，|、|and|和|及|以及|与)+[^。；;.!?]{0,34}[（(\s]?$/i;
const weaknesses = new Set<FactType>(['cve', 'advisory']);
const sentenceEnd = /[.!?]\s|[。；;！？]/;

/** What single sentences say outright of two names, each relation once. Tables state nothing of the kind. */
export function statedRelations(units: readonly Unit[], language: Language): StatedRelation[] {
  const found = new Map<string, StatedRelation>();
  for (const unit of units) {
    if (!prose.has(unit.kind) || factsIn(unit, 'mitigation').length > 0) continue;
    const facts = unit.facts.filter(({ type }) => related.has(type));
    for (let i = 0; i + 1 < facts.length; i++)
      for (const relation of relationsOf(unit, facts, i, language)) {
        const key = [relation.subject.canonical, relation.relation, relation.object.canonical].join('\n');
        if (!found.has(key)) found.set(key, relation);
      }
  }
  return [...found.values()];
}

/** Relations of the fact at `i` with the nearest later facts that a pattern joins it to, and with those listed beside them. */
function relationsOf(unit: Unit, facts: readonly Fact[], i: number, language: Language): StatedRelation[] {
  const first = facts[i]!;
  const found: StatedRelation[] = [];
  for (let k = i + 1; k < facts.length; k++) {
    const second = facts[k]!;
    if (k > i + 1 && isNearer(facts, i, k)) break;
    const match = matchPair(unit, first, second, language);
    if (!match) continue;
    found.push({ ...match, unit });
    // "uses A, B and C": the listed objects share the verb.
    if (match.object !== second) break;
    const listed = weaknesses.has(second.type) ? facts.filter(({ type }) => type === second.type) : facts;
    for (let at = listed.indexOf(second), last = second; at + 1 < listed.length; at++) {
      const next = listed[at + 1]!;
      if (next.type !== second.type || !isListed(between(unit, last, next), next.type, language)) break;
      if (next.canonical !== match.subject.canonical) found.push({ ...match, object: next, unit });
      last = next;
    }
    break;
  }
  return found;
}

const isListed = (words: string, type: FactType, language: Language): boolean =>
  coordinating[language].test(words) || (weaknesses.has(type) && coordinatingWeaknesses.test(words));

/** A verb belongs to the nearest name before it: another one of the first's kind in between takes it over. */
function isNearer(facts: readonly Fact[], i: number, k: number): boolean {
  const { type } = facts[i]!;
  return facts.slice(i + 1, k).some((fact) => fact.type === type || (type === 'actor' && fact.type === 'malware'));
}

const between = (unit: Unit, a: Fact, b: Fact): string => unit.text.slice(a.end - unit.start, b.start - unit.start);

function matchPair(unit: Unit, first: Fact, second: Fact, language: Language): Omit<StatedRelation, 'unit'> | null {
  const words = between(unit, first, second);
  if (sentenceEnd.test(words) || negation.test(words) || isElsewhere(words)) return null;
  const passive = language === 'zh' ? passiveChinese.test(words) : passiveEnglish.test(words);
  const after = unit.text.slice(second.end - unit.start, second.end - unit.start + 14);
  for (const { relation, from, to, cue, gap, reversed, lead, tail } of relationPatterns) {
    if (words.length > (language === 'zh' ? gap / 2 : gap)) continue;
    const [subject, object] = passive || reversed ? [second, first] : [first, second];
    if (passive && reversed) continue;
    if (!from.includes(subject.type) || !to.includes(object.type)) continue;
    if (subject.canonical === object.canonical && relation !== 'also-known-as') continue;
    if (relation === 'also-known-as' && (subject.type === 'actor') !== (object.type === 'actor')) continue;
    if (object.type === 'country' && /^的?(?:邻国|周边)/.test(after)) continue;
    if (subject.value.toLowerCase() === object.value.toLowerCase()) continue;
    if (lead && !lead.test(unit.text.slice(Math.max(0, first.start - unit.start - 40), first.start - unit.start)))
      continue;
    if (tail && !tail.test(after)) continue;
    if (relation === 'also-known-as' && weaknesses.has(subject.type) && !isNameOf(subject, object)) continue;
    // In Chinese the verb of a passive follows the doer: 被海莲花利用.
    if (cue.test(passive && language === 'zh' ? after : words)) return { subject, relation, object };
  }
  return null;
}

/** Words that end the clause of the first name: a bracket that closes behind it, or a new start with the same subject. */
const isElsewhere = (words: string): boolean =>
  (words.match(/[(（]/g)?.length ?? 0) < (words.match(/[)）]/g)?.length ?? 0) || /[，,；]也/.test(words);

/** A flaw's name and its number, and not two numbers: one bulletin may be about many. */
const isNameOf = (a: Fact, b: Fact): boolean =>
  a.type !== b.type && [a, b].some(({ type, value }) => type === 'advisory' && !/\d{3}/.test(value));
