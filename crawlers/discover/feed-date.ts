const zones: Record<string, string> = {
  ...{ Z: '+00:00', UT: '+00:00', UTC: '+00:00', GMT: '+00:00', EST: '-05:00', EDT: '-04:00', CST: '-06:00' },
  ...{ CDT: '-05:00', MST: '-07:00', MDT: '-06:00', PST: '-08:00', PDT: '-07:00' },
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const rfc822 =
  /^(?:[a-z]+,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(.*))?$/i;
const numeric =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(.*))?$/i;

/**
 * A date of a feed or sitemap (RFC 822, ISO 8601 and its usual misspellings) as ISO 8601 with the offset it gave. A time
 * without an offset is worth its day only, and comes back as a bare date. Null where there is no date.
 */
export function feedDate(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  const named = rfc822.exec(trimmed);
  if (named) {
    const [, day, month, year, ...time] = named;
    return isoDate(Number(year), months.indexOf(month!.toLowerCase()) + 1, Number(day), time);
  }
  const [matched, year, month, day, ...time] = numeric.exec(trimmed) ?? [];
  return matched === undefined ? null : isoDate(Number(year), Number(month), Number(day), time);
}

function isoDate(year: number, month: number, day: number, time: (string | undefined)[]): string | null {
  const checked = new Date(Date.UTC(year, month - 1, day));
  if (month < 1 || checked.getUTCMonth() !== month - 1 || checked.getUTCDate() !== day) return null;
  const date = checked.toISOString().slice(0, 10);
  const [hours, minutes, seconds, zone] = time;
  const offset = offsetOf(zone);
  if (hours === undefined || offset === null || Number(hours) > 23 || Number(minutes) > 59) return date;
  return `${date}T${hours.padStart(2, '0')}:${minutes}:${seconds ?? '00'}${offset}`;
}

function offsetOf(zone: string | undefined): string | null {
  const text = zone?.trim().toUpperCase() ?? '';
  const [, sign, hours, minutes] = /^(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})\b/.exec(text) ?? [];
  if (sign) return `${sign}${hours}:${minutes}`;
  return zones[text.replace(/\W.*$/, '')] ?? null;
}
