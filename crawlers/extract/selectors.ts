import { cleanLine } from './clean-text.ts';

/** CSS selectors a source may give where the general way fails. */
export interface Selectors {
  title?: string | undefined;
  date?: string | undefined;
  body?: string | undefined;
}

/** All elements a source's selector matches, outermost only. Throws where it is not CSS: the source is wrong, not the page. */
export function selectAll(document: Document, selector: string | undefined): Element[] {
  if (!selector) return [];
  let found: Element[];
  try {
    found = [...document.querySelectorAll(selector)];
  } catch (error) {
    throw new TypeError(`"${selector}" is not a CSS selector`, { cause: error });
  }
  return found.filter((element) => !found.some((other) => other !== element && other.contains(element)));
}

/** The text, or an attribute where it is set, of the first element a selector matches. */
export function selectedText(document: Document, selector: string | undefined, attribute?: string): string | undefined {
  const element = selectAll(document, selector)[0];
  if (!element) return undefined;
  const value = attribute === undefined ? null : (element.getAttribute(attribute) ?? element.getAttribute('content'));
  return cleanLine((value ?? element.textContent ?? '').slice(0, 2000)) || undefined;
}
