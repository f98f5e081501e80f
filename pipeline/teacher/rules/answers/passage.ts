import type { Language } from '../../../records.ts';
import { createFacts } from '../extract/create-facts.ts';
import type { Facts } from '../facts.ts';
import type { Reading, Unit } from './reading.ts';

/** The blocks an answer rests on. Every quote of the answer stands in them. */
export interface Passage {
  language: Language;
  title: string;
  blocks: readonly number[];
  units: readonly Unit[];
  facts: Facts;
  /** A number that differs from text to text, for wording thoughts differently. */
  seed: number;
}

export function passageOf(reading: Reading, blocks: readonly number[]): Passage {
  const chosen = new Set(blocks);
  const facts = reading.facts.all.filter(({ block }) => chosen.has(block));
  const units = reading.units.filter(({ block }) => chosen.has(block));
  return {
    language: reading.language,
    title: reading.title,
    blocks,
    units,
    facts: createFacts(reading.language, reading.blocks, facts),
    seed: seedOf(units),
  };
}

function seedOf(units: readonly Unit[]): number {
  let seed = 7;
  for (const { text } of units)
    for (let i = 0; i < text.length; i += 17) seed = (seed * 31 + text.charCodeAt(i)) % 99991;
  return seed;
}
