import type { Block } from '../../pipeline/records.ts';
import { cleanCharacters } from './clean-text.ts';

const bullet = /^\s{0,8}(?:[-*+•·●▪◦‣–]|\(?\d{1,3}[.)、]|[a-z][.)])\s+\S|^\s{0,8}\d{1,3}[、]\S/;
const fence = /^\s{0,3}(`{3,}|~{3,})/;
const indented = /^(?: {4,}|\t)/;
/** Marks that prose seldom has at a line's end or within it, and programs, shells and rules have. */
const codeMark =
  /[{};]\s*$|^\s*(?:[$#>]\s|\/\/|\/\*|rule\s|def\s|import\s|function\b|if\s*\(|for\s*\(|<\?|<\/?\w)|[=!]=|\w\(.*\)|\\\w|0x[0-9a-f]+|--?\w+\s|\|\s*\w+/i;

/**
 * Reads plain text into blocks: paragraphs parted by blank lines, or by single line breaks where there are no blank
 * lines and the lines are long; lists and indented or fenced code where there is no doubt. Text within a block is
 * verbatim, inner line breaks included; only white space at its ends, fences' marks and invisible characters go.
 */
export function textToBlocks(text: string): Block[] {
  const lines = cleanCharacters(text).split('\n');
  if (hasNoBlankLines(lines) && areParagraphs(lines)) return lines.flatMap((line) => blockOf([line]));
  const blocks: Block[] = [];
  let passage: string[] = [];
  const unclosed = new Set<string>();
  const flush = () => {
    blocks.push(...blockOf(passage));
    passage = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const opening = fence.exec(line)?.[1];
    const closing = opening === undefined || unclosed.has(opening) ? -1 : closingFence(lines, index + 1, opening);
    if (opening !== undefined && closing < 0) unclosed.add(opening);
    if (closing > 0) {
      flush();
      const code = lines.slice(index + 1, closing).map((row) => row.trimEnd());
      blocks.push(...block('code', code.join('\n')));
      index = closing;
    } else if (line.trim() === '') flush();
    else passage.push(line);
  }
  flush();
  return joinCode(blocks);
}

/** Whether blank lines part nothing: none but at the ends. */
function hasNoBlankLines(lines: readonly string[]): boolean {
  return !lines
    .join('\n')
    .trim()
    .split('\n')
    .some((line) => line.trim() === '');
}

/** Lines that wrap at a column are one paragraph; lines of varied and mostly great length are one each. */
function areParagraphs(lines: readonly string[]): boolean {
  const lengths = lines.map((line) => line.trim().length).filter((length) => length > 0);
  if (lengths.length < 2) return false;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return mean > 100 || (mean > 40 && /\p{sc=Han}/u.test(lines.join('').slice(0, 200)));
}

function closingFence(lines: readonly string[], from: number, opening: string): number {
  for (let index = from; index < lines.length; index += 1) if (lines[index]?.trim() === opening) return index;
  return -1;
}

function blockOf(lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  const text = lines.join('\n');
  if (isList(lines)) return block('list', text.replace(/^\n+/, ''));
  if (
    lines.length >= 2 &&
    lines.every((line) => indented.test(line)) &&
    lines.some((line) => codeMark.test(line.slice(0, 500)))
  )
    return block('code', text);
  return block('paragraph', text.trim());
}

/** A list needs two items, and nothing before the first. */
function isList(lines: readonly string[]): boolean {
  if (!bullet.test(lines[0] ?? '')) return false;
  const items = lines.filter((line) => bullet.test(line)).length;
  return items >= 2 && lines.every((line) => bullet.test(line) || /^\s{2,}\S/.test(line));
}

function block(kind: Block['kind'], text: string): Block[] {
  const ended = kind === 'paragraph' ? text : text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
  return ended.trim() ? [{ kind, text: kind === 'list' ? ended.replace(/^\s+/, '') : ended }] : [];
}

/** Blank lines within indented code part it into pieces; they are one block again. */
function joinCode(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const next of blocks) {
    const last = joined.at(-1);
    const isIndented = (code: Block | undefined) => code?.kind === 'code' && indented.test(code.text);
    if (last && isIndented(last) && isIndented(next)) last.text += `\n\n${next.text}`;
    else joined.push({ ...next });
  }
  return joined;
}
