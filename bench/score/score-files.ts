import { basename } from 'node:path';
import type { Scores } from './metrics.ts';
import { readAnswers } from './read-answers.ts';
import { readBench } from './read-bench.ts';
import { AnswerScorer } from './score-answers.ts';
import { type AnswersReport, summarise } from './summarise.ts';

/**
 * Scores each answers file against a bench, one after the other, and compares each with the first. Reports are keyed by
 * file name, by the path as given where two files have one name. Throws SetupError where a file cannot be scored.
 */
export async function scoreFiles(
  benchFile: string,
  files: readonly string[],
  seed = 1,
): Promise<Record<string, AnswersReport>> {
  const bench = await readBench(benchFile);
  const scorer = new AnswerScorer(bench);
  const names = files.map((file) => basename(file));
  const nameOf = (file: string) => (names.filter((name) => name === basename(file)).length > 1 ? file : basename(file));
  const reports: Record<string, AnswersReport> = {};
  let first: { file: string; scores: Scores } | undefined;
  for (const file of new Set(files)) {
    const answers = await readAnswers(file, bench);
    const scored = scorer.score(answers);
    reports[nameOf(file)] = summarise(bench, scored, answers.found, seed, first);
    first ??= { file: nameOf(file), scores: scored.scores };
  }
  return reports;
}
