import { foldWithOffsets } from '../text/fold.ts';
import { splitSentences } from '../text/sentences.ts';
import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

/** Share of the input that stands in an answer from which the answer is a copy of it. */
const mostCopied = 0.9;
/** An answer this many times as long as its input adds enough of its own. */
const ownWords = 1.5;

/** A text answer is no copy of its input: a summary says it in less, an analysis says something else. */
export function checkCopied({ language, input, output }: Candidate): CheckFailure | null {
  if (
    typeof output !== 'string' ||
    output.length > input.length * ownWords ||
    output.length < input.length * mostCopied
  )
    return null;
  const answer = foldWithOffsets(output).folded;
  const sentences = splitSentences(input, language);
  const length = (texts: readonly { text: string }[]) => texts.reduce((sum, { text }) => sum + text.length, 0);
  const copied = sentences.filter(({ text }) =>
    answer.includes(foldWithOffsets(text).folded.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')),
  );
  const share = length(copied) / Math.max(1, length(sentences));
  if (share < mostCopied) return null;
  return { reason: 'copied', detail: `The answer copies ${Math.round(share * 100)}% of its input.` };
}
