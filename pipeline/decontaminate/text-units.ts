import { foldWithOffsets } from '../text/fold.ts';

/** One Han character, or a word of other letters and digits (identifiers whole: `cve-2021-44228`, `evil.example`). */
const unit = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:[-._@/:]+(?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu;
const han = /\p{Script=Han}/u;

/** What texts are compared by: words, and Han characters one by one; case, width, defanging and punctuation folded. */
export const unitsOf = (text: string): string[] => foldWithOffsets(text).folded.match(unit) ?? [];

/**
 * Units in a row that two texts do not share by chance: 13 words, as the makers of GPT-3 took, and as many more where they
 * are Han characters, of which a word has one or two.
 */
export const longestShared = { words: 13, characters: 20 };

/** Every shortest run of units that is long enough to tell, with one space between. */
export function* runsOf(units: readonly string[]): Generator<string> {
  const enough = longestShared.words * longestShared.characters;
  for (let start = 0, end = 0, length = 0; start < units.length; start++) {
    while (end < units.length && length < enough) length += lengthOf(units[end++]!);
    if (length < enough) return;
    yield units.slice(start, end).join(' ');
    length -= lengthOf(units[start]!);
  }
}

/** In whole parts of a run: a word weighs as much more than a character as fewer of them are enough. */
const lengthOf = (text: string) => (han.test(text) ? longestShared.words : longestShared.characters);

/** What says what a text is about, in whatever words and order: words, and pairs of neighbouring Han characters. */
export function termsOf(units: readonly string[]): Set<string> {
  const terms = new Set<string>();
  for (const [index, text] of units.entries()) {
    if (!han.test(text)) terms.add(text);
    else if (index > 0 && han.test(units[index - 1]!)) terms.add(units[index - 1]! + text);
  }
  return terms;
}
