import { closingOf, readAttributes } from './page-tags.ts';
import { xmlText } from './xml-text.ts';

export type Markup =
  | { type: 'open'; name: string; attributes: Readonly<Record<string, string>>; isEmpty: boolean }
  | { type: 'close'; name: string }
  /** Spaces folded, never empty, at most 300 characters. */
  | { type: 'text'; text: string };

const next = /<!--|<(\/?)([a-z][a-z0-9-]{0,40})(?=[\s/>])/gi;
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed']);
const empty = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'source', 'area', 'base', 'col', 'embed', 'wbr']);
const mostTags = 100_000;
const longestText = 300;

/**
 * The first 100,000 tags of a page and the text between them, in its order, without comments, scripts and styles: a scan
 * in linear time that builds no tree, as `pageTags` is and for its reasons.
 */
export function* pageMarkup(html: string): Generator<Markup> {
  const tags = new RegExp(next);
  let from = 0;
  let count = 0;
  for (let match = tags.exec(html); match && count < mostTags; match = tags.exec(html)) {
    yield* textOf(html.slice(from, match.index));
    const name = match[2]?.toLowerCase();
    if (name === undefined) {
      // An empty comment may be written "<!-->".
      const end = html.indexOf('-->', tags.lastIndex - 2);
      if (end < 0) return;
      from = tags.lastIndex = end + 3;
      continue;
    }
    count++;
    const isClosing = match[1] !== '';
    const { attributes, end } = isClosing
      ? { attributes: {}, end: tags.lastIndex }
      : readAttributes(html, tags.lastIndex);
    const close = html.indexOf('>', end);
    if (close < 0) return;
    from = tags.lastIndex = close + 1;
    if (isClosing) yield { type: 'close', name };
    else if (rawText.has(name)) {
      const closing = closingOf(html, name, from);
      if (closing < 0) return;
      from = tags.lastIndex = closing;
    } else yield { type: 'open', name, attributes, isEmpty: empty.has(name) || html[close - 1] === '/' };
  }
}

function* textOf(between: string): Generator<Markup> {
  if (between === '') return;
  const text = xmlText(between.slice(0, longestText * 2))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestText);
  if (text !== '') yield { type: 'text', text };
}
