/** A row of a spreadsheet file, with the line of the file that it begins on. */
export interface SheetRow {
  line: number;
  cells: string[];
}

/** What a spreadsheet would take for a formula, or takes away. */
const risky = /^(?:'|[=+\-@\t\r\n＝＋－＠])/;

/**
 * Rows as CSV (RFC 4180), or separated by tabs, that a spreadsheet opens as they are: with the mark of UTF-8, and an
 * apostrophe before what it would run as a formula.
 */
export function writeSheet(rows: readonly (readonly string[])[], separator: ',' | '\t'): string {
  const cell = (text: string) => {
    const guarded = risky.test(text) ? `'${text}` : text;
    return new RegExp(`["\\r\\n${separator}]|^\\s|\\s$`).test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  return `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')}`;
}

/**
 * Reads such rows as spreadsheets save them: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or the Chinese
 * code page; the apostrophes are taken off again.
 */
export function readSheet(bytes: Uint8Array): SheetRow[] {
  const text = textOf(bytes);
  const separator = /^[^\n]*?"?id"?([,;\t])/i.exec(text)?.[1] ?? ',';
  const rows: SheetRow[] = [];
  let row: SheetRow = { line: 1, cells: [] };
  let cell = '';
  let line = 1;
  let isQuoted = false;
  const endCell = () => {
    row.cells.push(risky.test(cell.slice(1)) && cell.startsWith("'") ? cell.slice(1) : cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.cells.some((one) => one !== '')) rows.push(row);
    row = { line: line + 1, cells: [] };
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (isQuoted) {
      if (char === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (char === '"') isQuoted = false;
      else cell += char;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === separator) endCell();
    else if (char === '\n') endRow();
    else if (char !== '\r' || text[i + 1] !== '\n') cell += char;
    if (char === '\n') line++;
  }
  if (cell !== '' || row.cells.length > 0) endRow();
  return rows;
}

function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (isUtf16) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
