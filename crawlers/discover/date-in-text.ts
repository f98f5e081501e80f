import { parseDate } from '../extract/parse-date.ts';

const month = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';
const clock =
  '(?:[T ,]{0,3}(?:at )?\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d{1,9})?(?: ?[ap]\\.?m\\b\\.?)?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})\\b)?)?';
const written = new RegExp(
  `(?:(?<![\\d.]|[a-z][-_]?)(?:19|20)\\d{2} ?[-/.年] ?\\d{1,2} ?[-/.月] ?\\d{1,2}(?![\\d.]\\d) ?日?` +
    `|\\b${month} \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}(?!\\d)` +
    `|\\b\\d{1,2}(?:st|nd|rd|th)?[ -]${month},?[ -](?:19|20)\\d{2}(?!\\d))${clock}`,
  'i',
);

const hour = 3_600_000;
const spans: [RegExp, number][] = [
  [/^(?:s|秒)/i, 1000],
  [/^(?:mi|分)/i, 60_000],
  [/^(?:h|小时|小時)/i, hour],
  [/^(?:d|天|日)/i, 24 * hour],
  [/^(?:w|周|週|星期)/i, 7 * 24 * hour],
  [/^(?:mo|个?月|個月)/i, 30 * 24 * hour],
  [/^(?:y|年)/i, 365 * 24 * hour],
];
const relative =
  /(?:\b(\d{1,3}|an?|one) (seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago\b)|(?:(\d{1,3}) ?(秒|分钟|分鐘|小时|小時|天|日|周|週|星期|个月|個月|月|年)前)/i;
const named: [RegExp, number][] = [
  [/刚刚|剛剛|just now|\btoday\b|今天/i, 0],
  [/\byesterday\b|昨天/i, 1],
  [/前天/, 2],
];

/** What may stand before a date that says when something was published… */
const label =
  /(?:^|[^\p{L}])(?:published|posted|updated|modified|released|dated?|on|时间|日期|時間|发布|发表|更新|发布于|发表于|更新于|于)(?: on| at)?\s*[:：]?\s*$/iu;
const byline = /^[^.。!！?？]{0,60}[|·•/—–:：-]\s*$/u;
/** …and what may come after it: nothing but signs, another field, or a word that begins one. */
const nextField =
  /^\s*(?:[|·•/—–\])】)]|by\b|in\b|来源|作者|浏览|阅读|点击|评论|分类|标签|编辑|发布|views?\b|comments?\b|\d+ (?:min|comment|view|read))/iu;
const onlySigns = /^[^\p{L}\p{N}]*$/u;
const bracketed = /^\s*[[(【（]\s*$/u;
const longest = 160;

/**
 * The date that a piece of a listing's text gives as that of an article: `2024-03-15`, `2024年3月15日`, `March 15, 2024`,
 * `3 days ago`, `3天前`, alone or as a field of a line such as "Posted on … by …". ISO 8601, the day only where no zone is
 * known. Null for prose, whose dates are of what it tells; in a title only a date that stands alone or leads it in
 * brackets counts.
 */
export function dateInText(text: string, now: Date, isTitle = false): string | null {
  if (text.length > longest) return null;
  const match = written.exec(text) ?? relative.exec(text) ?? firstNamed(text);
  if (!match) return null;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const alone = onlySigns.test(before) && onlySigns.test(after);
  const leads = bracketed.test(before) && /^\s*[\])】）]/u.test(after);
  const isField =
    (onlySigns.test(before) || label.test(before) || byline.test(before)) &&
    (onlySigns.test(after) || nextField.test(after));
  if (!alone && !leads && (isTitle || !isField)) return null;
  return dateOf(match, now);
}

function firstNamed(text: string): RegExpExecArray | null {
  for (const [pattern] of named) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}

function dateOf(match: RegExpExecArray, now: Date): string | null {
  const [whole, count, unit, chineseCount, chineseUnit] = match;
  const days = named.find(([pattern]) => pattern.test(whole))?.[1];
  if (/\d{4}/.test(whole)) return dayOrTime(parseDate(whole));
  if (days !== undefined) return dayBefore(now, days * 24 * hour);
  const span = spans.find(([pattern]) => pattern.test(unit ?? chineseUnit ?? ''))?.[1];
  const number = Number((count ?? chineseCount ?? '').replace(/^(?:an?|one)$/i, '1'));
  return span === undefined ? null : dayBefore(now, number * span);
}

/** A date as it is, but a time whose zone is not known as its day. */
export const dayOrTime = (date: string | null): string | null =>
  date !== null && /T[\d:]+$/.test(date) ? date.slice(0, 10) : date;

// Such a text is rounded down, so that this is the latest day it can mean.
const dayBefore = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() - milliseconds).toISOString().slice(0, 10);
