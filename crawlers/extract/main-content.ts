import { Readability } from '@mozilla/readability';
import type { Block } from '../../pipeline/records.ts';
import { linkDensity } from './boilerplate.ts';
import { htmlToBlocks } from './html-to-blocks.ts';
import { type ProseLengths, proseLengths } from './prose.ts';

/**
 * The main content of a page as blocks, by Readability. Where it took one section of an article that a page builder laid
 * out in many, the element that holds the page's prose is read whole instead. Takes the document apart.
 */
export function mainBlocks(document: Document): Block[] {
  const { body } = document;
  const root = proseRoot(body, proseLengths(body));
  const whole = htmlToBlocks(root, isFurniture);
  const content = readable(document);
  if (!content) return htmlToBlocks(body);
  const found = htmlToBlocks(content);
  return missesMost(found, whole) ? whole : withTables(found, whole);
}

/** Puts back tables and code that Readability left out although they follow what it took, with the heading between. */
function withTables(found: readonly Block[], whole: readonly Block[]): Block[] {
  const places = new Map(found.map((block, index) => [block.text, index]));
  const additions = new Map<number, Block[]>();
  let place: number | undefined;
  let headings: Block[] = [];
  for (const block of whole) {
    const index = places.get(block.text);
    if (index !== undefined) {
      place = index;
      headings = [];
    } else if (block.kind === 'heading') headings.push(block);
    else if (place === undefined) continue;
    else if (block.kind === 'table' || block.kind === 'code') {
      additions.set(place, [...(additions.get(place) ?? []), ...headings, block]);
      headings = [];
    } else place = undefined;
  }
  return found.flatMap((block, index) => [block, ...(additions.get(index) ?? [])]);
}

function readable(document: Document): Element | undefined {
  const text = document.body.textContent ?? '';
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0;
  const isHan = han > text.length / 5;
  // Below the threshold Readability lets furniture in to have more text, and above it believes its first guess. A short
  // article on a small page is not to be padded; Chinese says the same in half the characters.
  const [least, most] = isHan ? [120, 250] : [250, 500];
  const options = {
    charThreshold: Math.min(most, Math.max(least, Math.round(text.length / 5))),
    linkDensityModifier: 0.2,
    disableJSONLD: true,
    serializer: (node: Node) => node as Element,
  };
  return new Readability<Element>(document, options).parse()?.content ?? undefined;
}

/**
 * The element that holds nearly all of the prose, looked for in the page's main part where it names one, and the two
 * around it: tables stand beside a container of text as often as in it.
 */
function proseRoot(body: Element, lengths: ProseLengths): Element {
  const total = lengths.get(body) ?? 0;
  const mains = [...body.getElementsByTagName('main'), ...body.querySelectorAll('[role="main"]')];
  let root = mains.find((element) => (lengths.get(element) ?? 0) > 0.5 * total) ?? body;
  const enough = 0.9 * (lengths.get(root) ?? 0);
  for (;;) {
    const next = [...root.children].find((child) => (lengths.get(child) ?? 0) >= enough);
    if (!next || next.tagName === 'P') break;
    root = next;
  }
  for (let level = 0; level < 2 && !/^(?:BODY|MAIN|ARTICLE)$/.test(root.tagName); level += 1)
    root = root.parentElement ?? root;
  return root;
}

const elsewhere =
  /comment|repl(?:y|ies)|respond|footer|widget|side-?bar|teaser|promo|relat|recirc|popular|trending|legend/i;

function isFurniture(element: Element): boolean {
  if (/^(?:NAV|FOOTER|FORM|ASIDE|FIGCAPTION)$/.test(element.tagName)) return true;
  if (/^H[1-6]$/.test(element.tagName)) return linkDensity(element) > 0.9;
  if (!/^(?:UL|OL|LI|DIV|SECTION|ARTICLE)$/.test(element.tagName)) return false;
  if (elsewhere.test(`${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`)) return true;
  return isTeaser(element) || linkDensity(element) > 0.6;
}

/** A short element whose heading leads to another page. */
function isTeaser(element: Element): boolean {
  if ((element.textContent?.length ?? 0) > 1000) return false;
  const heading = element.querySelector('h1,h2,h3,h4,h5,h6');
  return heading !== null && (heading.closest('a') !== null || linkDensity(heading) > 0.9);
}

/** Long enough to be sections of an article; a short article may well have more text below it than it has itself. */
const leastMissed = 1500;

/** Whether less than half of the whole's running text is among the blocks found, and headings are missing with the rest. */
function missesMost(found: readonly Block[], whole: readonly Block[]): boolean {
  const kept = found.map((block) => block.text).join('\n');
  let total = 0;
  let missed = 0;
  let headings = 0;
  for (const { kind, text } of whole) {
    if (kind === 'heading' && !kept.includes(text)) headings += 1;
    if (kind === 'code' || kind === 'table' || text.length < 80) continue;
    total += text.length;
    if (!kept.includes(text.slice(0, 60))) missed += text.length;
  }
  return headings >= 2 && missed > leastMissed && missed > total / 2;
}
