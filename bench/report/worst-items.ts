import type { Scores } from '../score/metrics.ts';
import { isPythonFalse } from '../score/python-text.ts';
import type { Answers } from '../score/read-answers.ts';
import { type BenchKind, type BenchRecord, benchKinds } from '../score/read-bench.ts';
import { rankingMetric } from './ranking-metric.ts';

/** A record that was answered badly, with what each model said, in the order of the models. */
export interface WorstItem {
  kind: BenchKind;
  language: BenchRecord['language'];
  record: Pick<BenchRecord, 'id' | 'category' | 'instruction' | 'input' | 'output'>;
  /** Mean over the models. */
  score: number;
  answers: { output: unknown; score: number }[];
}

/** The records of each kind and language that the models answered worst, of those that all of them did answer. */
export function worstItems(
  bench: readonly BenchRecord[],
  models: readonly { scores: Scores; answers: Answers }[],
  count: number,
): WorstItem[] {
  return benchKinds.flatMap((kind) =>
    (['en', 'zh'] as const).flatMap((language) => {
      const items = bench.flatMap((record, index): WorstItem[] => {
        if (record.kind !== kind || record.language !== language) return [];
        const answers = models.map(({ scores, answers: { byId } }) => ({
          output: byId.get(String(record.id))?.at(-1)?.output,
          score: scores.get(rankingMetric[kind])![index]!,
        }));
        if (answers.some(({ output, score }) => isPythonFalse(output) || Number.isNaN(score))) return [];
        const { id, category, instruction, input, output } = record;
        const score = answers.reduce((sum, answer) => sum + answer.score, 0) / answers.length;
        return [{ kind, language, record: { id, category, instruction, input, output }, score, answers }];
      });
      return items.sort((a, b) => a.score - b.score).slice(0, count);
    }),
  );
}
