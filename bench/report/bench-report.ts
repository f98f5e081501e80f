import { basename } from 'node:path';
import type { Language } from '../../pipeline/records.ts';
import { type Metric, metricNames } from '../score/metrics.ts';
import { readAnswers } from '../score/read-answers.ts';
import { type BenchKind, type BenchRecord, benchKinds, readBench } from '../score/read-bench.ts';
import { AnswerScorer } from '../score/score-answers.ts';
import { type AnswersReport, summarise } from '../score/summarise.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { type LengthEffect, lengthEffects } from './length-effects.ts';
import { rankingMetric } from './ranking-metric.ts';
import { readScoreColumns } from './read-score-columns.ts';
import { type WorstItem, worstItems } from './worst-items.ts';

export interface BenchReportRequest {
  benchFile: string;
  /** Answers files, one a model. */
  files: readonly string[];
  /** Scores by others; `of` is the answers file they are about, the first one where left out. */
  scores?: readonly { of?: string | undefined; file: string }[];
  /** Worst records shown of each kind and language. */
  worst: number;
  seed: number;
}

/** One model's place, and all that was measured of it. */
export interface RankedModel {
  /** The answers file's name without its ending. */
  name: string;
  file: string;
  /** Mean of the ranking scores over kinds and languages; the order of the leaderboard. */
  overall: number;
  report: AnswersReport;
  lengths: LengthEffect[];
}

/** Two columns of scores of one model's answers, and how they agree. */
export interface ColumnAgreement extends Agreement {
  model: string;
  kind: BenchKind | 'all';
  language: Language | 'both';
  columns: [string, string];
}

/** What a bench report tells: both pages are drawn from it, and `--json` prints it. */
export interface BenchReport {
  bench: { file: string; records: number; groups: { kind: BenchKind; language: Language; records: number }[] };
  models: RankedModel[];
  worst: WorstItem[];
  agreement: ColumnAgreement[];
}

/** Scores every answers file and gathers what a report shows. Throws SetupError where a file cannot be read or is another bench's. */
export async function benchReport(request: BenchReportRequest): Promise<BenchReport> {
  const { benchFile, worst, seed } = request;
  const bench = await readBench(benchFile);
  const scorer = new AnswerScorer(bench);
  const files = [...new Set(request.files)];
  const nameOf = (file: string) =>
    files.filter((other) => basename(other) === basename(file)).length > 1 ? file : basename(file);
  const models = [];
  for (const file of files) {
    const answers = await readAnswers(file, bench);
    const scored = scorer.score(answers);
    const report = summarise(bench, scored, answers.found, seed);
    const lengths = lengthEffects(bench, scored.scores, answers);
    const known = { name: nameOf(file).replace(/\.jsonl$/, ''), file: nameOf(file), overall: overallOf(report) };
    models.push({ ...known, report, lengths, answers, scores: scored.scores });
  }
  models.sort((a, b) => b.overall - a.overall);
  const agreement: ColumnAgreement[] = [];
  for (const model of models) {
    const theirs = new Map<string, Float64Array>();
    for (const { of, file } of request.scores ?? [])
      if ((of ?? nameOf(files[0]!)) === model.file)
        for (const [name, column] of await readScoreColumns(file, bench))
          theirs.set(`${basename(file)}: ${name}`, column);
    agreement.push(...agreementsOf(bench, model, theirs, seed));
  }
  return {
    bench: { file: basename(benchFile), records: bench.length, groups: groupsIn(bench) },
    models: models.map(({ answers: _, scores: __, ...model }) => model),
    worst: worstItems(bench, models, worst),
    agreement,
  };
}

function overallOf({ ours }: AnswersReport): number {
  const means = ours.groups.map(({ kind, scores }) => scores[rankingMetric[kind]]?.mean ?? 0);
  return means.length > 0 ? means.reduce((sum, mean) => sum + mean, 0) / means.length : 0;
}

function groupsIn(bench: readonly BenchRecord[]): BenchReport['bench']['groups'] {
  return benchKinds
    .flatMap((kind) => (['en', 'zh'] as const).map((language) => ({ kind, language })))
    .map((group) => ({
      ...group,
      records: bench.filter(({ kind, language }) => kind === group.kind && language === group.language).length,
    }))
    .filter(({ records }) => records > 0);
}

/** Columns whose agreement is told of every model: the authors' score and ours of one thing. */
const comparedMetrics: readonly (readonly [BenchKind, Metric, Metric])[] = [
  ['extraction', 'exactF1', 'alignedF1'],
  ['generation', 'rouge-1.0.1', 'rougeL'],
];

function agreementsOf(
  bench: readonly BenchRecord[],
  { name: model, scores }: { name: string; scores: ReadonlyMap<Metric, Float64Array> },
  theirs: ReadonlyMap<string, Float64Array>,
  seed: number,
): ColumnAgreement[] {
  const within = (column: Float64Array, kind: BenchKind | 'all', language: Language | 'both') =>
    column.map((value, index) =>
      (kind === 'all' || bench[index]!.kind === kind) && (language === 'both' || bench[index]!.language === language)
        ? value
        : Number.NaN,
    );
  const found: ColumnAgreement[] = [];
  const compare = (
    kind: BenchKind | 'all',
    language: Language | 'both',
    [one, x]: [string, Float64Array],
    [other, y]: [string, Float64Array],
  ) => {
    const agreed = agreementOf(within(x, kind, language), within(y, kind, language), seed);
    if (agreed.records > 2) found.push({ model, kind, language, columns: [one, other], ...agreed });
  };
  for (const [kind, one, other] of comparedMetrics)
    for (const language of ['en', 'zh'] as const)
      compare(kind, language, [one, scores.get(one)!], [other, scores.get(other)!]);
  const columns = [...theirs];
  for (const [at, column] of columns.entries()) {
    for (const other of columns.slice(at + 1))
      for (const kind of ['all', 'extraction', 'generation'] as const) compare(kind, 'both', column, other);
    for (const kind of benchKinds)
      for (const metric of metricNames(kind).filter((name) => name !== 'inLanguage' && name !== 'validJson'))
        for (const language of ['both', 'en', 'zh'] as const)
          compare(kind, language, column, [metric, scores.get(metric)!]);
  }
  return found;
}
