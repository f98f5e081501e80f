import type { Block } from '../../../../../pipeline/records.ts';

/** Blocks of a text written down for a test: paragraphs between blank lines, code after ```, lists, tables with bars. */
export function blocksOf(text: string): Block[] {
  return text.split('\n\n').map((part) => {
    if (part.startsWith('```')) return { kind: 'code', text: part.replaceAll('```', '').trim() };
    if (part.split('\n').every((line) => line.includes(' | '))) return { kind: 'table', text: part };
    if (part.startsWith('- ')) return { kind: 'list', text: part };
    return { kind: 'paragraph', text: part };
  });
}
