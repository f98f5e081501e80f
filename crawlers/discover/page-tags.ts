import { xmlText } from './xml-text.ts';

export interface PageTag {
  name: 'a' | 'area' | 'link' | 'base' | 'meta';
  /** Names in lower case, entities resolved; the first of several with one name counts. */
  attributes: Readonly<Record<string, string>>;
  /** Of an `a`: its text without tags, spaces folded, at most about 2,000 characters. */
  text(): string;
}

const opening = /<!--|<(?:(script|style|textarea|title|xmp|iframe|noembed)|(a|area|link|base|meta))(?=[\s/>])/gi;
const attribute =
  /[\s/]*([^\s"'<>/=][^\s/>=]{0,200})(?:\s{0,20}=\s{0,20}(?:"([^"]{0,8000})"|'([^']{0,8000})'|([^\s"'=<>`][^\s>]{0,8000})))?/y;
const mostTags = 20_000;
const mostAttributes = 60;
const longestText = 2000;

/**
 * The first 20,000 tags of a page that say where it leads, in its order; what is in comments, scripts and raw text is none. A scan in
 * linear time and no tree: the time of every parser at hand grows with the square of a page's nesting, and this runs
 * beside all other work of a crawler.
 */
export function* pageTags(html: string): Generator<PageTag> {
  const tags = new RegExp(opening);
  let count = 0;
  for (let match = tags.exec(html); match && count < mostTags; match = tags.exec(html)) {
    const [whole, rawText, name] = match;
    const start = tags.lastIndex;
    if (name !== undefined) {
      const { attributes, end } = readAttributes(html, start);
      tags.lastIndex = end;
      count++;
      yield { name: name.toLowerCase() as PageTag['name'], attributes, text: () => textFrom(html, end) };
      continue;
    }
    // An empty comment may be written "<!-->".
    const end = whole === '<!--' ? html.indexOf('-->', start - 2) : closingOf(html, rawText!, start);
    if (end < 0) return;
    tags.lastIndex = end;
  }
}

/** The attributes of a tag whose name ends at `start`, and where they end, before its ">". */
export function readAttributes(html: string, start: number): { attributes: Record<string, string>; end: number } {
  const attributes: Record<string, string> = Object.create(null);
  let end = start;
  for (let count = 0; count < mostAttributes; count++) {
    attribute.lastIndex = end;
    const match = attribute.exec(html);
    if (!match) break;
    end = attribute.lastIndex;
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    attributes[match[1]!.toLowerCase()] ??= value.includes('&') ? xmlText(value) : value;
  }
  return { attributes, end };
}

/** Where an element whose content is text is closed; -1 where it is not. */
export function closingOf(html: string, name: string, start: number): number {
  const closing = new RegExp(`</${name}[\\s/>]`, 'gi');
  closing.lastIndex = start;
  return closing.exec(html)?.index ?? -1;
}

function textFrom(html: string, end: number): string {
  const inner = html.slice(end, end + longestText);
  const from = inner.indexOf('>') + 1;
  const close = inner.search(/<\/?a[\s>]/i);
  const text = inner.slice(from, close < 0 ? undefined : close).replace(/<[^<>]*>/g, ' ');
  return xmlText(text)
    .replace(/&\w{2,10};/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
