import { stepsAround } from '../random.ts';
import type { Proposer, WrongOption } from './options.ts';

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const namedMonth = new RegExp(
  `\\b(?:${monthNames.join('|')}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)`,
);

/** The same kind of date, written the same way, some days, months or years away, as likely before as after. */
export const alteredDates: Proposer = ({ fact, answer }, random) => {
  const [, year, month, day] = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?$/.exec(fact.canonical) ?? [];
  if (year === undefined) return [];
  const moved = day
    ? stepsAround(random, 24).map((step) => dayAfter(year, month!, day, step))
    : stepsAround(random, month ? 5 : 2).map((step) => monthAfter(year, month, step));
  const options = moved.map((date) => optionOf(answer, { year, month, day }, date));
  return options.every((option) => option !== null) ? options : [];
};

interface Parts {
  year: string;
  month?: string | undefined;
  day?: string | undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

function dayAfter(year: string, month: string, day: string, days: number): Parts {
  const date = new Date(Date.UTC(year === '-' ? 2023 : Number(year), Number(month) - 1, Number(day) + days));
  return {
    year: year === '-' ? '-' : String(date.getUTCFullYear()),
    month: two(date.getUTCMonth() + 1),
    day: two(date.getUTCDate()),
  };
}

function monthAfter(year: string, month: string | undefined, step: number): Parts {
  if (!month) return { year: String(Number(year) + step) };
  const count = (year === '-' ? 0 : Number(year) * 12) + Number(month) - 1 + step;
  return { year: year === '-' ? '-' : String(Math.floor(count / 12)), month: two((((count % 12) + 12) % 12) + 1) };
}

/** The answer's own words with another date in them; null where they do not say each part once and plainly. */
function optionOf(answer: string, from: Parts, to: Parts): WrongOption | null {
  let rest = answer;
  const texts: string[] = [];
  const take = (pattern: RegExp, make: (found: string) => string): boolean => {
    const found = pattern.exec(rest);
    if (!found) return false;
    texts.push(make(found[0]));
    rest = `${rest.slice(0, found.index)}\u0000${texts.length - 1}\u0001${rest.slice(found.index + found[0].length)}`;
    return true;
  };
  if (from.year !== '-' && !take(/(?:19|20)\d\d/, () => to.year)) return null;
  if (from.month) {
    const named = namedMonth.exec(rest);
    if (named) {
      const style = named[0].replace('.', '').length;
      take(namedMonth, (found) => monthIn(Number(to.month), found, style));
    } else if (!take(numberOf(from.month), (found) => paddedAs(found, to.month!))) return null;
  }
  if (from.day) {
    const ordinal = /(?<!\u0000)\b\d{1,2}(?:st|nd|rd|th)\b/.exec(rest);
    const isTaken = ordinal
      ? take(/(?<!\u0000)\b\d{1,2}(?:st|nd|rd|th)\b/, () => withEnding(Number(to.day)))
      : take(numberOf(from.day), (found) => paddedAs(found, to.day!));
    if (!isTaken) return null;
  }
  const text = rest.replace(/\u0000(\d+)\u0001/g, (_, index: string) => texts[Number(index)]!);
  const canonical = [to.year, to.month, to.day].filter((part) => part !== undefined).join('-');
  return text === answer ? null : { text, canonical, from: 'altered' };
}

/** A number of two digits that stands alone, with a zero before it or not. */
const numberOf = (digits: string): RegExp => new RegExp(`(?<![\\d\\u0000])0?${Number(digits)}(?![\\d\\u0001])`);

const paddedAs = (found: string, digits: string): string =>
  found.length === 2 && !(found.length === String(Number(found)).length) ? digits : String(Number(digits));

function monthIn(month: number, found: string, style: number): string {
  const name = monthNames[month - 1]!;
  // "May" is short and long at once.
  const isWhole = monthNames.includes(found) || style > 4;
  return isWhole ? name : `${name.slice(0, 3)}${found.endsWith('.') ? '.' : ''}`;
}

function withEnding(day: number): string {
  const last = day % 10;
  const ending = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][last] ?? 'th');
  return `${day}${ending}`;
}
