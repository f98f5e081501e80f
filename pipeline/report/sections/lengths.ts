import { axisStyle, chart } from '../chart.ts';
import { type Figures, kindNames, kinds, type Length, languageNames } from '../figures.ts';
import { html } from '../html.ts';
import { whole } from '../numbers.ts';
import { folded, section, table } from './section.ts';

/** How long the parts of a record are, beside the published medians. */
export function lengths({ lengths: all, published }: Figures) {
  const question = 'How long are the records?';
  if (all.length === 0) return section('lengths', question, 'There are no records to measure yet.');
  const inputs = all.filter(({ field }) => field === 'input').flatMap(({ percentiles }) => percentiles[2]);
  const [least, most] = [Math.min(...inputs), Math.max(...inputs)];
  const medianOf = ({ kind, language, field }: Length) => published.medians[kind][language][field];
  return section(
    'lengths',
    question,
    least === most
      ? `The median input has ${whole(least)} characters.`
      : `Median inputs have ${whole(least)} to ${whole(most)} characters.`,
    html`<p class="note">Characters, on a logarithmic scale: boxes from the 25th to the 75th percentile with the median in them, lines from the 5th to the 95th.</p>`,
    kinds.map((kind) => {
      const rows = all
        .filter((one) => one.kind === kind)
        .toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
      return (
        rows.length > 0 &&
        html`<h3>${kindNames[kind] === 'extraction' ? 'Extraction records' : 'Generation records'}</h3>${boxes(rows, medianOf)}`
      );
    }),
    folded(
      'The numbers',
      table(
        [
          { name: 'Field' },
          ...['5%', '25%', 'median', '75%', '95%', 'published median'].map((name) => ({ name, isNumber: true })),
        ],
        all.map((one) => [
          `${kindNames[one.kind]}, ${languageNames[one.language]} ${one.field}`,
          ...one.percentiles.map(whole),
          whole(medianOf(one)),
        ]),
      ),
    ),
  );
}

const order = ['instruction', 'input', 'thought', 'output'];

function boxes(rows: readonly Length[], medianOf: (row: Length) => number) {
  const nameOf = ({ field, language }: Length) => `${field} ${language}`;
  return chart({
    label: `Characters of each field, ${kindNames[rows[0]!.kind]} records`,
    legend: [
      { colour: 'var(--en)', name: 'English' },
      { colour: 'var(--zh)', name: 'Chinese' },
      { colour: 'var(--ink)', name: 'published median', isMarker: true },
    ],
    titleOf: (series, at) =>
      series === 0
        ? `${nameOf(rows[at]!)}: median ${whole(rows[at]!.percentiles[2])} characters, 5% ${whole(rows[at]!.percentiles[0])}, 95% ${whole(rows[at]!.percentiles[4])}`
        : `${nameOf(rows[at]!)}: published median ${whole(medianOf(rows[at]!))}`,
    draw: (isNarrow) => ({
      height: rows.length * 26 + 34,
      grid: { left: 96, right: 24, top: 4, bottom: 30 },
      xAxis: {
        type: 'log',
        min: 10,
        ...axisStyle,
        axisLabel: { ...axisStyle.axisLabel, formatter: whole, hideOverlap: true },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(nameOf),
        ...axisStyle,
        axisLabel: { color: 'var(--ink)', fontSize: 12, interval: 0 },
      },
      series: [
        {
          type: 'boxplot',
          silent: true,
          boxWidth: [8, isNarrow ? 12 : 14],
          // A logarithm has no place for nothing.
          data: rows.map(({ percentiles, language }) => ({
            value: percentiles.map((value) => Math.max(1, value)),
            itemStyle: { color: `var(--${language}-soft)`, borderColor: `var(--${language})`, borderWidth: 1.5 },
          })),
        },
        {
          type: 'scatter',
          silent: true,
          symbol: 'diamond',
          symbolSize: 9,
          z: 5,
          itemStyle: { color: 'var(--ink)', borderColor: 'var(--paper)', borderWidth: 1 },
          data: rows.map((row, at) => [medianOf(row), at]),
        },
      ],
    }),
  });
}
