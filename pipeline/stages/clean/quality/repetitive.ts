import { percent, type QualityText, unitsOf } from './quality-text.ts';

/** Units in the runs whose repetition counts, and the largest share of a text that may stand in repeated ones. */
const run = { en: 8, zh: 14 } as const;
const mostRepeated = 0.35;
const mostSameLines = 0.3;

/** Texts that say the same over and over: lines, or runs of words (Gopher's rules, on running text alone). */
export function checkRepetitive({ lines, language, length }: QualityText): string | null {
  const seen = new Set<string>();
  let same = 0;
  let times = 0;
  for (const line of lines) {
    const key = line.toLowerCase();
    if (seen.has(key) && line.length > 3) {
      same += line.length;
      times++;
    }
    seen.add(key);
  }
  if (times >= 3 && same / length > mostSameLines)
    return `${percent(same / length)} of the text are lines said before.`;
  const units = unitsOf(lines.join('\n'), language);
  if (units.length < run[language] * 5) return null;
  const share = repeatedShare(units, run[language]);
  return share > mostRepeated
    ? `${percent(share)} of the words stand in runs of ${run[language]} that were there before.`
    : null;
}

function repeatedShare(units: readonly string[], size: number): number {
  const known = new Set<string>();
  const isRepeated = new Uint8Array(units.length);
  for (let start = 0; start + size <= units.length; start++) {
    const gram = units.slice(start, start + size).join(' ');
    if (known.has(gram)) isRepeated.fill(1, start, start + size);
    known.add(gram);
  }
  return isRepeated.reduce((sum, one) => sum + one, 0) / units.length;
}
