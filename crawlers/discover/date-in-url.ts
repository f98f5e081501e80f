/** Directories of a day: `/2024/03/15/`, `/2024/3/5/`; `/2024-03-15/`, `/2024/0315/`, `/2024-03/15/`, `/202403/15/`. */
const dayFolders = /\/(\d{4})\/(\d{1,2})\/(\d{1,2})(?=\/|$)/g;
const joinedFolders = /\/(\d{4})(?:[/_-]?)(\d{2})(?:[/_-]?)(\d{2})(?=\/|$)/g;
/** What a name begins with: `/2024-03-15-slug`, `/20240315.html`, `/t20240315_1234.html`, `/202403151234.html`. */
const dayName = /\/[a-z]?(\d{4})[_-]?(\d{2})[_-]?(\d{2})(?=\d{0,8}(?:[._-]|$)|\/)/gi;
/** A directory of a month, never a name: `/2024/03/`, `/2024-03/`, `/202403/`. */
const monthFolder = /\/(\d{4})[/_-]?(\d{2})(?=\/)/g;

const earliest = 1990;
const latest = 2100;

/**
 * The day that an address names where its site files an article by date: `2024-03-15`, or `2024-03` where it names a
 * month only (ISO 8601). Null for all else: a date further on in a slug is what the article is about.
 */
export function dateInUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const path = new URL(url).pathname;
  for (const pattern of [dayFolders, joinedFolders, dayName])
    for (const [, year, month, day] of path.matchAll(pattern)) {
      if (year && month && day && isDay(Number(year), Number(month), Number(day)))
        return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }
  for (const [, year, month] of path.matchAll(monthFolder))
    if (isDay(Number(year), Number(month), 1)) return `${year}-${month}`;
  return null;
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < earliest || year > latest || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
