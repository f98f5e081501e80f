import type { Block, Document, Section } from '../../records.ts';

/** What a cut before a heading is worth, where one that misses the mean size by all of it costs 1. */
const headingWorth = 0.15;

/**
 * Cuts a document into sections of whole blocks, in order, of at most so many characters of text that is shown; evenly,
 * and before a heading where one is near. A block that is longer by itself is in none of them (see `tooLong`), and parts
 * the sections before and after it.
 */
export function sectionsOf({ blocks }: Pick<Document, 'blocks'>, mostCharacters: number): Section[] {
  const sections: Section[] = [];
  let from = 0;
  for (const end of [...tooLong({ blocks }, mostCharacters), blocks.length]) {
    sections.push(...cutEvenly(blocks, { from, to: end }, mostCharacters));
    from = end + 1;
  }
  return sections;
}

/** Numbers of the blocks that are longer than a section may be. */
export const tooLong = ({ blocks }: Pick<Document, 'blocks'>, mostCharacters: number): number[] =>
  blocks.flatMap((block, number) => (sizeOf(block) > mostCharacters ? [number] : []));

/** Characters of a block that are shown. */
const sizeOf = ({ suspect, text }: Block): number => (suspect ? 0 : text.length);

/** Cuts off one section after the other, each near the mean of those to come, so long as these can hold the rest. */
function cutEvenly(blocks: readonly Block[], { from, to }: Section, most: number): Section[] {
  const sizes = blocks.map(sizeOf);
  let left = sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
  const sections: Section[] = [];
  for (let begin = from; left > 0; ) {
    const count = Math.ceil(left / most);
    const mean = left / count;
    let best = { end: to, size: left, cost: count === 1 ? 0 : Infinity };
    let size = 0;
    for (let end = begin + 1; end < to && count > 1; end++) {
      size += sizes[end - 1]!;
      if (size > most) break;
      const overfills = left - size > (count - 1) * most;
      const cost = (size / mean - 1) ** 2 + (blocks[end]!.kind === 'heading' ? 0 : headingWorth) + (overfills ? 1 : 0);
      if (size > 0 && cost < best.cost) best = { end, size, cost };
    }
    sections.push({ from: begin, to: best.end });
    begin = best.end;
    left -= best.size;
  }
  // What follows the last block that is shown goes with it.
  const last = sections.at(-1);
  if (last) last.to = to;
  return sections;
}

/** Whether a section shows this block: blocks that address a model are shown in none. */
export const shows = ({ from, to }: Section, { blocks }: Pick<Document, 'blocks'>, number: number): boolean =>
  number >= from && number < to && blocks[number]?.suspect === undefined;
