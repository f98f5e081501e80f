import type { Language } from '../../../records.ts';
import type { Fact, FactType } from '../facts.ts';
import { countries } from '../gazetteers/countries.ts';
import { eventClassVocabulary, motiveVocabulary, vulnerabilityClassVocabulary } from '../gazetteers/index.ts';
import type { Name } from '../gazetteers/name-list.ts';
import { sectors } from '../gazetteers/sectors.ts';

const han = /[\u4e00-\u9fff]/;

const chineseNames = (names: readonly Name[]): Map<string, string> =>
  new Map(
    names.flatMap(({ main, surfaces }) => {
      const chinese = surfaces.find(({ text }) => han.test(text));
      return chinese ? [[main, chinese.text] as const] : [];
    }),
  );
const translated: Partial<Record<FactType, Map<string, string>>> = {
  country: chineseNames(countries),
  sector: chineseNames(sectors),
};
const labels: Partial<Record<FactType, Record<string, Record<Language, string>>>> = {
  'event-class': eventClassVocabulary,
  'vulnerability-class': vulnerabilityClassVocabulary,
  motive: motiveVocabulary,
};
// Types whose canonical form is another name of the same thing, so that it may stand for a Chinese name in English.
const named = new Set<FactType>([
  'actor',
  'malware',
  'tool',
  'product',
  'vendor',
  'organisation',
  'protocol',
  'algorithm',
  'advisory',
]);

/**
 * How a fact is called in a sentence of ours in this language, or null where the text's own words don't serve there and
 * nothing certain is known in their place.
 */
export function nameIn(language: Language, fact: Fact): string | null {
  const { type, value, canonical } = fact;
  const label = labels[type]?.[canonical];
  if (label) return language === 'en' ? label.en.toLowerCase() : label.zh;
  if (type === 'country' || type === 'sector')
    return language === 'en' ? canonical : han.test(value) ? value : (translated[type]?.get(canonical) ?? null);
  if (type === 'date') return dateIn(language, value, canonical);
  if (language === 'zh' || !han.test(value))
    return named.has(type) || isLatinOnly(value) || han.test(value) ? value : null;
  return named.has(type) && !han.test(canonical) ? canonical : null;
}

// English phrases such as counts and clauses do not stand in a Chinese sentence; identifiers and names do.
const isLatinOnly = (value: string): boolean => !/\s[a-z]/.test(value);

const months = 'January February March April May June July August September October November December'.split(' ');

/** A date in the language's own form. As written where it is in that language already. */
function dateIn(language: Language, value: string, canonical: string): string | null {
  if (han.test(value) === (language === 'zh') && !/^[\d./\sT:-]+$/.test(value)) return value;
  const parts = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?/.exec(canonical);
  if (!parts || /Q|H/.test(canonical)) return null;
  const [, year, month, day] = parts;
  const known = year === '-' ? null : year!;
  if (language === 'zh')
    return `${known ? `${known}年` : ''}${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}` || null;
  return [day && String(Number(day)), month && months[Number(month) - 1], known].filter(Boolean).join(' ') || null;
}

/** The names of facts in this language, each once, at most so many. */
export function namesIn(language: Language, facts: readonly Fact[], most: number): string[] {
  const names: string[] = [];
  for (const fact of facts) {
    const name = nameIn(language, fact);
    if (name && !names.some((other) => other.toLowerCase() === name.toLowerCase())) names.push(name);
    if (names.length === most) break;
  }
  return names;
}

/** "A, B and C", or 「A、B和C」. */
export function joinNames(language: Language, names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  const last = names[names.length - 1]!;
  const rest = names.slice(0, -1);
  return language === 'en' ? `${rest.join(', ')} and ${last}` : `${rest.join('、')}和${last}`;
}
