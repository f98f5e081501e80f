import { canonicalUrl } from './canonical-url.ts';
import { baseUrl, hasRel } from './links.ts';
import { type PageTag, pageTags } from './page-tags.ts';
import { partNumbers } from './part-number.ts';

interface Direction {
  rel: RegExp;
  /** Labels that speak of a page of this text. */
  page: ReadonlySet<string>;
  /** Labels that may as well lead to another text. */
  bare: ReadonlySet<string>;
}

const forward: Direction = {
  rel: /^next$/i,
  page: new Set([
    'next page',
    'go to next page',
    'continue to next page',
    '下一页',
    '下一頁',
    '下页',
    '下頁',
    '后一页',
    '後一頁',
  ]),
  bare: new Set(['next']),
};
const backward: Direction = {
  rel: /^prev(ious)?$/i,
  page: new Set([
    'previous page',
    'prev page',
    'go to previous page',
    '上一页',
    '上一頁',
    '上页',
    '上頁',
    '前一页',
    '前一頁',
  ]),
  bare: new Set(['previous', 'prev']),
};

interface Link {
  url: string;
  tag: PageTag;
  labels: string[];
}

/**
 * The next part of an article that is spread over several pages, or null. It must be the same address but for a page
 * number that is one higher, and be marked rel=next or labelled as next. Where both addresses end in numbers that may be
 * those of neighbouring articles, only a label that says "page", or a row of page numbers beside it, counts.
 */
export function nextPart(html: string, pageUrl: string): string | null {
  const own = canonicalUrl(pageUrl);
  if (!own) return null;
  const links = readPartLinks(html, pageUrl);
  const here = partNumbers(own);
  const follows = (link: Link) =>
    partNumbers(link.url).some(({ stem, part, certain }) => {
      if (part === 2 && stem === own) return true;
      const before = here.some((one) => one.stem === stem && one.part === part - 1);
      return before && (certain || saysPage(link, forward) || hasNumbers(links, stem));
    });
  return links.find((link) => isMarked(link, forward) && follows(link))?.url ?? null;
}

/**
 * The first part of the article that this page is a later part of, or null where it is none, by the same evidence. Where
 * the page does not link its first part, it is the part before.
 */
export function firstPart(html: string, pageUrl: string): string | null {
  const own = canonicalUrl(pageUrl);
  const here = own ? partNumbers(own).filter(({ part }) => part >= 2) : [];
  if (here.length === 0) return null;
  const links = readPartLinks(html, pageUrl, true);
  for (const { stem, part, certain } of here) {
    const isPart = (link: Link, wanted: number) =>
      (wanted === 1 && link.url === stem) ||
      partNumbers(link.url).some((one) => one.stem === stem && one.part === wanted);
    const previous = links.find((link) => isMarked(link, backward) && isPart(link, part - 1));
    const numbers = hasNumbers(links, stem);
    const sure = previous && (certain || previous.url === stem || saysPage(previous, backward));
    if (!sure && !numbers) continue;
    const first = links.find((link) => isPart(link, 1)) ?? previous;
    if (first) return first.url;
  }
  return null;
}

const isNumber = (label: string) => /^(\d{1,4}|第\d{1,4}页)$/.test(label);

/** Links that say they lead to a page of the same text, or may; with `all`, whatever they say. */
function readPartLinks(html: string, pageUrl: string, all = false): Link[] {
  const tags = [...pageTags(html)];
  const base = baseUrl(tags, pageUrl);
  return tags.flatMap((tag) => {
    const { name, attributes } = tag;
    const isDirection = hasRel(tag, forward.rel) || hasRel(tag, backward.rel);
    if (attributes.href === undefined || (name !== 'a' && !isDirection)) return [];
    const texts = name === 'a' ? [tag.text(), attributes['aria-label'] ?? ''] : [];
    const labels = texts.map(plainLabel).filter((label) => label !== '');
    const speaks = (label: string) => isNumber(label) || saysDirection(label);
    if (!isDirection && !labels.some(all ? () => true : speaks)) return [];
    const url = canonicalUrl(attributes.href, base);
    return url ? [{ url, tag, labels }] : [];
  });
}

const saysDirection = (label: string) =>
  [forward, backward].some(({ page, bare }) => page.has(label) || bare.has(label));

function plainLabel(text: string): string {
  if (text.length > 40) return '';
  return text
    .toLowerCase()
    .replace(/[\s«»‹›←→<>≪≫◀▶[\]（）()]+/g, ' ')
    .trim();
}

const isMarked = (link: Link, { rel, page, bare }: Direction) =>
  hasRel(link.tag, rel) || link.labels.some((label) => page.has(label) || bare.has(label));

const saysPage = (link: Link, { page }: Direction) => link.labels.some((label) => page.has(label));

/** Whether the page has links labelled with nothing but the number of the part that they lead to. */
function hasNumbers(links: readonly Link[], stem: string): boolean {
  return links.some((link) => {
    const isLabelled = (part: number) => link.labels.some((label) => label === String(part) || label === `第${part}页`);
    if (link.url === stem) return isLabelled(1);
    return partNumbers(link.url).some((one) => one.stem === stem && isLabelled(one.part));
  });
}
