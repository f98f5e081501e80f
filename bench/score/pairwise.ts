import { z } from 'zod';
import { promptsIn } from '../../pipeline/prompts/index.ts';
import { ask } from '../../pipeline/teacher/openai/ask.ts';
import { inTurn } from '../run/in-turn.ts';
import { untilDone } from '../run/until-done.ts';
import { fenced, type JudgeParts } from './judge-answers.ts';
import { isPythonFalse } from './python-text.ts';
import type { Answers } from './read-answers.ts';
import type { BenchRecord } from './read-bench.ts';

/** What a judge prefers, asked twice with the answers' places exchanged: one that changes with the place is a tie. */
export interface Comparison {
  id: BenchRecord['id'];
  /** Of the first model against the second; null where the judge gave no answer. */
  outcome: 'win' | 'tie' | 'loss' | null;
  /** Whether both askings said the same. */
  consistent: boolean;
  reasons: string[];
}

export interface PairwiseReport {
  win: number;
  tie: number;
  loss: number;
  unjudged: number;
  /** Records on which the place decided. */
  inconsistent: number;
  /** Two-sided, of the exact sign test over wins and losses; null without any. */
  p: number | null;
}

const choiceSchema = z.strictObject({ reason: z.string(), better: z.literal(['A', 'B', 'tie']) });

/** Compares two models' last answers to every open record; two that are the same, or both missing, are a tie without asking. */
export async function comparePairwise(
  bench: readonly BenchRecord[],
  [one, other]: readonly [Pick<Answers, 'byId'>, Pick<Answers, 'byId'>],
  { abort, atOnce, maxAttempts, onJudged = () => {}, ...parts }: JudgeParts,
): Promise<{ comparisons: Comparison[]; stopped: unknown }> {
  const open = bench.filter(({ kind }) => kind !== 'choice');
  const found = new Map<BenchRecord, Comparison>();
  const better = async (record: BenchRecord, a: unknown, b: unknown) => {
    const content = fenced(record, [{ answer_a: a }, { answer_b: b }]);
    const asked = await untilDone(abort.signal, maxAttempts, () =>
      ask(parts, {
        ...{ purpose: 'bench-judge', document: { id: `bench:${record.id}`, language: record.language } },
        ...{ name: 'preference', schema: choiceSchema },
        messages: [
          { role: 'system', content: promptsIn[record.language].benchPairwise.render({}) },
          { role: 'user', content },
        ],
        serves: { tasks: ['bench'], languages: [record.language] },
      }),
    );
    if (typeof asked === 'string') return { better: null, reason: asked };
    return 'refused' in asked ? { better: null, reason: asked.detail } : asked.value;
  };
  const stopped = await inTurn(open, atOnce, abort, async (record) => {
    const [a, b] = [one, other].map(({ byId }) => byId.get(String(record.id))?.at(-1)?.output);
    const known = withoutAsking(a, b);
    if (known) found.set(record, { id: record.id, outcome: known, consistent: true, reasons: [] });
    else {
      const [first, second] = [await better(record, a, b), await better(record, b, a)];
      const outcomes = [winner(first.better, 'A'), winner(second.better, 'B')];
      const consistent = outcomes[0] === outcomes[1];
      const outcome = outcomes.includes(null) ? null : consistent ? outcomes[0]! : 'tie';
      found.set(record, { id: record.id, outcome, consistent, reasons: [first.reason, second.reason] });
    }
    onJudged(found.size);
  });
  return { comparisons: open.flatMap((record) => found.get(record) ?? []), stopped };
}

/** What needs no judge: answers that are the same, and one that is missing. */
function withoutAsking(a: unknown, b: unknown): Comparison['outcome'] {
  if (JSON.stringify(a) === JSON.stringify(b) || (isPythonFalse(a) && isPythonFalse(b))) return 'tie';
  return isPythonFalse(a) ? 'loss' : isPythonFalse(b) ? 'win' : null;
}

const winner = (better: 'A' | 'B' | 'tie' | null, place: 'A' | 'B'): Comparison['outcome'] =>
  better === null || better === 'tie' ? better : better === place ? 'win' : 'loss';

export function pairwiseReport(comparisons: readonly Comparison[]): PairwiseReport {
  const count = (outcome: Comparison['outcome']) => comparisons.filter((one) => one.outcome === outcome).length;
  const [win, loss] = [count('win'), count('loss')];
  return {
    ...{ win, tie: count('tie'), loss, unjudged: count(null) },
    inconsistent: comparisons.filter(({ consistent }) => !consistent).length,
    p: signTest(win, loss),
  };
}

/** Two-sided p of as uneven a split of wins and losses, were both as likely: the exact binomial test; null without any. */
export function signTest(wins: number, losses: number): number | null {
  const count = wins + losses;
  if (count === 0) return null;
  // In logarithms: the coefficients of some thousand comparisons exceed every number.
  let logTerm = -count * Math.LN2;
  let tail = 0;
  for (let at = 0; at <= Math.min(wins, losses); at++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(count - at) - Math.log(at + 1);
  }
  return Math.min(1, 2 * tail);
}
