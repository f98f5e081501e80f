import type { Block } from '../../pipeline/records.ts';

const attribute = 'data-block';

/**
 * An element that holds a finished block of code or a table as plain text. Readability turns tables and code beside the
 * article into divisions, and weighs a long table above the prose; it leaves the attribute alone, and the `<span>` makes
 * it see text inside the element.
 */
export function freezeBlock(document: Document, kind: 'code' | 'table', text: string): Element {
  const element = document.createElement('pre');
  element.setAttribute(attribute, kind);
  const inner = document.createElement('span');
  inner.append(text);
  element.append(inner);
  return element;
}

/** The block that an element was frozen from, or null. */
export function frozenBlock(element: Element): Block | null {
  const kind = element.getAttribute(attribute);
  if (kind !== 'code' && kind !== 'table') return null;
  return { kind, text: element.textContent ?? '' };
}
