import type { FactType } from '../facts.ts';
import type { Want } from './answerer.ts';
import type { Reading, Unit } from './reading.ts';

/** Wants each distinct fact of these types, by its weight. */
export function wantFacts(reading: Reading, weights: Partial<Record<FactType, number>>): Want[] {
  return reading.facts.all.flatMap(({ type, canonical, block }) => {
    const weight = weights[type];
    return weight === undefined ? [] : [{ block, key: `${type}\n${canonical}`, weight }];
  });
}

/** Wants the units that a test finds worth something: the test gives their weight, 0 for none. */
export const wantUnits = (reading: Reading, weigh: (unit: Unit) => number): Want[] =>
  reading.units.flatMap((unit) => {
    const weight = weigh(unit);
    return weight > 0 ? [{ block: unit.block, key: unit.text, weight }] : [];
  });
