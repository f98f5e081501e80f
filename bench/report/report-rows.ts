import type { Estimate } from '../score/intervals.ts';
import { type Metric, metricNames } from '../score/metrics.ts';
import type { GroupScores } from '../score/summarise.ts';
import type { BenchReport, RankedModel } from './bench-report.ts';
import { rankingMetric } from './ranking-metric.ts';

/** Tables of a report as text; the page draws some of them as plots instead. */
interface Rows {
  head: string[];
  rows: string[][];
}

export function leaderboardRows({ bench, models }: BenchReport): Rows {
  return {
    head: ['', 'answers', 'overall', ...bench.groups.map(groupTitle), 'the authors’ scores'],
    rows: models.map((model, place) => [
      ...[String(place + 1), model.name, digits(model.overall)],
      ...bench.groups.map((group) => shownEstimate(estimateOf(model, group, rankingMetric[group.kind]))),
      publishedText(model),
    ]),
  };
}

/** The authors' five figures in a line. */
export function publishedText({ report }: RankedModel): string {
  const { rougeL_en_gen, rougeL_zh_gen, f1_en_ex, f1_zh_ex, choice_correct } = report;
  const parts: [string, string | null][] = [
    ['ROUGE-L en', rougeL_en_gen === null ? null : digits(rougeL_en_gen)],
    ['zh', rougeL_zh_gen === null ? null : digits(rougeL_zh_gen)],
    ['F1 en', f1_en_ex === null ? null : digits(f1_en_ex)],
    ['zh', f1_zh_ex === null ? null : digits(f1_zh_ex)],
    ['choice right', choice_correct === null ? null : String(choice_correct)],
  ];
  return parts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`])).join(', ');
}

/** Mean ranking score of every task and language, a column a model. */
export function taskRows({ models }: BenchReport): Rows {
  const tasks = models[0]!.report.ours.tasks;
  return {
    head: ['task', 'kind', 'language', 'records', ...models.map(({ name }) => name)],
    rows: tasks.map((group, row) => [
      ...[group.task ?? '', group.kind, group.language, String(group.records)],
      ...models.map(({ report }) => shownEstimate(scoreOf(report.ours.tasks[row]!, rankingMetric[group.kind]))),
    ]),
  };
}

export function lengthRows({ models }: BenchReport): Rows {
  return {
    head: ['answers', 'kind', 'language', 'length of', 'shortest quarter', 'second', 'third', 'longest quarter'],
    rows: models.flatMap(({ name, lengths }) =>
      lengths.map(({ kind, language, of, parts }) => [
        ...[name, kind, language, of],
        ...parts.map(({ from, to, mean }) => `${digits(mean)} (${from} to ${to})`),
      ]),
    ),
  };
}

/** Habits are what can be said of an answer without a reference; and what was missing or malformed of the file. */
export function habitRows({ bench, models }: BenchReport): Rows {
  const habits = bench.groups.flatMap((group) =>
    metricNames(group.kind)
      .filter((name) => habitMetrics.has(name))
      .map((name) => ({ group, name })),
  );
  return {
    head: [
      'answers',
      'answered',
      'missing',
      'empty',
      'malformed',
      ...habits.map(({ group, name }) => `${habitNames[name]} ${group.language} ${group.kind}`),
    ],
    rows: models.map((model) => {
      const { answered, missing, empty, malformed } = model.report.ours.answers;
      return [
        ...[model.name, String(answered), String(missing), String(empty), String(malformed)],
        ...habits.map(({ group, name }) => shares(estimateOf(model, group, name)?.mean)),
      ];
    }),
  };
}

const habitNames: Partial<Record<Metric, string>> = {
  validJson: 'valid JSON,',
  grounded: 'leaves in the input,',
  inLanguage: 'right language,',
};
const habitMetrics = new Set(Object.keys(habitNames));

export function agreementRows({ agreement }: BenchReport): Rows {
  return {
    head: ['answers', 'kind', 'language', 'scores', 'records', 'Spearman', 'Pearson'],
    rows: agreement.map(({ model, kind, language, columns, records, spearman, pearson }) => [
      ...[model, kind, language, columns.join(' and '), String(records)],
      ...[spearman, pearson].map(({ value, low, high }) =>
        value === null ? 'one of them does not vary' : `${value.toFixed(3)} (${digits(low)} to ${digits(high)})`,
      ),
    ]),
  };
}

export const groupTitle = ({ kind, language }: { kind: GroupScores['kind']; language: string }) =>
  `${kind} ${language} (${rankingMetric[kind]})`;

export function estimateOf(
  { report }: RankedModel,
  { kind, language }: Pick<GroupScores, 'kind' | 'language'>,
  metric: Metric,
): Estimate | undefined {
  const group = report.ours.groups.find((one) => one.kind === kind && one.language === language);
  return group && scoreOf(group, metric);
}

export const scoreOf = (group: GroupScores, metric: Metric): Estimate | undefined => group.scores[metric];

export const digits = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3);

const shownEstimate = (one: Estimate | undefined) =>
  one === undefined || one.mean === null ? '–' : `${digits(one.mean)} (${digits(one.low)} to ${digits(one.high)})`;

const shares = (mean: number | null | undefined) =>
  mean === null || mean === undefined ? '–' : `${(100 * mean).toFixed(1)}%`;
