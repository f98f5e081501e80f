import type { eventClasses } from '../../../../task-pool/vocabularies/event-classes.ts';
import type { Fact } from '../facts.ts';
import type { Passage } from './passage.ts';
import { factsIn, type Unit } from './reading.ts';

export type EventClass = keyof typeof eventClasses;

// A text on ransomware also speaks of malware and phishing all the time: the more definite class goes first.
const definiteness: Partial<Record<EventClass, number>> = {
  malware: 0.5,
  phishing: 0.8,
  apt: 0.7,
  'vulnerability-disclosure': 0.7,
  botnet: 0.9,
};

export interface RankedClass {
  type: EventClass;
  mentions: { fact: Fact; unit: Unit }[];
  score: number;
}

/** The classes that the wording of a passage points to, by number, place and definiteness; the first one dominates. */
export function rankEventClasses(passage: Passage): RankedClass[] {
  const byClass = new Map<EventClass, RankedClass>();
  for (const [i, unit] of passage.units.entries()) {
    // What stands early, or in a heading, says what the text is about; what stands in advice does not.
    const place =
      (i < 3 ? 1.6 : 1) * (unit.kind === 'heading' ? 1.5 : 1) * (factsIn(unit, 'mitigation').length > 0 ? 0.4 : 1);
    for (const fact of factsIn(unit, 'event-class')) {
      const type = fact.canonical as EventClass;
      const ranked = byClass.get(type) ?? { type, mentions: [], score: 0 };
      ranked.mentions.push({ fact, unit });
      ranked.score += place * (definiteness[type] ?? 1);
      byClass.set(type, ranked);
    }
  }
  return [...byClass.values()].sort((a, b) => b.score - a.score);
}
