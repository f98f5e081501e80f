import { longestCommonSubsequence } from '../../pipeline/text/lcs.ts';
import { splitOnSpace } from './python-text.ts';

/**
 * F of `rouge-l` as the PyPI package `rouge` 1.0.1 computes it: at summary level, on the set of the words of all longest
 * common subsequences between the sentences of the two texts. The authors pass the reference as hypothesis, and the order
 * matters where several subsequences are as long. Null where the package throws: a text of nothing but full stops.
 * (It recurses word by word, so Python also stops at sentences of some 1,000 words; here they have the score it defines.)
 */
export function rougeOf101(hypothesis: string, reference: string): number | null {
  const [hypotheses, references] = [sentencesOf(hypothesis), sentencesOf(reference)];
  if (hypotheses.length === 0 || references.length === 0) return null;
  const symbols = new Map<string, number>();
  const evaluated = hypotheses.map((words) => symbolsOf(words, symbols));
  const evaluatedCount = symbols.size;
  const referred = references.map((words) => symbolsOf(words, symbols));
  const referenceCount = new Set(referred.flatMap((sentence) => [...sentence])).size;

  const found = new Uint8Array(symbols.size);
  let count = 0;
  for (const one of referred)
    for (const other of evaluated) {
      if (!mayAdd(one, other, found)) continue;
      for (const symbol of longestCommonSubsequence(one, other, symbols.size))
        if (found[symbol] === 0) {
          found[symbol] = 1;
          count++;
        }
    }
  const recall = count / referenceCount;
  const precision = count / evaluatedCount;
  return 2 * ((precision * recall) / (precision + recall + 1e-8));
}

/** Split at every full stop, within numbers and names too; a part of nothing but space is one empty word. */
function sentencesOf(text: string): string[][] {
  return text
    .split('.')
    .filter((part) => part !== '')
    .map((part) => {
      const words = splitOnSpace(part);
      return words.length === 0 ? [''] : words;
    });
}

function symbolsOf(words: readonly string[], symbols: Map<string, number>): Int32Array {
  return Int32Array.from(words, (word) => {
    const known = symbols.get(word);
    if (known !== undefined) return known;
    symbols.set(word, symbols.size);
    return symbols.size - 1;
  });
}

/** Whether two sentences share a word that no subsequence has brought yet: most pairs of a long text do not. */
function mayAdd(one: Int32Array, other: Int32Array, found: Uint8Array): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.some((symbol) => found[symbol] === 0 && long.includes(symbol));
}
