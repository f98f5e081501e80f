import type { Language } from '../../pipeline/records.ts';
import { lcsLength } from '../../pipeline/text/lcs.ts';
import { segment } from './segment.ts';

/**
 * F of rougeL as Google's `rouge_score` computes it (its default tokenizer, no stemming) from the tokens of two texts; 0
 * where one has none.
 */
export function googleRougeL(target: readonly string[], prediction: readonly string[]): number {
  if (target.length === 0 || prediction.length === 0) return 0;
  const symbols = new Map<string, number>();
  const [x, y] = [target, prediction].map((tokens) =>
    Int32Array.from(tokens, (token) => {
      const known = symbols.get(token);
      if (known !== undefined) return known;
      symbols.set(token, symbols.size);
      return symbols.size - 1;
    }),
  ) as [Int32Array, Int32Array];
  const common = lcsLength(x, y, symbols.size);
  const [precision, recall] = [common / y.length, common / x.length];
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
}

/**
 * English: runs of a-z and 0-9 in lower case, all else divides them: that tokenizer exactly. It finds nothing in Chinese,
 * so Chinese is segmented first; its words are tokens, and Latin within it is taken as in English.
 */
export function rougeTokens(text: string, language: Language): string[] {
  if (language === 'en') return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return segment(text).flatMap((word) => word.toLowerCase().match(tokens) ?? []);
}

const tokens = /[a-z0-9]+|(?:(?![a-z0-9])[\p{L}\p{N}])+/gu;
