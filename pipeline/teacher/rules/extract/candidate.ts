import type { Fact } from '../facts.ts';

/** A fact found in one block, before overlaps are settled. */
export type Candidate = Omit<Fact, 'block'>;

/** Cuts a candidate out of the text, so that its value is verbatim by construction. */
export function candidate(
  type: Candidate['type'],
  text: string,
  start: number,
  end: number,
  canonical?: string,
): Candidate {
  const value = text.slice(start, end);
  return { type, value, canonical: canonical ?? value, start, end };
}

/** Start and end of a capturing group; the pattern needs the `d` flag. */
export function groupSpan(match: RegExpExecArray, group: number | string): [number, number] | undefined {
  return typeof group === 'number' ? match.indices?.[group] : match.indices?.groups?.[group];
}
