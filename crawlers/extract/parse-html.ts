/// <reference lib="dom" />
// The types of the DOM that linkedom implements; in scope for every file of this folder.
import { parseHTML } from 'linkedom';
import { elementsOf } from './elements.ts';
import { limitDepth } from './limit-depth.ts';

const metadataTags = new Set(['META', 'TITLE', 'LINK', 'STYLE', 'SCRIPT', 'NOSCRIPT', 'BASE', 'TEMPLATE']);
const upperCaseAttribute = /\s(?:CLASS|ID|NAME|CONTENT|HREF|STYLE|PROPERTY|LANG)=/;

/**
 * Parses a page or a fragment into a document that always has a head and a body and is never nested deeper than
 * recursive code can walk. Scripts are never run: linkedom has no script engine.
 */
export function parseHtml(html: string): Document {
  const text = html.replaceAll('\0', '').toWellFormed();
  const isPage = /<html[\s>]/i.test(text);
  let { document } = parseHTML(isPage ? text : wrapped(text));
  // Text or elements before <html> would otherwise become the document element and hide the rest.
  if (document.documentElement?.tagName !== 'HTML') ({ document } = parseHTML(wrapped(text)));
  if (upperCaseAttribute.test(text)) lowerCaseAttributes(document);
  gatherBody(document);
  limitDepth(document.body);
  return document;
}

const wrapped = (fragment: string) => `<!doctype html><html><head></head><body>${fragment}</body></html>`;

/** linkedom keeps attribute names as written, and old pages write them in capitals. */
function lowerCaseAttributes(document: Document): void {
  for (const element of [document.documentElement, ...elementsOf(document.documentElement)]) {
    for (const { name, value } of [...element.attributes]) {
      const lower = name.toLowerCase();
      if (lower === name) continue;
      element.removeAttribute(name);
      if (!element.hasAttribute(lower)) element.setAttribute(lower, value);
    }
  }
}

/** Moves into the body what broken markup left outside it: no tree construction rules are applied by the parser. */
function gatherBody(document: Document): void {
  const html = document.documentElement;
  const { head } = document;
  const body = [...html.children].find((child) => child.tagName === 'BODY') ?? document.createElement('body');
  const before: Node[] = [...head.childNodes].filter((node) => !isMetadata(node));
  const after: Node[] = [];
  let side = before;
  for (const node of [...html.childNodes]) {
    if (node === body) side = after;
    else if (node !== head) side.push(node);
  }
  for (const node of [...document.children]) if (node !== html) after.push(node);
  head.after(body);
  body.prepend(...before);
  body.append(...after);
}

function isMetadata(node: Node): boolean {
  if (node.nodeType === 1) return metadataTags.has((node as Element).tagName);
  return node.nodeType !== 3 || !node.textContent?.trim();
}
