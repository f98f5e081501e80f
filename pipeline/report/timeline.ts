import type { Timeline } from './figures.ts';

/** Kept documents of one source and month; `month` is `2024-03`, or null where no date can be read. */
export interface MonthCount {
  source: string;
  month: string | null;
  documents: number;
}

/** Most sources that have a colour of their own. */
const mostSources = 7;
/** Most periods that a plot has room for. */
const mostPeriods = 40;

/** Documents over time by source: in months while these are few, else in quarters, else in years. */
export function timelineOf(counts: readonly MonthCount[], now = new Date()): Timeline {
  const isReadable = ({ month }: MonthCount) =>
    month !== null && month >= '1990-01' && month <= `${now.getUTCFullYear() + 1}-12`;
  const dated = counts.filter(isReadable);
  const undated = counts.filter((count) => !isReadable(count)).reduce((sum, { documents }) => sum + documents, 0);
  const months = dated.map(({ month }) => month!).sort();
  if (months.length === 0) return { unit: 'year', periods: [], rows: [], undated };
  const all = monthsBetween(months[0]!, months.at(-1)!);
  const unit = (['month', 'quarter'] as const).find((one) => periodsOf(all, one).length <= mostPeriods) ?? 'year';
  const periods = periodsOf(all, unit);
  const places = new Map(periods.map((period, place) => [period, place]));
  const bySource = new Map<string, number[]>();
  for (const { source, month, documents } of dated) {
    const row = bySource.get(source) ?? periods.map(() => 0);
    row[places.get(periodOf(month!, unit))!]! += documents;
    bySource.set(source, row);
  }
  const sum = (row: readonly number[]) => row.reduce((total, count) => total + count, 0);
  const sorted = [...bySource].sort(([a, x], [b, y]) => sum(y) - sum(x) || (a < b ? -1 : 1));
  const rest = sorted.slice(mostSources).map(([, row]) => row);
  const rows: Timeline['rows'] = sorted.slice(0, mostSources).map(([source, documents]) => ({ source, documents }));
  if (rest.length > 0) rows.push({ source: null, documents: periods.map((_, at) => sum(rest.map((row) => row[at]!))) });
  return { unit, periods, rows, undated };
}

const periodsOf = (months: readonly string[], unit: Timeline['unit']) => [
  ...new Set(months.map((month) => periodOf(month, unit))),
];

function periodOf(month: string, unit: Timeline['unit']): string {
  if (unit === 'month') return month;
  const year = month.slice(0, 4);
  return unit === 'year' ? year : `${year} Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

function monthsBetween(first: string, last: string): string[] {
  const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: numberOf(last) - numberOf(first) + 1 }, (_, index) => {
    const number = numberOf(first) + index;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}
