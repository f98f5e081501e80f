import { findDates } from '../../teacher/rules/extract/dates.ts';

/** A calendar date as far as the text gives it. */
export interface SaidDate {
  text: string;
  year: number | null;
  month: number | null;
  day: number | null;
}

const numeric = /(?<![\d./-])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![./-]?\d)/g;
const compact = /(?<!\d)((?:19[89]|20[0-3])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d(?!\d{5}(?!\d)))/g;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const bareMonth =
  /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b/g;
const shortYear = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d\d)(?![\d/])/g;

/** The dates of a text in either language: 12 May 2017, 2017-05-12, 2017年5月12日, in March, 2023-Q1 (its year). */
export function datesIn(text: string): SaidDate[] {
  return findDates(text).map(({ value, canonical }) => {
    const [, year, month, day] = /^(\d{4}|-)(?:-(\d\d)(?:-(\d\d))?)?/.exec(canonical) ?? [];
    return { text: value, year: numberOf(year), month: numberOf(month), day: numberOf(day) };
  });
}

/** All that a document can support a date with: its dates in every form, bare years, and days whose month stands apart. */
export interface DateGround {
  dates: readonly SaidDate[];
  years: ReadonlySet<number>;
  days: ReadonlySet<number>;
}

export function dateGround(text: string): DateGround {
  const dates = datesIn(text);
  const add = (year: string, month: string, day: string, whole: string) =>
    dates.push({ text: whole, year: Number(year), month: Number(month), day: Number(day) });
  // Either order of day and month is taken: the article does not say which it means.
  for (const [whole, a, , b, year] of text.matchAll(numeric)) {
    add(year!, a!, b!, whole);
    add(year!, b!, a!, whole);
  }
  for (const [whole, a, b, year] of text.matchAll(shortYear)) {
    add(`20${year}`, a!, b!, whole);
    add(`20${year}`, b!, a!, whole);
  }
  for (const [whole, year, month, day] of text.matchAll(compact)) add(year!, month!, day!, whole);
  // "Last December": counts where no date gives that month, whose year would be lost on it.
  const dated = new Set(dates.map(({ month }) => month));
  for (const [whole, name] of text.matchAll(bareMonth)) {
    const month = months.indexOf(name!) + 1;
    if (!dated.has(month)) dates.push({ text: whole, year: null, month, day: null });
  }
  const years = new Set(Array.from(text.matchAll(/(?<!\d)(?:19[89]|20[0-3])\d(?!\d)/g), ([year]) => Number(year)));
  for (const { year } of dates) if (year) years.add(year);
  const days = new Set(
    Array.from(
      text.matchAll(/(?<!\d)([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th|[日号]|(?=\s?[-–~至到,、和&]|\sand\b|\sto\b))/g),
      ([, day]) => Number(day),
    ),
  );
  for (const [, day] of text.matchAll(/[-–~至到]\s?(3[01]|[12]\d|[1-9])(?!\d)/g)) days.add(Number(day));
  return { dates, years, days };
}

/** Whether a text says this date: in one place, or its year apart from its month, or its day apart from its month. */
export function hasDate({ dates, years, days }: DateGround, { year, month, day }: SaidDate): boolean {
  if (month === null) return year === null || years.has(year);
  return dates.some(
    (one) =>
      one.month === month &&
      (day === null || one.day === day || days.has(day)) &&
      (year === null || one.year === year || (one.year === null && years.has(year))),
  );
}

const numberOf = (digits: string | undefined): number | null => (digits && digits !== '-' ? Number(digits) : null);
