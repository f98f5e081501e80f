import type { Language } from '../records.ts';
import { lcsLength } from '../text/lcs.ts';
import type { Claims } from './claims.ts';
import { leastAnswerTokens } from './claims-in-task.ts';
import { answerOf } from './pair-texts.ts';
import type { CandidatePair } from './read-candidates.ts';
import { TokenNumbers } from './token-numbers.ts';

/** Answers of two tasks that are this much alike, by ROUGE-L, say the same of the same blocks. */
const sameAnswerAt = 0.8;

/** What the pairs of one document say of the same blocks: a claim for each pair that says the same as another, else none. */
export function claimsInDocument(
  pairs: readonly CandidatePair[],
  language: Language,
  claims: Claims,
): (number | undefined)[] {
  const made: (number | undefined)[] = pairs.map(() => undefined);
  const numbers = new TokenNumbers();
  const answers = pairs.map((pair) => numbers.of(answerOf(pair)));
  const claimOf = (at: number) => (made[at] ??= claims.make('same-evidence'));
  for (const [at, answer] of answers.entries()) {
    if (answer.length < leastAnswerTokens[language]) continue;
    for (let other = 0; other < at; other++) {
      const earlier = answers[other]!;
      if (earlier.length < leastAnswerTokens[language] || !onSameBlocks(pairs[at]!, pairs[other]!)) continue;
      const score = (2 * lcsLength(answer, earlier, numbers.size)) / (answer.length + earlier.length);
      if (score >= sameAnswerAt) claims.link(claimOf(at), claimOf(other), score);
    }
  }
  return made;
}

/** Whether the blocks of one are all among those of the other. */
function onSameBlocks({ blocks: one }: CandidatePair, { blocks: other }: CandidatePair): boolean {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  return fewer.every((block) => more.includes(block));
}
