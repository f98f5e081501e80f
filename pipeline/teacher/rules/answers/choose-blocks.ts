import type { Block, Language } from '../../../records.ts';
import type { Want } from './answerer.ts';
import type { Reading } from './reading.ts';

// A passage is read whole by a model in training: about 1,200 English words or 2,500 Chinese characters at most, and
// enough round the facts for them to make sense.
const most = { en: 1200, zh: 2500 };
const least = { en: 55, zh: 110 };
/** A single block may go beyond the most where there is no other, but not beyond what the checks let pass. */
const longestBlock = 18_000;
const mostBlocks = 24;

/** Words of an English text, characters of a Chinese one. */
export const sizeOf = (text: string, language: Language): number =>
  language === 'zh' ? text.length : (text.match(/\S+/g)?.length ?? 0);

/**
 * The blocks, ascending, that hold most of what is wanted for their length, neighbours preferred, with the headings over
 * them and short gaps filled. Empty where no block holds anything wanted. Suspect blocks are never chosen.
 */
export function chooseBlocks(reading: Reading, wants: readonly Want[]): number[] {
  const { blocks, language } = reading;
  const sizes = blocks.map(({ text }) => sizeOf(text, language));
  const wanted = wantedByBlock(wants, blocks);
  const chosen = new Set<number>();
  const held = new Set<string>();
  let size = 0;
  const take = (block: number) => {
    chosen.add(block);
    size += sizes[block]!;
    for (const key of wanted.get(block)?.keys() ?? []) held.add(key);
  };
  while (chosen.size < mostBlocks) {
    const best = bestBlock(wanted, chosen, held, sizes, most[language] - size);
    if (best === null) break;
    take(best);
  }
  if (chosen.size === 0) {
    const single = [...wanted.keys()].filter((block) => blocks[block]!.text.length <= longestBlock);
    const smallest = single.sort((a, b) => sizes[a]! - sizes[b]!)[0];
    return smallest === undefined ? [] : [smallest];
  }
  const fits = (block: number) =>
    blocks[block] !== undefined &&
    !blocks[block].suspect &&
    !chosen.has(block) &&
    size + sizes[block]! <= most[language];
  for (const block of gapsAndHeadings(chosen, blocks, sizes, least[language])) if (fits(block)) take(block);
  while (size < least[language]) {
    const ends = [...chosen];
    const next = [Math.max(...ends) + 1, Math.min(...ends) - 1].find(fits);
    if (next === undefined) break;
    take(next);
  }
  return [...chosen].sort((a, b) => a - b);
}

function wantedByBlock(wants: readonly Want[], blocks: readonly Block[]): Map<number, Map<string, number>> {
  const byBlock = new Map<number, Map<string, number>>();
  for (const { block, key, weight } of wants) {
    if (blocks[block]?.suspect) continue;
    const keys = byBlock.get(block) ?? new Map<string, number>();
    keys.set(key, Math.max(keys.get(key) ?? 0, weight));
    byBlock.set(block, keys);
  }
  return byBlock;
}

/** The block that adds most for its length; half a want more is not worth another block. */
function bestBlock(
  wanted: Map<number, Map<string, number>>,
  chosen: ReadonlySet<number>,
  held: ReadonlySet<string>,
  sizes: readonly number[],
  room: number,
): number | null {
  let best: number | null = null;
  let bestScore = 0;
  for (const [block, keys] of wanted) {
    if (chosen.has(block) || sizes[block]! > room) continue;
    let gain = 0;
    for (const [key, weight] of keys) gain += held.has(key) ? weight * 0.08 : weight;
    if (gain < 0.5) continue;
    const neighbour = chosen.has(block - 1) || chosen.has(block + 1) ? 1.3 : 1;
    const score = (gain * neighbour) / (sizes[block]! + 15) ** 0.6;
    if (score > bestScore) [best, bestScore] = [block, score];
  }
  return best;
}

function gapsAndHeadings(
  chosen: ReadonlySet<number>,
  blocks: readonly Block[],
  sizes: readonly number[],
  short: number,
): number[] {
  const extra: number[] = [];
  for (const block of chosen) {
    if (blocks[block - 1]?.kind === 'heading') extra.push(block - 1);
    // What introduces a table or a list tells what it is a list of.
    else if (/^(?:table|list|code)$/.test(blocks[block]!.kind) && sizes[block - 1]! < short) extra.push(block - 1);
    if (chosen.has(block + 2) && sizes[block + 1]! < short) extra.push(block + 1);
  }
  return extra;
}
