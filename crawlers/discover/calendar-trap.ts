import type { Source } from '../define-source.ts';
import { listPage } from './page-number.ts';
import { isNamedIn, parametersOf } from './query-parameters.ts';

/** The web is not older. */
const firstYear = 1995;
/** Pages of articles that a site may well have of one day. */
const mostPagesOfDay = 10;
/** A year, month and perhaps day that make up the end of a path, or a parameter; what stands before them is their list. */
const datedPath = /^(?<list>.*)\/(?<year>\d{4})[/-](?<month>\d{2})(?:[/-](?<day>\d{1,2}))?\/?$/;
const datedValue = /^(?<year>\d{4})-?(?<month>\d{2})(?:-?(?<day>\d{2}))?$/;
const yearPath = /^(?<list>.*\/(?:archives?|calendar|events?|date|year))\/(?<year>\d{4})\/?$|^\/(?<year2>\d{4})\/?$/i;
const dateName =
  /^(?:m|date|day|ymd|month|when|start_?date|end_?date|from_?date|tribe-bar-date|mc_date|cal(?:endar)?_?date)$/;
const yearName = /^(?:y|yr|year|cal_?y|calyear|the_?year)$/;
const monthName = /^(?:m|mo|mon|month|monthnum|cal_?m|calmonth|the_?month)$/;
const calendarName = /^(?:ical|outlook-ical|eventdisplay|tribe-bar-date|mc_id|time_type)$/;

interface DateOfList {
  list: string;
  year: number;
  /** 1 where it names only a year. */
  month: number;
  day: number | null;
  /** Whether parameters name it. */
  inQuery: boolean;
}

/**
 * One sentence that says why a listing is a page of a calendar that has no end, or null. A source whose listing pattern
 * names the parameters of a date has its archive so.
 */
export function calendarTrap(url: URL, source: Source, parentUrl: string | null, now: Date): string | null {
  const turned = listPage(url.href);
  const list = new URL(turned?.list ?? url.href);
  const found = dateOf(list) ?? dateOf(url);
  const exports = parametersOf(url.search).find(([name]) => calendarName.test(name))?.[0];
  if (exports) return `Its parameter "${exports}" is a calendar's.`;
  if (!found) return null;
  const written = `${found.year}-${String(found.month).padStart(2, '0')}${found.day ? `-${String(found.day).padStart(2, '0')}` : ''}`;
  if (found.year < firstYear) return `It is a list of ${written}, before there was anything to list.`;
  // A day ends last twelve hours after it does at Greenwich, and a site may be ahead by one.
  if (Date.UTC(found.year, found.month - 1, found.day ?? 1) > now.getTime() + 36 * 3_600_000)
    return `It is a list of ${written}, which is still to come.`;
  const page = turned?.page ?? 1;
  if (found.day && page > mostPagesOfDay) return `It is page ${page} of a list of one day.`;
  if (parametersOf(url.search).some(([name]) => isDateName(name) && isNamedIn(source.listing, name))) return null;
  const before = parentUrl === null ? null : dateOf(new URL(parentUrl));
  if (found.inQuery && before?.inQuery && before.list === found.list && isOther(before, found))
    return `It turns the pages of a calendar, from ${before.year}-${before.month} to ${found.year}-${found.month}.`;
  return null;
}

const isDateName = (name: string): boolean => [dateName, yearName, monthName].some((names) => names.test(name));

const isOther = (one: DateOfList, other: DateOfList): boolean =>
  one.year !== other.year || one.month !== other.month || one.day !== other.day;

function dateOf(url: URL): DateOfList | null {
  const inQuery = dateInQuery(url);
  if (inQuery) return inQuery;
  const groups = datedPath.exec(url.pathname)?.groups ?? yearPath.exec(url.pathname)?.groups;
  if (!groups) return null;
  return checked(groups.list ?? '', groups.year ?? groups.year2!, groups.month, groups.day, false);
}

function dateInQuery(url: URL): DateOfList | null {
  const parameters = parametersOf(url.search);
  const numberOf = (name: RegExp) =>
    parameters.find(([each, value]) => name.test(each) && /^\d{1,4}$/.test(value))?.[1];
  const year = numberOf(yearName);
  if (year && /^\d{4}$/.test(year))
    return checked(url.pathname, year, numberOf(monthName), numberOf(/^(?:d|day)$/), true);
  for (const [name, value] of parameters) {
    const groups = dateName.test(name) ? datedValue.exec(value)?.groups : undefined;
    if (groups) return checked(url.pathname, groups.year!, groups.month, groups.day, true);
  }
  return null;
}

/** Null for numbers that are no date's, such as those of a column and its page. */
function checked(
  list: string,
  year: string,
  month = '1',
  day: string | undefined,
  inQuery: boolean,
): DateOfList | null {
  const [y, m, d] = [Number(year), Number(month), day === undefined ? null : Number(day)];
  if (y < 1900 || y > 2100 || m < 1 || m > 12 || (d !== null && (d < 1 || d > 31))) return null;
  return { list, year: y, month: m, day: d, inQuery };
}
