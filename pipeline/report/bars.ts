import { axisStyle, chart } from './chart.ts';
import type { Html } from './html.ts';
import { whole } from './numbers.ts';

export interface Bars {
  label: string;
  /** A row each, from top to bottom. */
  rows: readonly string[];
  series: readonly { name: string; colour: string; values: readonly (number | null)[] }[];
  isStacked?: boolean;
  /** How a value is written. */
  shown?: (value: number) => string;
  /** Where the scale ends; by the values where it is left out. */
  most?: number;
}

/** Horizontal bars, side by side or stacked, each with its value beside it. */
export function bars({ label, rows, series, isStacked = false, shown = whole, most }: Bars): Html {
  const total = (row: number) => series.reduce((sum, { values }) => sum + (values[row] ?? 0), 0);
  return chart({
    label,
    legend: series.length > 1 ? series.map(({ colour, name }) => ({ colour, name })) : [],
    titleOf: (one, row) => `${rows[row]}, ${series[one]!.name}: ${shown(series[one]!.values[row] ?? 0)}`,
    draw: (isNarrow) => {
      const longest = Math.max(...rows.map((row) => widthOf(row)), 40);
      const labelWidth = Math.min(longest, isNarrow ? 140 : 300);
      // The renderer breaks lines by a font that is narrower than some: it is given less room than there is.
      const breakAt = longest > labelWidth ? 0.85 * labelWidth : longest;
      const lines = Math.min(3, Math.ceil(longest / breakAt));
      const rowHeight = Math.max(14 * lines + 8, (isStacked ? 1 : series.length) * 14 + 8);
      return {
        height: rows.length * rowHeight + 30,
        grid: { left: labelWidth + 10, right: isNarrow ? 44 : 60, top: 4, bottom: 26 },
        xAxis: {
          type: 'value',
          ...(most !== undefined && { max: most }),
          ...axisStyle,
          axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => shown(value), hideOverlap: true },
          splitNumber: isNarrow ? 3 : 5,
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: [...rows],
          ...axisStyle,
          axisLabel: {
            color: 'var(--ink)',
            fontSize: 12,
            lineHeight: 14,
            interval: 0,
            width: breakAt,
            overflow: 'break',
          },
        },
        series: series.map(({ name, colour, values }, index) => ({
          name,
          type: 'bar',
          silent: true,
          ...(isStacked ? { stack: 'all', barMaxWidth: 16 } : { barMaxWidth: 12, barGap: '10%' }),
          itemStyle: { color: colour },
          data: [...values],
          label: {
            show: !isStacked || index === series.length - 1,
            position: 'right',
            color: 'var(--soft)',
            fontSize: 11,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              isStacked ? shown(total(dataIndex)) : values[dataIndex] === null ? '–' : shown(values[dataIndex]!),
          },
        })),
      };
    },
  });
}

/** Pixels that a label takes, about: an ideograph is as wide as two Latin letters. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char.codePointAt(0)! > 0x2e80 ? 12.5 : 7.4), 0);
