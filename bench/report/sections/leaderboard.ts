import { axisStyle, chart } from '../../../pipeline/report/chart.ts';
import { type Html, type HtmlValue, html } from '../../../pipeline/report/html.ts';
import { section, table } from '../../../pipeline/report/sections/section.ts';
import type { Estimate } from '../../score/intervals.ts';
import { metricsOf } from '../../score/metrics.ts';
import type { BenchReport } from '../bench-report.ts';
import { rankingMetric } from '../ranking-metric.ts';
import { digits, estimateOf, groupTitle } from '../report-rows.ts';

/** Who answered best, in each kind and language, with intervals; and the authors' own scores. */
export function leaderboard({ bench, models }: BenchReport): Html {
  const [first] = models;
  const groups = bench.groups.map((group) => ({
    ...group,
    estimates: models.map((model) => estimateOf(model, group, rankingMetric[group.kind])),
  }));
  return section(
    'leaderboard',
    'Who answers best?',
    models.length === 1
      ? html`<bdi>${first!.name}</bdi> reaches ${digits(first!.overall)} overall.`
      : html`<bdi>${first!.name}</bdi>, with ${digits(first!.overall)} overall; <bdi>${models[1]!.name}</bdi> follows with ${digits(models[1]!.overall)}.`,
    table(
      [
        { name: 'Answers' },
        { name: 'Overall', isNumber: true },
        ...groups.map((group) => ({ name: groupTitle(group), isNumber: true })),
      ],
      models.map((model, row) => [
        html`<bdi>${model.name}</bdi>`,
        digits(model.overall),
        ...groups.map(({ estimates }) => withInterval(estimates[row])),
      ]),
    ),
    html`<p class="note">Overall is the mean of the columns beside it. ${Object.entries(rankingMetric).map(
      ([kind, name]) => html`${name}: ${(metricsOf[kind as keyof typeof metricsOf] as Record<string, string>)[name]}. `,
    )}</p>`,
    groups
      .filter(() => models.length > 1)
      .map((group) => html`<h3>${groupTitle(group)}</h3>${intervals(groupTitle(group), models, group.estimates)}`),
    html`<h3>The authors’ scores</h3>`,
    table(
      ['Answers', 'ROUGE-L en', 'ROUGE-L zh', 'F1 en', 'F1 zh', 'Choice right'].map((name, at) => ({
        name,
        isNumber: at > 0,
      })),
      models.map(({ name, report }) => [
        html`<bdi>${name}</bdi>`,
        ...[report.rougeL_en_gen, report.rougeL_zh_gen, report.f1_en_ex, report.f1_zh_ex].map((value) =>
          value === null ? '–' : value.toFixed(4),
        ),
        report.choice_correct ?? '–',
      ]),
    ),
    html`<p class="note">As the authors’ scripts give them, to the digit: ROUGE-L of PyPI rouge 1.0.1, F1 of exact leaf values, right letters of both languages.</p>`,
  );
}

export const withInterval = (one: Estimate | undefined): HtmlValue =>
  one === undefined || one.mean === null
    ? '–'
    : html`${digits(one.mean)}<span class="interval">${digits(one.low)} to ${digits(one.high)}</span>`;

/** A bar from end to end of each interval, with a line at the mean. */
function intervals(label: string, models: BenchReport['models'], estimates: readonly (Estimate | undefined)[]): Html {
  const shown = (at: number) => {
    const one = estimates[at];
    return one?.mean === null || one === undefined
      ? 'no records'
      : `${digits(one.mean)}, ${digits(one.low)} to ${digits(one.high)}`;
  };
  return chart({
    label: `${label}: means with 95% intervals`,
    titleOf: (_, at) => `${models[at]!.name}: ${shown(at)}`,
    draw: (isNarrow) => ({
      height: models.length * 24 + 30,
      grid: { left: isNarrow ? 130 : 270, right: 20, top: 4, bottom: 26 },
      xAxis: { type: 'value', scale: true, ...axisStyle, splitNumber: isNarrow ? 3 : 6 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: models.map(({ name }) => name),
        ...axisStyle,
        axisLabel: {
          color: 'var(--ink)',
          fontSize: 12,
          interval: 0,
          width: isNarrow ? 104 : 250,
          overflow: 'truncate',
        },
      },
      series: [
        {
          type: 'boxplot',
          layout: 'vertical',
          boxWidth: [10, 10],
          silent: true,
          itemStyle: { color: 'var(--en-soft)', borderColor: 'var(--en)', borderWidth: 1.5 },
          data: estimates.map((one) =>
            one === undefined || one.mean === null ? [] : [one.low!, one.low!, one.mean, one.high!, one.high!],
          ),
        },
      ],
    }),
  });
}
