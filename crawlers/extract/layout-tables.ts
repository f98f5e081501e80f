import { linkDensity } from './boilerplate.ts';
import { freezeBlock } from './frozen-block.ts';
import { indicatorsIn } from './indicators.ts';
import { cellsOf, moveStrayContent } from './table-rows.ts';
import { tableToText } from './table-to-text.ts';

/**
 * Whether a table only lays out the page: it has no header and holds another table, one row or cell, or cells with
 * whole passages in them. What it holds is then read as ordinary content.
 */
export function isLayoutTable(table: Element): boolean {
  const role = table.getAttribute('role');
  if (role === 'presentation' || role === 'none') return true;
  if (table.querySelector('table')) return true;
  if (table.querySelector('th,thead,caption')) return false;
  const rows = [...table.querySelectorAll('tr')];
  if (rows.length <= 1) return true;
  return [...table.querySelectorAll('td')].some(holdsPassage);
}

function holdsPassage(cell: Element): boolean {
  const length = cell.textContent?.length ?? 0;
  if (length < 150) return false;
  if (cell.querySelector('h1,h2,h3,h4')) return true;
  const blocks = cell.querySelectorAll('p,pre,div,ul,ol').length;
  const breaks = cell.querySelectorAll('br').length;
  return (length > 400 && blocks + breaks >= 2) || length > 1500;
}

/**
 * Turns layout tables into plain divisions, the outermost first, so that the article in a cell is weighed as one, and
 * freezes tables of data. Tables of nothing but links are left for Readability to judge.
 */
export function settleTables(document: Document): void {
  for (const table of [...document.body.getElementsByTagName('table')]) {
    moveStrayContent(table);
    if (!isLayoutTable(table)) {
      if (linkDensity(table) < 0.7 || indicatorsIn(table.textContent ?? '').size > 0) freezeTable(table);
      continue;
    }
    const holder = division(table, document);
    for (const cell of cellsOf(table)) {
      const block = division(cell, document);
      while (cell.firstChild) block.append(cell.firstChild);
      holder.append(block);
    }
    table.replaceWith(holder);
  }
}

function freezeTable(table: Element): void {
  const text = tableToText(table);
  const caption = [...table.children].find((child) => child.tagName === 'CAPTION')?.textContent?.trim();
  if (caption) {
    const paragraph = table.ownerDocument.createElement('p');
    paragraph.append(caption);
    table.before(paragraph);
  }
  if (text) table.replaceWith(freezeBlock(table.ownerDocument, 'table', text));
  else table.remove();
}

function division(source: Element, document: Document): Element {
  const element = document.createElement('div');
  for (const name of ['class', 'id', 'itemprop']) {
    const value = source.getAttribute(name);
    if (value) element.setAttribute(name, value);
  }
  return element;
}
