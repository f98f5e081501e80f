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
  return missesMost(found, whole) ? whole : found;
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

/** The smallest element that holds nearly all of the prose, looked for in the page's main part where it names one. */
function proseRoot(body: Element, lengths: ProseLengths): Element {
  const total = lengths.get(body) ?? 0;
  const mains = [...body.getElementsByTagName('main'), ...body.querySelectorAll('[role="main"]')];
  let root = mains.find((element) => (lengths.get(element) ?? 0) > 0.5 * total) ?? body;
  const enough = 0.9 * (lengths.get(root) ?? 0);
  for (;;) {
    const next = [...root.children].find((child) => (lengths.get(child) ?? 0) >= enough);
    if (!next || next.tagName === 'P') return root;
    root = next;
  }
}

function isFurniture(element: Element): boolean {
  if (/^(?:NAV|FOOTER|FORM)$/.test(element.tagName)) return true;
  return /^(?:UL|OL|DIV|SECTION|ASIDE)$/.test(element.tagName) && linkDensity(element) > 0.6;
}

/** Whether less than half of the whole's running text is among the blocks found. */
function missesMost(found: readonly Block[], whole: readonly Block[]): boolean {
  const kept = found.map((block) => block.text).join('\n');
  let total = 0;
  let missed = 0;
  for (const { kind, text } of whole) {
    if (kind === 'code' || kind === 'table' || text.length < 80) continue;
    total += text.length;
    if (!kept.includes(text.slice(0, 60))) missed += text.length;
  }
  return missed > total / 2;
}
