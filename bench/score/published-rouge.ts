import { isPythonFalse, pythonString, stripSpace } from './python-text.ts';
import { rougeOf101 } from './rouge-1-0-1.ts';
import { segment } from './segment.ts';

/** `stopped`: the package throws on it, which ends the authors' script without a score; it counts as no likeness here. */
export type PublishedScore = { score: number; stopped?: true } | 'left out';

/** English generation as the authors' script scores it: whole texts; what is missing, empty or no text counts 0. Records
 * with an empty reference are left out before, in both languages. */
export function publishedEnglishRouge(reference: unknown, answer: unknown): PublishedScore {
  if (typeof reference !== 'string' || typeof answer !== 'string' || answer === '') return { score: 0 };
  const score = rougeOf101(reference, answer);
  return score === null ? { score: 0, stopped: true } : { score };
}

/**
 * Chinese generation as the authors' script scores it: each sentence of the reference against the sentence of the answer
 * that is most like it, averaged. What is missing or empty is left out of the mean; what is no text is scored as Python
 * prints it. `references` are the segmented sentences of the reference.
 */
export function publishedChineseRouge(references: readonly string[], answer: unknown): PublishedScore {
  if (isPythonFalse(answer)) return 'left out';
  const answers = segmentedSentences(pythonString(answer));
  if (references.length === 0) return { score: 0, stopped: true };
  let stopped = false;
  let sum = 0;
  for (const sentence of references) {
    let best = 0;
    for (const other of answers) {
      const score = rougeOf101(sentence, other);
      if (score === null) stopped = true;
      else best = Math.max(best, score);
    }
    sum += best;
  }
  const score = sum / references.length;
  return stopped ? { score, stopped } : { score };
}

/** The sentences of a text, their words divided by spaces. */
export function segmentedSentences(text: string): string[] {
  const sentences = text.match(/[^。！？]+[。！？]?/g) ?? [];
  return sentences.map((sentence) => stripSpace(segment(sentence).join(' '))).filter((sentence) => sentence !== '');
}
