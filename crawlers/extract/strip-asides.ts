import { linkDensity } from './boilerplate.ts';
import { elementsOf, shortText } from './elements.ts';
import { indicatorsIn } from './indicators.ts';
import { proseLengths } from './prose.ts';

const related =
  /^\s*[[(【]?(?:related(?: (?:stories|story|articles?|reading|content|posts?|links?))?|(?:read|see|learn|watch|discover) (?:more|also|next|this)|also (?:read|see|watch)|more (?:on this|from .{2,30})|must read|don['’]t miss|in case you missed it|recommended|相关(?:阅读|报道|新闻|文章|链接)|延伸阅读|推荐阅读|更多阅读)\s*[:：|»>-]/i;
const command = /^[^a-z\p{sc=Han}]*\b(?:CLICK|READ|WATCH|SIGN UP|SUBSCRIBE|FOLLOW)\b[^a-z\p{sc=Han}]*$/u;
const passage = /^(?:P|DIV|LI|SPAN|STRONG|B|H[2-6]|EM|BLOCKQUOTE|CENTER|TD)$/;
const row = /^(?:P|DIV|CENTER|TD|UL|OL|DL|TR|SPAN)$/;
const rowLength = { longest: 1500, links: 5, meanLink: 18 };

/**
 * Removes what leads away from an article without a class to tell: "Related: …" and "READ MORE …" with a link, credits of
 * photographs, and, before the first passage of prose, rows of five or more short links. Nothing with an indicator.
 */
export function stripAsides(document: Document): void {
  const first = proseLengths(document.body).keys().next().value;
  let isBefore = first !== undefined;
  for (const element of elementsOf(document.body)) {
    if (element === first) isBefore = false;
    if (!element.parentNode) continue;
    if (isCaption(element)) element.remove();
    else if (passage.test(element.tagName) && isRelated(element)) element.remove();
    else if (isBefore && row.test(element.tagName) && isMenu(element)) element.remove();
  }
}

const captionNames = /(?:^|[\s_-])(?:wp-caption-text|(?:image|photo|img|picture)-caption|caption-text)(?:$|\s)/;
const numbered = /^\s*[[(【]?(?:fig(?:ure)?s?|table|listing|图片?|表)\s*\.?\s*[\d一二三四五六七八九十]/i;
const credit =
  /(?:image|photo(?:graph)?|picture|illustration)s?\s*(?:credit|courtesy|source|copyright|by|via|:|©)|credit\s*:|courtesy of|getty|reuters|\bap photo|\bafp\b|shutterstock|istock|unsplash|pexels|©|图片来源|供图|\/摄/i;

/** A photograph's caption with its credit: of the news, not of the article. Captions of figures are kept. */
function isCaption(element: Element): boolean {
  const isNamed = element.tagName === 'FIGCAPTION' || captionNames.test(element.getAttribute('class') ?? '');
  if (!isNamed || element.closest('figure')?.querySelector('pre,table,blockquote,code')) return false;
  const text = element.textContent ?? '';
  return credit.test(text) && !numbered.test(text) && indicatorsIn(text).size === 0;
}

function isRelated(element: Element): boolean {
  const text = shortText(element, 250)?.trim();
  if (!text || !(related.test(text) || command.test(text))) return false;
  return linkDensity(element) > 0.4 && indicatorsIn(text).size === 0;
}

function isMenu(element: Element): boolean {
  const text = shortText(element, rowLength.longest);
  if (!text) return false;
  const links = element.querySelectorAll('a');
  if (links.length < rowLength.links || linkDensity(element) < 0.75) return false;
  let length = 0;
  for (const link of links) length += weight(link.textContent ?? '');
  return length / links.length <= rowLength.meanLink && indicatorsIn(text).size === 0;
}

const weight = (text: string) => text.trim().length + 1.5 * (text.match(/\p{sc=Han}/gu)?.length ?? 0);
