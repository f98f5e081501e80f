const longest = 100;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** Text from elsewhere as Markdown shows it in one line, whatever it holds: markup, table borders, invisible characters. */
export function markdownText(text: string): string {
  const line = text.toWellFormed().replace(unseen, ' ').trim();
  const short = line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
  return short.replace(/[!-+/:-@[-`{-~]/g, '\\$&').replace(/www\./gi, '$&\u2060') || '–';
}

/** A table; its cells are Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const alignment = head.map((_, column) => (rows.every((row) => typeof row[column] === 'number') ? '---:' : '---'));
  return [line(head), line(alignment), ...rows.map(line)].join('\n');
}
