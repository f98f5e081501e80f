import type { Fact } from '../facts.ts';
import { before } from './quoting.ts';
import type { Unit } from './reading.ts';

export interface Rating {
  /** As it stands in the unit. */
  value: string;
  /** Base score from 0 to 10, or null where only a vector is given. */
  score: number | null;
}

const score = /(?<![\d.])(?:10(?:\.0)?|\d\.\d)(?![\d.])/;

/**
 * What a unit says of a flaw's CVSS rating. In "CVSS 3.1 score of 10.0" the first number is the version of the standard,
 * and the score comes after it.
 */
export function ratingOf(unit: Unit, fact: Fact): Rating {
  const isVersion = /^[234]\.[01]$/.test(fact.value) && /CVSS[:\s]?v?$/i.test(before(unit, fact, 8));
  const text = isVersion
    ? unit.text.slice(fact.end - unit.start)
    : fact.value.replace(/CVSS[:：\s]*v?[234]\.\d(?![\d.])/i, ' ');
  const written = score.exec(text)?.[0];
  return { value: isVersion && written ? written : fact.value, score: written ? Number(written) : null };
}
