import type { Fact, FactType } from '../facts.ts';
import { factsIn, type Unit } from './reading.ts';

/** One named thing with the units that speak of it. */
export interface Subject {
  name: Fact;
  /** Every mention in the passage, whatever the spelling. */
  mentions: { fact: Fact; unit: Unit }[];
  /** Units that name it, and those after them in the block until another of its kind is named. */
  units: Unit[];
}

/**
 * Divides a passage among the things of one type that it names: a unit belongs to those it names, or else to the one
 * named last in its block, but for rows of tables. Where the passage names one only, all of it is about that one. Most mentioned first.
 */
export function subjectsOf(units: readonly Unit[], type: FactType): Subject[] {
  const subjects = new Map<string, Subject>();
  let current: Subject[] = [];
  let block = -1;
  for (const unit of units) {
    if (unit.block !== block) current = [];
    block = unit.block;
    const named = factsIn(unit, type);
    if (named.length > 0 || unit.kind === 'table') current = [];
    for (const fact of named) {
      const subject = subjects.get(fact.canonical) ?? { name: fact, mentions: [], units: [] };
      subjects.set(fact.canonical, subject);
      subject.mentions.push({ fact, unit });
      if (!current.includes(subject)) current.push(subject);
    }
    for (const subject of current) subject.units.push(unit);
  }
  const [only, ...others] = [...subjects.values()];
  if (only && others.length === 0) only.units = [...units];
  return [...subjects.values()].sort((a, b) => b.mentions.length - a.mentions.length);
}
