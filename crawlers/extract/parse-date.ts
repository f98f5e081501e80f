const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthNames =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const clock =
  '(?:[T\\s,]*(?:at\\s+|上午|下午|晚上|凌晨)?\\s*(\\d{1,2})\\s*[:：时]\\s*(\\d{2})(?:\\s*[:：分]\\s*(\\d{2}))?(?:[.,]\\d{1,9})?\\s*(?:秒|分)?\\s*([ap]\\.?m\\.?)?\\s*(z|utc|gmt|[+-]\\d{2}:?\\d{2})?)?';

const numeric = new RegExp(
  `(?<!\\d)(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})(?!\\d)\\s*日?${clock}`,
  'i',
);
const monthFirst = new RegExp(`\\b${monthNames}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)${clock}`, 'i');
const dayFirst = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${monthNames},?[\\s-]+(\\d{4})(?!\\d)${clock}`, 'i');
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The first date a text gives, as ISO 8601: a bare date, or date and time with the offset where the text has one.
 * Reads ISO 8601, RFC 2822, `2021年12月9日 14:30`, `May 12, 2017`, `12 May 2017` and Unix seconds or milliseconds.
 * Null where there is none, where it does not exist, or where day and month cannot be told apart (`05/06/2017`).
 */
export function parseDate(text: string): string | null {
  const value = text.slice(0, 500).trim();
  if (/^\d{10}$|^\d{13}$/.test(value)) {
    const time = new Date(Number(value) * (value.length === 10 ? 1000 : 1));
    return `${time.toISOString().slice(0, 19)}Z`;
  }
  const short = compact.exec(value);
  if (short) return assemble(short[1], short[2], short[3], [short[4], short[5], short[6], undefined, short[7]], '');
  const found = [
    { match: numeric.exec(value), order: [1, 2, 3] },
    { match: monthFirst.exec(value), order: [3, 1, 2] },
    { match: dayFirst.exec(value), order: [3, 2, 1] },
  ]
    .filter(({ match }) => match !== null)
    .sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0));
  for (const { match, order } of found) {
    const [year, month, day] = order.map((group) => match?.[group]);
    const date = assemble(year, month, day, match?.slice(4) ?? [], match?.[0] ?? '');
    if (date) return date;
  }
  return null;
}

function assemble(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hour, minute, second, half, offset]: (string | undefined)[],
  written: string,
): string | null {
  const y = Number(year);
  const m = /^\d+$/.test(month ?? '') ? Number(month) : months.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1;
  const d = Number(day);
  if (y < 1980 || y > 2100 || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = `${y}-${pad(m)}-${pad(d)}`;
  if (hour === undefined || minute === undefined) return date;
  let h = Number(hour);
  if ((/^p/i.test(half ?? '') || /下午|晚上/.test(written)) && h < 12) h += 12;
  if (/^a/i.test(half ?? '') && h === 12) h = 0;
  if (h > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return date;
  return `${date}T${pad(h)}:${minute}:${second ?? '00'}${normalOffset(offset)}`;
}

function normalOffset(offset: string | undefined): string {
  if (!offset) return '';
  if (/^(?:z|utc|gmt)$/i.test(offset)) return 'Z';
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}
