import { SetupError } from '../../pipeline/errors.ts';

const units: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const ago = /^(\d{1,6})\s*([hdw])$/i;
const moment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;
const monthOrDay = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;
/** Dates without a zone may be of the last one that a day ends in. */
const lastZone = '-12:00';

/**
 * When a crawl reaches back to: an ISO 8601 date or time (UTC where it has no offset), or hours, days or weeks before
 * now, as `12h`, `30d`, `4w`. Throws SetupError for anything else, and for a time that is still to come.
 */
export function parseSince(text: string, now: Date = new Date()): Date {
  const trimmed = text.trim();
  const [, count, unit] = ago.exec(trimmed) ?? [];
  const since = unit ? new Date(now.getTime() - Number(count) * units[unit.toLowerCase()]!) : isoTime(trimmed);
  if (!since || Number.isNaN(since.getTime()))
    throw new SetupError(
      `"${text}" is no date to go back to: write 2024-01-31, 2024-01-31T08:00+08:00, or 12h, 30d or 4w for hours, days or weeks before now.`,
    );
  if (since > now) throw new SetupError(`"${text}" is still to come: give a date that has passed.`);
  return since;
}

function isoTime(text: string): Date | null {
  const [, day, time, zone] = moment.exec(text) ?? [];
  if (!day || !existsDay(day)) return null;
  return new Date(`${day}T${time ?? '00:00'}${offset(zone?.toUpperCase() ?? 'Z')}`);
}

/**
 * The last moment that a date can mean: a bare date counts as its whole day and `2024-03` as its whole month, in the
 * zone where they end last, and a time without an offset as one of that zone. Null where there is no date.
 */
export function latestTime(date: string | null): Date | null {
  if (date === null) return null;
  const [, year, month, day] = monthOrDay.exec(date.trim()) ?? [];
  if (year) {
    const days = day === undefined ? [Number(month), 1] : [Number(month) - 1, Number(day) + 1];
    if (!existsDay(`${year}-${month}-${day ?? '01'}`)) return null;
    return new Date(Date.UTC(Number(year), days[0]!, days[1]!, 12) - 1);
  }
  const [, on, time, zone] = moment.exec(date.trim()) ?? [];
  if (!on || !time || !existsDay(on)) return null;
  const parsed = new Date(`${on}T${time}${offset(zone?.toUpperCase() ?? lastZone)}`);
  return Number.isNaN(parsed.getTime()) ? null : parsed;
}

/** Whether a date is certainly earlier; one that is unknown never is. */
export function isBefore(date: string | null, since: Date): boolean {
  const latest = latestTime(date);
  return latest !== null && latest < since;
}

/**
 * Whether a listing page reaches back so far that nothing on later pages can be wanted: the dates of its article links,
 * in the page's order, are all earlier. Not where fewer than half of them have a date, and not where they ascend, for
 * then the newest come last.
 */
export function reachesBackTo(dates: readonly (string | null)[], since: Date): boolean {
  const times = dates.flatMap((date) => latestTime(date)?.getTime() ?? []);
  if (times.length === 0 || times.length * 2 < dates.length) return false;
  if (times.some((time) => time >= since.getTime())) return false;
  const ascends = times.every((time, index) => index === 0 || time >= times[index - 1]!);
  return !(ascends && times.at(-1)! > times[0]!);
}

/** Whether a calendar has the day: JavaScript would read 31 February as one of March. */
function existsDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const offset = (zone: string): string => (/^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone);
