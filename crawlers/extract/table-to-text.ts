import { cleanLine } from './clean-text.ts';
import { ownText } from './list-to-text.ts';
import { rowsOf } from './table-rows.ts';

const longestRepeated = 80;

/**
 * A table as text: one line a row, cells joined by ` | `, the header row first. A short cell that spans rows is repeated,
 * so that each row says what it belongs to. Rows without text are left out.
 */
export function tableToText(table: Element): string {
  const lines: string[] = [];
  /** Column → the cell that reaches down into the next rows. */
  const spanning = new Map<number, { text: string; rows: number }>();
  for (const row of inOrder(rowsOf(table))) {
    const cells: string[] = [];
    const takeSpanning = () => {
      for (let above = spanning.get(cells.length); above; above = spanning.get(cells.length)) {
        above.rows -= 1;
        if (above.rows === 0) spanning.delete(cells.length);
        cells.push(above.text);
      }
    };
    for (const cell of row.children) {
      if (!/^T[DH]$/.test(cell.tagName)) continue;
      takeSpanning();
      const text = cellText(cell);
      const rows = Number.parseInt(cell.getAttribute('rowspan') ?? '1', 10);
      if (rows > 1 && text.length <= longestRepeated) spanning.set(cells.length, { text, rows: rows - 1 });
      cells.push(text);
    }
    takeSpanning();
    while (cells.at(-1) === '') cells.pop();
    if (cells.some(Boolean)) lines.push(cells.join(' | ').trim());
  }
  return lines.join('\n');
}

/** The head first and the foot last, wherever the markup has them. */
function inOrder(rows: Element[]): Element[] {
  const section = (row: Element) => row.parentElement?.tagName ?? '';
  const isHead = (row: Element) => section(row) === 'THEAD';
  const isFoot = (row: Element) => section(row) === 'TFOOT';
  return [...rows.filter(isHead), ...rows.filter((row) => !isHead(row) && !isFoot(row)), ...rows.filter(isFoot)];
}

function cellText(cell: Element): string {
  const nested: Element[] = [];
  const own = cleanLine(ownText(cell, nested));
  const items = nested.flatMap((list) =>
    [...list.querySelectorAll('li')].map((item) => cleanLine(item.textContent ?? '')),
  );
  return [own, ...items].filter(Boolean).join(' ');
}
