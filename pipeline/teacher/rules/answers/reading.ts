import type { Block, Language } from '../../../records.ts';
import { splitSentences } from '../../../text/sentences.ts';
import type { Fact, Facts, FactType } from '../facts.ts';

/** A sentence, a list's item, a table's row or a line of code, with the facts in it. */
export interface Unit {
  block: number;
  kind: Block['kind'];
  /** Verbatim, within the block from `start`. */
  text: string;
  start: number;
  facts: readonly Fact[];
  /** The nearest heading above, and the first row where this is a later row of a table. */
  under: string;
}

/** A document as the rules read it: its units in order, without the blocks that no teacher may see. */
export interface Reading {
  language: Language;
  title: string;
  facts: Facts;
  blocks: readonly Block[];
  units: readonly Unit[];
}

const readings = new WeakMap<Facts, Reading>();

/** Cuts a document into units, once for all tasks that ask. */
export function readingOf(facts: Facts, title: string): Reading {
  let reading = readings.get(facts);
  if (!reading) {
    const { language, blocks } = facts;
    reading = { language, title, facts, blocks, units: unitsOf(facts) };
    readings.set(facts, reading);
  }
  return reading;
}

function unitsOf({ language, blocks, all }: Facts): Unit[] {
  const byBlock = groupByBlock(all);
  const units: Unit[] = [];
  let heading = '';
  for (const [block, { kind, text, suspect }] of blocks.entries()) {
    if (suspect) continue;
    if (kind === 'heading') heading = text;
    const facts = byBlock.get(block) ?? [];
    const pieces = splitSentences(text, language);
    for (const [i, { text: piece, start, end }] of pieces.entries()) {
      const header = kind === 'table' && i > 0 ? ` ${pieces[0]!.text}` : '';
      units.push({
        block,
        kind,
        text: piece,
        start,
        facts: facts.filter((fact) => fact.start >= start && fact.end <= end),
        under: kind === 'heading' ? '' : `${heading}${header}`,
      });
    }
  }
  return units;
}

/** Facts of these types within one unit. */
export const factsIn = (unit: Unit, ...types: readonly FactType[]): Fact[] =>
  unit.facts.filter(({ type }) => types.includes(type));

// Map.groupBy is not in Node 20.
function groupByBlock(facts: readonly Fact[]): Map<number, Fact[]> {
  const groups = new Map<number, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.block);
    if (group) group.push(fact);
    else groups.set(fact.block, [fact]);
  }
  return groups;
}
