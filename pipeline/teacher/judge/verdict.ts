import { z } from 'zod';
import type { Task } from '../../../task-pool/define-task.ts';
import { isRecord } from '../../checks/shape.ts';
import type { Draft, Language } from '../../records.ts';
import { generationSchema } from '../openai/answer-schemas.ts';

/** What a pair is judged by, each from 1 to 5; what they mean is said in `prompts/<language>/judge.md`. */
export const criteria = ['faithful', 'complete', 'specific', 'reasoned', 'language'] as const;
export type Criterion = (typeof criteria)[number];

/** The reason comes first: a score that follows it rests on it. */
const rated = z.strictObject({ reason: z.string(), score: z.literal([1, 2, 3, 4, 5]) });

/** What a judge says of one pair. */
export type Verdict = Record<Criterion, { reason: string; score: number }>;

/** The thought and answer that a judge would put in the place of a draft's. */
export type Improvement = Pick<Draft, 'thought' | 'answer'>;

/**
 * The score of a pair: the mean of its criteria, but no higher than its faithfulness, since no fluency makes up for what
 * was invented. 1 to 5, to two digits.
 */
export function scoreOf(verdict: Verdict): number {
  const mean = criteria.reduce((sum, criterion) => sum + verdict[criterion].score, 0) / criteria.length;
  return Math.round(100 * Math.min(mean, verdict.faithful.score)) / 100;
}

/** What a judge answers on the pairs of a task in these languages; one that improves nothing may leave that out. */
export function judgementSchema(task: Task, languages: readonly Language[]) {
  const verdict = z.strictObject(Object.fromEntries(criteria.map((criterion) => [criterion, rated])));
  const whole = z.strictObject({
    verdicts: z.strictObject(Object.fromEntries(languages.map((language) => [language, verdict]))),
    improved: generationSchema(task, languages).omit({ blocks: true }).nullable(),
  });
  return z.preprocess((answer) => (isRecord(answer) ? { improved: null, ...answer } : answer), whole);
}
