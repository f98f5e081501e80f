import { axisStyle, chart } from '../chart.ts';
import type { Figures, Timeline } from '../figures.ts';
import { html } from '../html.ts';
import { counted, whole } from '../numbers.ts';
import { folded, section, table } from './section.ts';

const mostListed = 12;

/** Where the documents come from, and from when. */
export function sources({ sources: all, timeline, documents }: Figures) {
  const question = 'Where does it come from, and from when?';
  const total = documents.en + documents.zh;
  if (total === 0) return section('sources', question, 'No document is in the dataset yet.');
  const { periods, undated } = timeline;
  const span =
    periods.length === 0
      ? 'none of them with a date'
      : periods.length === 1
        ? `dated ${periods[0]}`
        : `dated ${periods[0]} to ${periods.at(-1)}`;
  const columns = [
    { name: 'Source' },
    ...['Pages', 'Documents', 'English pairs', 'Chinese pairs'].map((name) => ({ name, isNumber: true })),
  ];
  const rows = all.map((one) => [one.source, ...[one.pages, one.documents, one.en, one.zh].map(whole)]);
  return section(
    'sources',
    question,
    `${counted(total, 'document')} (${whole(documents.en)} English, ${whole(documents.zh)} Chinese) of ${counted(all.length, 'source')}, ${span}.`,
    periods.length > 0 && columnsOverTime(timeline),
    undated > 0 &&
      periods.length > 0 &&
      html`<p class="note">${counted(undated, 'document')} without a date that can be read ${undated === 1 ? 'is' : 'are'} not drawn.</p>`,
    table(columns, rows.slice(0, mostListed)),
    rows.length > mostListed &&
      folded(`${rows.length - mostListed} more sources`, table(columns, rows.slice(mostListed))),
  );
}

function columnsOverTime({ unit, periods, rows }: Timeline) {
  const nameOf = (row: Timeline['rows'][number]) => row.source ?? 'all others';
  const colourOf = (at: number) => (rows[at]!.source === null ? 'var(--published)' : `var(--source-${at + 1})`);
  return chart({
    label: `Documents by ${unit} of publication and source`,
    legend: rows.map((row, at) => ({ colour: colourOf(at), name: nameOf(row) })),
    titleOf: (one, at) => `${periods[at]}, ${nameOf(rows[one]!)}: ${counted(rows[one]!.documents[at]!, 'document')}`,
    draw: (isNarrow) => ({
      height: isNarrow ? 220 : 280,
      grid: { left: 44, right: 12, top: 12, bottom: 30 },
      xAxis: {
        type: 'category',
        data: [...periods],
        ...axisStyle,
        axisLine: { show: true, lineStyle: { color: 'var(--line)' } },
        axisLabel: { ...axisStyle.axisLabel, hideOverlap: true },
      },
      yAxis: { type: 'value', minInterval: 1, ...axisStyle, axisLabel: { ...axisStyle.axisLabel, formatter: whole } },
      series: rows.map((row, at) => ({
        name: nameOf(row),
        type: 'bar',
        stack: 'all',
        silent: true,
        barMaxWidth: 40,
        itemStyle: { color: colourOf(at) },
        data: row.documents,
      })),
    }),
  });
}
