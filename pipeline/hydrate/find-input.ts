import { betweenBlocks } from '../checks/blocks.ts';
import { sha256 } from '../hash.ts';
import type { PageText, Pointer } from './pointer.ts';

/**
 * The text that a pointer stands for, in the page as it is now: the blocks of the same numbers, or the same run of blocks
 * further up or down where the page has got or lost some before them. Null where their text is not there any more.
 */
export function findInput(
  { document, input_sha256, input_length }: Pick<Pointer, 'document' | 'input_sha256' | 'input_length'>,
  { blocks: texts }: PageText,
): { input: string; blocks: number[] } | null {
  const [first, last] = [document.blocks[0]!, document.blocks.at(-1)!];
  const joints = betweenBlocks.length * (document.blocks.length - 1);
  const at = (shift: number) => {
    const blocks = document.blocks.map((number) => number + shift);
    const length = blocks.reduce((sum, number) => sum + texts[number]!.length, joints);
    if (length !== input_length) return null;
    const input = blocks.map((number) => texts[number]).join(betweenBlocks);
    return sha256(input) === input_sha256 ? { input, blocks } : null;
  };
  const [least, most] = [-first, texts.length - 1 - last];
  // The nearest place first; none at all where the page has fewer blocks than the run is long.
  for (let distance = 0; distance <= Math.max(-least, most); distance++)
    for (const shift of distance === 0 ? [0] : [distance, -distance]) {
      if (shift < least || shift > most) continue;
      const found = at(shift);
      if (found) return found;
    }
  return null;
}
