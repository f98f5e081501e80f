const section = /^(?:THEAD|TBODY|TFOOT|FORM)$/;
const structure = /^(?:CAPTION|COLGROUP|COL|THEAD|TBODY|TFOOT|FORM|TR|TD|TH)$/;

/** The rows of a table itself, not those of tables nested in it. Old pages put a form between a table and its rows. */
export function rowsOf(table: Element): Element[] {
  const rows: Element[] = [];
  for (const child of table.children) {
    if (child.tagName === 'TR') rows.push(child);
    else if (section.test(child.tagName)) for (const row of child.children) if (row.tagName === 'TR') rows.push(row);
  }
  return rows;
}

/** The cells of a table's own rows. */
export function cellsOf(table: Element): Element[] {
  return rowsOf(table).flatMap((row) => [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)));
}

/** Moves out of a table, before it, what stands between its rows and cells: browsers show it there, and rows lack it. */
export function moveStrayContent(table: Element): void {
  for (const parent of [
    table,
    ...[...table.children].filter((child) => section.test(child.tagName)),
    ...rowsOf(table),
  ]) {
    for (const node of [...parent.childNodes]) {
      const isStray = node.nodeType === 1 ? !structure.test((node as Element).tagName) : node.textContent?.trim();
      if (node.nodeType !== 8 && isStray) table.before(node);
    }
  }
}
