import type { Task } from '../task-pool/define-task.ts';
import { taskPool } from '../task-pool/index.ts';
import type { Language } from './records.ts';

/** How evenly the pairs of one language are spread over the tasks of one kind. */
export interface Evenness {
  kind: Task['kind'];
  language: Language;
  pairs: number;
  /** Tasks of the kind, and how many of them have pairs. */
  tasks: number;
  withPairs: number;
  /** Shannon entropy of the spread over the logarithm of the number of tasks: 1 where it is even; null without pairs. */
  normalisedEntropy: number | null;
}

/** Of pairs counted by task and language; tasks that are not of the pool any more are left out. */
export function evennessOf(counts: readonly ({ task: string } & Record<Language, number>)[]): Evenness[] {
  return (['understanding', 'generation'] as const).flatMap((kind) =>
    (['en', 'zh'] as const).map((language) => {
      const slugs = new Set(taskPool.filter((task) => task.kind === kind).map(({ slug }) => slug));
      const of = counts.filter(({ task }) => slugs.has(task)).map((count) => count[language]);
      const pairs = of.reduce((sum, count) => sum + count, 0);
      return {
        ...{ kind, language, pairs, tasks: slugs.size },
        withPairs: of.filter((count) => count > 0).length,
        normalisedEntropy: pairs === 0 ? null : normalisedEntropy(of, slugs.size),
      };
    }),
  );
}

/** Entropy of a spread over so many places, those without any included, by that of an even one. */
export function normalisedEntropy(counts: readonly number[], places: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.filter(Boolean).reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return places < 2 ? 1 : Math.round((entropy / Math.log(places)) * 1000) / 1000;
}
