import type { Document } from '../records.ts';
import type { CheckFailure } from './failure.ts';

export const betweenBlocks = '\n\n';

/**
 * Copies `input` from the blocks that a draft names, in reading order, each once: it is verbatim by construction.
 * Fails where a block does not exist, or was never shown to the teacher because it addresses a language model.
 */
export function copyInput(
  document: Document,
  numbers: readonly number[],
): { input: string; blocks: number[] } | CheckFailure {
  const blocks = [...new Set(numbers)].sort((a, b) => a - b);
  const texts: string[] = [];
  for (const number of blocks) {
    const block = document.blocks[number];
    if (!block || block.suspect)
      return {
        reason: 'unknown-block',
        detail: `The draft rests on block ${number}, which ${block ? 'was not shown to the teacher' : `the document does not have (it has ${document.blocks.length})`}.`,
      };
    texts.push(block.text);
  }
  if (texts.length === 0) return { reason: 'unknown-block', detail: 'The draft names no block.' };
  return { input: texts.join(betweenBlocks), blocks };
}
