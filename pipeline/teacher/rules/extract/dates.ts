import { type Candidate, candidate } from './candidate.ts';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// A full stop belongs to an abbreviation only; after a whole name it ends the sentence.
const MONTH = String.raw`(?<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)`;
const YEAR = String.raw`(?<year>(?:19[89]|20[0-3])\d)(?![\d.]\d|\d)`;
const DAY = String.raw`(?<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const PART = String.raw`(?:(?:early|late|mid|beginning of|end of|middle of)[- ])?`;
const CLOCK = String.raw`(?:[T ](?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|\s?UTC|[+-]\d\d:?\d\d)?)?`;

/** Each pattern's named groups say which parts of a date it read. The longest reading of a place wins later. */
const patterns = [
  String.raw`(?<![\d.\-/])${YEAR}[-/.](?<mm>0?[1-9]|1[0-2])[-/.](?<day>0?[1-9]|[12]\d|3[01])(?![\d.]\d|\d|[-/]\d)${CLOCK}`,
  String.raw`(?<![A-Za-z0-9.])(?:the )?${DAY}(?: of)? ${MONTH},? ${YEAR}`,
  String.raw`(?<![A-Za-z])${MONTH} ${DAY}(?:,? ${YEAR})?(?![\d.]\d|\d|\s?%)`,
  String.raw`(?<![A-Za-z0-9.])(?:the )?${DAY}(?: of)? ${MONTH}(?! \d)(?![A-Za-z])`,
  String.raw`(?<![A-Za-z])${PART}${MONTH},? (?:of )?${YEAR}`,
  String.raw`(?<=\b(?:in|since|until|by|of|during|late|early|mid|last|through|from|between)[ -])${PART}${MONTH}(?! \d)(?![A-Za-z])`,
  String.raw`(?<=\b(?:in|since|until|by|of|during|from|year|before|after|circa|through|and|to|between)(?: the year)? )${PART}${YEAR}(?![-\d]|[A-Za-z%]| (?:computers|users|devices|systems|organi|victims|servers|people|machines))`,
  String.raw`(?:early|late|mid)[- ]${YEAR}`,
  String.raw`(?<![A-Za-z])(?:Q(?<quarter>[1-4])|(?:the )?(?<quarterWord>first|second|third|fourth) quarter)(?: of)? ${YEAR}`,
];
const englishDates = new RegExp(patterns.map((p, i) => number(p, i)).join('|'), 'g');

const chinesePatterns = [
  String.raw`(?<![\d.])(?<year>(?:19[89]|20[0-3])\d)\s?年\s?(?:(?<mm>1[0-2]|0?[1-9])\s?月(?:\s?(?<day>3[01]|[12]\d|0?[1-9])\s?[日号](?:\s?(?<hour>[01]?\d|2[0-4])[时点](?:(?<minute>[0-5]?\d)分)?)?|份|初|底|末|中旬|上旬|下旬)?|第(?<quarter>[1-4一二三四])季度|初|底|末|年初|年底|上半年|下半年)?`,
  String.raw`(?<![\d.])(?<mm>1[0-2]|0?[1-9])\s?月\s?(?<day>3[01]|[12]\d|0?[1-9])\s?[日号](?:\s?(?<hour>[01]?\d|2[0-4])[时点](?:(?<minute>[0-5]?\d)分)?)?`,
  String.raw`(?<![\d.])(?<mm>1[0-2]|[1-9])\s?月(?:份|初|底|末|中旬|上旬|下旬)?(?![\d日号])`,
];
const chineseDates = new RegExp(chinesePatterns.map((p, i) => number(p, i)).join('|'), 'g');

const englishHint = /(?:19[89]|20[0-3])\d|[JFMASOND][a-z]{2}/;

/** Named groups must differ between alternatives: each gets its pattern's number. */
function number(pattern: string, index: number): string {
  return pattern.replace(/\(\?<([a-zA-Z]+)>/g, (_, name: string) => `(?<${name}${index}>`);
}

/** Dates in either language, whole or partial. Canonical ISO 8601; without a year `--05-12`, a quarter `2023-Q1`. */
export function findDates(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of [englishDates, chineseDates]) {
    if (!(pattern === chineseDates ? /[年月]/ : englishHint).test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const canonical = canonicalDate(match.groups ?? {});
      if (canonical) found.push(candidate('date', text, match.index, match.index + match[0].length, canonical));
    }
  }
  return found;
}

function canonicalDate(groups: Record<string, string | undefined>): string | undefined {
  const parts: Record<string, string> = {};
  for (const [key, value] of Object.entries(groups)) if (value !== undefined) parts[key.replace(/\d+$/, '')] = value;
  const two = (value: string) => value.padStart(2, '0');
  const month = parts.mm ? two(parts.mm) : monthNumber(parts.month);
  const quarter = parts.quarter ?? parts.quarterWord;
  if (quarter) return `${parts.year}-Q${quarterNumber(quarter)}`;
  const day = parts.day && month ? `-${two(parts.day)}` : '';
  if (day && Number(parts.day) > new Date(2024, Number(month), 0).getDate()) return undefined;
  const date = `${parts.year ?? '-'}${month ? `-${month}` : ''}${day}`;
  return parts.hour && day ? `${date}T${two(parts.hour)}:${two(parts.minute ?? '00')}` : date;
}

function monthNumber(name: string | undefined): string | undefined {
  return name === undefined
    ? undefined
    : String(monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}

const quarterNumber = (quarter: string): number =>
  Number(quarter) || ['first', 'second', 'third', 'fourth'].indexOf(quarter) + 1 || '一二三四'.indexOf(quarter) + 1;
