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

/** Turns layout tables into plain divisions, the outermost first, so that the article in a cell is weighed as one. */
export function unwrapLayoutTables(document: Document): void {
  for (const table of document.body.querySelectorAll('table')) {
    if (!isLayoutTable(table)) {
      // Readability throws away what it does not take for data; a summary is how a table says that it is.
      if (!table.getAttribute('summary')) table.setAttribute('summary', 'data');
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

function division(source: Element, document: Document): Element {
  const element = document.createElement('div');
  for (const name of ['class', 'id', 'itemprop']) {
    const value = source.getAttribute(name);
    if (value) element.setAttribute(name, value);
  }
  return element;
}

/** The cells of a table's own rows, not those of tables nested in it. */
export function cellsOf(table: Element): Element[] {
  return rowsOf(table).flatMap((row) => [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)));
}

/** The rows of a table itself, not those of tables nested in it. */
export function rowsOf(table: Element): Element[] {
  const rows: Element[] = [];
  for (const child of table.children) {
    if (child.tagName === 'TR') rows.push(child);
    else if (/^T(?:HEAD|BODY|FOOT)$/.test(child.tagName))
      for (const row of child.children) if (row.tagName === 'TR') rows.push(row);
  }
  return rows;
}
