import { type Candidate, candidate } from './candidate.ts';
import { parseCount } from './numerals.ts';

const joiner = /^(?: ?(?:to|through|until|and|till|-|–|—|~|～) ?|\s?(?:至|到|—|－|-|–|~|～|和)\s?)$/;
const opener = /(?:between|from|从|自)\s?$/i;
const between = /between\s?$/i;
const weakJoiner = /\band\b|和/;
const dayOnly = /^(?:\s?(?:至|到|-|–|—|~|～)\s?)(3[01]|[12]\d|0?[1-9])\s?[日号]/;

const UNITS: Record<string, string> = {
  hour: 'H',
  day: 'D',
  week: 'W',
  month: 'M',
  year: 'Y',
  minute: 'MIN',
  decade: 'DEC',
  小时: 'H',
  天: 'D',
  日: 'D',
  周: 'W',
  星期: 'W',
  个星期: 'W',
  个月: 'M',
  年: 'Y',
  分钟: 'MIN',
  个小时: 'H',
};
const englishDuration =
  /(?:for|over|during|within|in|after|at least|more than|nearly|about|almost|past|last|next|first|previous|lasted|spanning)\s(?:the\s)?(?:(?:past|last|next|first|previous|at least|more than|nearly|about|almost|over|around|approximately)\s){0,2}(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|a few|a|an)[\s-](minute|hour|day|week|month|year|decade)s?(?![A-Za-z])/gi;
const chineseDuration =
  /(?:长达|持续了?|历时|过去|近|最近|为期|超过|潜伏了?|约|仅|未来|至少|连续|短短)(?:的|了)?\s?(\d{1,3}|[一二两三四五六七八九十半数几]{1,3})\s?多?(个?小时|天|周|个?星期|个月|年|分钟)|(?<![\d.第前])(\d{1,3}|[一二两三四五六七八九十半]{1,3})\s?多?(个?小时|天|周|个?星期|个月|年|分钟)(?=之?内|之?后|以来|期间|的时间|左右)/g;

/** Spans between two dates, and durations. Canonical: `start/end` of ISO dates, or an ISO 8601 duration such as `P9M`. */
export function findPeriods(text: string, dates: readonly Candidate[]): Candidate[] {
  return [...betweenDates(text, dates), ...durations(text)];
}

/** `dates` are in reading order without overlaps. */
function betweenDates(text: string, dates: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 0; i < dates.length; i++) {
    const first = dates[i]!;
    const second = dates[i + 1];
    const opened = opener.exec(text.slice(Math.max(0, first.start - 8), first.start));
    const start = opened ? first.start - opened[0].length : first.start;
    const gap = second && second.start - first.end < 12 ? text.slice(first.end, second.start) : '';
    if (
      second &&
      joiner.test(gap) &&
      (!weakJoiner.test(gap) || between.test(opened?.[0] ?? '')) &&
      first.canonical !== second.canonical
    ) {
      const [from, to] = completeYears(first.canonical, second.canonical);
      found.push(candidate('period', text, start, second.end, `${from}/${to}`));
      i++;
      continue;
    }
    const day = /-\d\d-\d\d$/.test(first.canonical) && dayOnly.exec(text.slice(first.end, first.end + 8));
    if (day)
      found.push(
        candidate(
          'period',
          text,
          start,
          first.end + day[0].length,
          `${first.canonical}/${first.canonical.slice(0, -2)}${day[1]!.padStart(2, '0')}`,
        ),
      );
  }
  return found;
}

/** "March to June 2020" gives its year to both ends, and so does "2020年3月至6月". */
function completeYears(from: string, to: string): [string, string] {
  const yearless = (date: string) => date.startsWith('--');
  if (yearless(from) && !yearless(to)) return [`${to.slice(0, 4)}${from.slice(1)}`, to];
  if (yearless(to) && !yearless(from)) return [from, `${from.slice(0, 4)}${to.slice(1)}`];
  return [from, to];
}

function durations(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of [englishDuration, chineseDuration]) {
    for (const match of text.matchAll(pattern)) {
      const unit = UNITS[(match[2] ?? match[4])!.toLowerCase()] ?? UNITS[(match[2] ?? match[4])!.replace('个', '')]!;
      const amount = parseCount(match[1] ?? match[3]!);
      const canonical = amount === undefined ? match[0].toLowerCase() : isoDuration(amount, unit);
      found.push(candidate('period', text, match.index, match.index + match[0].length, canonical));
    }
  }
  return found;
}

function isoDuration(amount: number, unit: string): string {
  if (unit === 'H') return `PT${amount}H`;
  if (unit === 'MIN') return `PT${amount}M`;
  return unit === 'DEC' ? `P${amount * 10}Y` : `P${amount}${unit}`;
}
