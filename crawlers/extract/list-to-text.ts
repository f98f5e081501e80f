import { cleanLine } from './clean-text.ts';

/**
 * A list as text: one line an item, `- ` or its number before it, nested items indented by two spaces a level.
 * Items without text are left out; numbering follows `start` and `value`.
 */
export function listToText(list: Element, skip: (element: Element) => boolean = () => false): string {
  const lines: string[] = [];
  addItems(list, 0, lines, skip);
  return lines.join('\n');
}

function addItems(list: Element, depth: number, lines: string[], skip: (element: Element) => boolean): void {
  let number = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3) {
      addLine(child.textContent ?? '', '- ', depth, lines);
      continue;
    }
    if (child.nodeType !== 1 || skip(child as Element)) continue;
    const item = child as Element;
    if (item.tagName === 'UL' || item.tagName === 'OL') {
      addItems(item, depth + 1, lines, skip);
      continue;
    }
    if (item.tagName === 'LI') number = Number.parseInt(item.getAttribute('value') ?? '', 10) || number;
    const nested: Element[] = [];
    const text = ownText(item, nested);
    const isAdded = addLine(text, list.tagName === 'OL' ? `${number}. ` : '- ', depth, lines);
    if (isAdded) number += 1;
    for (const inner of nested) addItems(inner, isAdded ? depth + 1 : depth, lines, skip);
  }
}

function addLine(text: string, marker: string, depth: number, lines: string[]): boolean {
  const line = cleanLine(text);
  if (line) lines.push('  '.repeat(depth) + marker + line);
  return line !== '';
}

const breaking = /^(?:P|DIV|BR|SECTION|DD|DT|DL|ARTICLE|FIGURE|FIGCAPTION)$/;
const ignored = /^(?:SCRIPT|STYLE|TEMPLATE|NOSCRIPT|SVG|BUTTON|RT|RP)$/i;

/** An item's text without that of the lists in it, which are collected. */
export function ownText(item: Element, nested: Element[]): string {
  let text = '';
  for (let child = item.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3) text += child.textContent ?? '';
    if (child.nodeType !== 1) continue;
    const element = child as Element;
    if (element.tagName === 'UL' || element.tagName === 'OL') nested.push(element);
    else if (!ignored.test(element.tagName)) {
      const inner = ownText(element, nested);
      text += breaking.test(element.tagName) ? ` ${inner} ` : inner;
    }
  }
  return text;
}

/** A definition list as text: one line a definition, with its term before a colon. */
export function definitionsToText(list: Element): string {
  const lines: string[] = [];
  let terms: string[] = [];
  const flush = () => {
    for (const term of terms) lines.push(`- ${term}`);
    terms = [];
  };
  for (const element of list.querySelectorAll('dt,dd')) {
    const text = cleanLine(ownText(element, []));
    if (!text) continue;
    if (element.tagName === 'DT') {
      terms.push(text);
      continue;
    }
    const term = terms.join(', ');
    lines.push(term ? `- ${term}${/[:：]$/.test(term) ? ' ' : ': '}${text}` : `- ${text}`);
    terms = [];
  }
  flush();
  return lines.join('\n');
}
