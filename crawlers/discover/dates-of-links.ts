import { parseDate } from '../extract/parse-date.ts';
import { canonicalUrl } from './canonical-url.ts';
import { dateInText, dayOrTime } from './date-in-text.ts';
import { dateInUrl } from './date-in-url.ts';
import { ListItems, type Piece } from './list-items.ts';
import { type Markup, pageMarkup } from './page-markup.ts';

type Opening = Extract<Markup, { type: 'open' }>;

interface Frame {
  name: string;
  element: string;
  pieces: Piece[];
  /** Of a link. */
  href: string | null;
  /** Whether a `<time>` has said its date in an attribute, so that its text says no more. */
  isTold: boolean;
}

const deepest = 200;
/** Elements that only change how text looks. */
const transparent = new Set([
  'b',
  'i',
  'em',
  'strong',
  'u',
  'font',
  'code',
  'sup',
  'sub',
  'mark',
  'abbr',
  'wbr',
  'html',
]);
/** Elements that end where the next of their kind begins, and what they are looked for in. */
const endedBy: Record<string, { ends: readonly string[]; within: readonly string[] }> = {
  a: { ends: ['a'], within: [] },
  li: { ends: ['li'], within: ['ul', 'ol'] },
  p: { ends: ['p'], within: ['li', 'td', 'div', 'article', 'section'] },
  dt: { ends: ['dt', 'dd'], within: ['dl'] },
  dd: { ends: ['dt', 'dd'], within: ['dl'] },
  td: { ends: ['td', 'th'], within: ['tr', 'table'] },
  th: { ends: ['td', 'th'], within: ['tr', 'table'] },
  tr: { ends: ['tr'], within: ['table', 'tbody', 'thead'] },
};

/**
 * When the texts that a listing page links to were published, by canonical URL: the date beside each link, from `<time>`
 * or as written (ISO 8601; "3 days ago" from `now`), else the day that its address names. Links without either are left
 * out: a date of the whole page says nothing of them. Takes linear time on any page, as `pageMarkup`.
 */
export function datesOfLinks(html: string, pageUrl: string, now: Date = new Date()): Map<string, string> {
  const items = new ListItems();
  const links = new Set<string>();
  const stack: Frame[] = [frameOf('body', 'body')];
  /** Opened below the deepest level: taken as if they were not there. */
  const ignored = new Map<string, number>();
  let base = pageUrl;

  const close = () => {
    const { element, pieces, href } = stack.pop()!;
    const own = href === null ? pieces : [{ element, links: [href], date: null, isList: false }, ...pieces];
    const rest = items.close(element, own);
    if (rest.links.length > 0 || rest.date) stack.at(-1)?.pieces.push(rest);
  };
  const closeTo = (names: readonly string[], within: readonly string[]) => {
    for (let at = stack.length - 1; at > 0 && !within.includes(stack[at]!.name); at--)
      if (names.includes(stack[at]!.name)) {
        while (stack.length > at) close();
        return;
      }
  };
  const open = ({ name, attributes }: Opening) => {
    const ending = endedBy[name];
    if (ending) closeTo(ending.ends, ending.within);
    if (stack.length >= deepest) {
      ignored.set(name, (ignored.get(name) ?? 0) + 1);
      return;
    }
    const frame = frameOf(name, elementOf(name, attributes));
    if (name === 'a' && attributes.href !== undefined) frame.href = canonicalUrl(attributes.href, base);
    if (frame.href !== null) links.add(frame.href);
    const told = name === 'time' && attributes.datetime ? dayOrTime(parseDate(attributes.datetime)) : null;
    if (told) frame.pieces.push(pieceOf(told, frame.element, true));
    frame.isTold = told !== null;
    stack.push(frame);
  };

  for (const piece of pageMarkup(html)) {
    if (piece.type === 'text') {
      const frame = stack.at(-1)!;
      const isTitle = stack.some(({ name }) => name === 'a' || /^h[1-6]$/.test(name));
      const date = frame.isTold ? null : dateInText(piece.text, now, isTitle);
      if (date) frame.pieces.push(pieceOf(date, frame.element, frame.name === 'time'));
    } else if (piece.name === 'base') {
      if (piece.type === 'open' && piece.attributes.href !== undefined && base === pageUrl)
        base = URL.canParse(piece.attributes.href, pageUrl) ? new URL(piece.attributes.href, pageUrl).href : base;
    } else if (transparent.has(piece.name)) continue;
    else if (piece.type === 'open' && !piece.isEmpty) open(piece);
    else if (piece.type === 'close') {
      const below = ignored.get(piece.name) ?? 0;
      if (below > 0) ignored.set(piece.name, below - 1);
      else closeTo([piece.name], []);
    }
  }
  while (stack.length > 0) close();
  items.end();
  return withUrlDates(items.dates, links);
}

function withUrlDates(dates: ReadonlyMap<string, string>, links: ReadonlySet<string>): Map<string, string> {
  return new Map(
    [...links].flatMap((link): [string, string][] => {
      const date = dates.get(link) ?? dateInUrl(link);
      return date === null ? [] : [[link, date]];
    }),
  );
}

const frameOf = (name: string, element: string): Frame => ({ name, element, pieces: [], href: null, isTold: false });

const pieceOf = (date: string, element: string, marked: boolean): Piece => ({
  ...{ element, links: [], isList: false },
  date: { date, element, marked },
});

/** The class of an item counts where others of its kind have none of their own; numbers in it number the items. */
function elementOf(name: string, attributes: Readonly<Record<string, string>>): string {
  if (/^(li|tr|td|dt|dd|article|time)$/.test(name)) return name;
  const first = attributes.class?.trim().split(/\s+/, 1)[0] ?? '';
  return first === '' ? name : `${name}.${first.slice(0, 60).replace(/\d+/g, '')}`;
}
