import { cleanLine } from './clean-text.ts';
import { elementsOf } from './elements.ts';
import type { LinkedData } from './json-ld.ts';
import type { MetaTags } from './meta-tags.ts';
import { parseDate } from './parse-date.ts';

const publishedNames = [
  'article:published_time',
  'og:published_time',
  'og:article:published_time',
  'datepublished',
  'publishdate',
  'publish_date',
  'publish-date',
  'publication_date',
  'pubdate',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'weibo:article:create_at',
  'apub:time',
  'bt:pubdate',
  'date',
];
const modifiedNames = [
  'article:modified_time',
  'og:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'lastmod',
  'last-modified',
  'revised',
  'weibo:article:update_at',
];
const publishedLabel =
  /(?:发布时间|发布日期|发表时间|发表日期|发布于|发表于|刊发时间|创建时间|(?:published|posted|released)(?:\s+on)?|publication date|release date)\s*[:：]?\s*(.{6,60})/i;
const modifiedLabel =
  /(?:更新时间|更新日期|更新于|最后更新|修改时间|(?:last\s+)?(?:updated|modified)(?:\s+on)?)\s*[:：]?\s*(.{6,60})/i;
const elsewhere = 'aside,nav,footer,[class*="related" i],[class*="comment" i]';
const dateNames = /date|time|publish|byline|meta|info|source/i;

/**
 * When an article was published and last changed, ISO 8601: from JSON-LD, meta tags, `<time>`, labelled dates in the text,
 * elements named after dates, and the URL's path, in that order.
 */
export function readDates(
  document: Document,
  meta: MetaTags,
  linked: LinkedData,
  url: string,
): { publishedAt: string | null; modifiedAt: string | null } {
  // Functions, so that a page that declares its dates is not searched for visible ones.
  const firstOf = (...places: (() => Iterable<string | null | undefined>)[]): string | null => {
    for (const place of places) {
      for (const value of place()) {
        const date = value ? parseDate(value) : null;
        if (date) return date;
      }
    }
    return null;
  };
  return {
    publishedAt: firstOf(
      () => [linked.published, ...publishedNames.map((name) => meta.first(name))],
      () => dated(document, (element) => isPublished(element)),
      () => [createTime(document), publishedLabel.exec(visibleText(document))?.[1]],
      () => dated(document, (element) => element.tagName === 'TIME'),
      () => shortTexts(document),
      () => [pathDate(url)],
    ),
    modifiedAt: firstOf(
      () => [linked.modified, ...modifiedNames.map((name) => meta.first(name))],
      () => dated(document, (element) => isModified(element)),
      () => [modifiedLabel.exec(visibleText(document))?.[1]],
    ),
  };
}

function isPublished(element: Element): boolean {
  if (element.getAttribute('itemprop') === 'datePublished') return true;
  const isNamed = /\b(?:published|entry-date)\b/.test(element.getAttribute('class') ?? '');
  return element.tagName === 'TIME' && (element.hasAttribute('pubdate') || isNamed);
}

function isModified(element: Element): boolean {
  if (element.getAttribute('itemprop') === 'dateModified') return true;
  return element.tagName === 'TIME' && /\b(?:updated|modified)\b/.test(element.getAttribute('class') ?? '');
}

/** What elements of one kind give as their date, attribute before text; those inside the article first. */
function dated(document: Document, isWanted: (element: Element) => boolean): string[] {
  const found = elementsOf(document.body).filter((element) => isWanted(element) && !element.closest(elsewhere));
  const inside: Element[] = [];
  const outside: Element[] = [];
  for (const element of found.slice(0, 20)) (element.closest('article,main,header') ? inside : outside).push(element);
  return [...inside, ...outside].map(
    (element) =>
      element.getAttribute('datetime') ??
      element.getAttribute('content') ??
      cleanLine((element.textContent ?? '').slice(0, 200)),
  );
}

/** WeChat writes the time of publication by script, from a number in the page. */
function createTime(document: Document): string | undefined {
  if (!document.getElementById('js_content')) return undefined;
  for (const script of document.getElementsByTagName('script')) {
    const match = /\b(?:var\s+ct|createTime)\s*=\s*["']([\d :-]{10,19})["']/.exec(script.textContent ?? '');
    if (match) return match[1];
  }
  return undefined;
}

function visibleText(document: Document): string {
  const parts: string[] = [];
  let length = 0;
  const visit = (node: Node): void => {
    for (let child = node.firstChild; child && length < 100_000; child = child.nextSibling) {
      if (child.nodeType === 3) {
        const text = child.textContent ?? '';
        parts.push(text);
        length += text.length;
      } else if (child.nodeType === 1 && !/^(?:SCRIPT|STYLE|TEMPLATE)$/.test((child as Element).tagName)) visit(child);
    }
  };
  visit(document.body);
  return parts.join('').replace(/[ \t\u00A0\u3000]+/g, ' ');
}

function shortTexts(document: Document): string[] {
  const texts: string[] = [];
  for (const element of elementsOf(document.body)) {
    const name = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    if (!dateNames.test(name) || element.closest(elsewhere)) continue;
    const text = element.textContent ?? '';
    if (text.length < 300) texts.push(cleanLine(text));
    if (texts.length === 200) break;
  }
  return texts;
}

function pathDate(url: string): string | undefined {
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/i.exec(url)?.[1] ?? '';
  const match = /(?:^|[/_-])((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(path);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}
