const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, XML and their attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2017-05-15T09:30:00Z` as `15 May 2017`: the day where it was written, not where the server stands. */
export function englishDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return `${day} ${months[month! - 1]} ${year}`;
}

/** `2017-05-15T09:30:00+08:00` as `2017年5月15日`. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** `2017-05-15T09:30:00+08:00` as `2017-05-15 09:30`, the way portals write it. */
export function minuteDate(date: string): string {
  return date.slice(0, 16).replace('T', ' ');
}

/** A value inside a `<script>`: nothing in it can end the script. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** Items, each made into markup, one below the other. */
export function each<T>(items: readonly T[], render: (item: T, index: number) => string): string {
  return items.map(render).join('\n');
}
