import type { SpendReport, Spent } from '../pipeline/ledger/spend.ts';
import { dollars, grouped } from '../pipeline/teacher/spend/dollars.ts';
import { table } from './tables.ts';

const mostRuns = 5;

type Row = Spent<never>;

/** What was spent, as a person reads it: a table for each side, and what the figures leave open. Nothing where no call was made. */
export function spendLines({ byModel, byPurpose, byTask, byLanguage, byRun, unstored }: SpendReport): string[] {
  if (byModel.length === 0 && unstored.calls === 0) return [];
  const sum = (key: 'estimated' | 'unpriced') => byModel.reduce((total, row) => total + row[key], 0);
  return [
    spendTable('model', byModel, ({ model }) => model),
    spendTable('purpose', byPurpose, ({ purpose }) => purpose),
    spendTable('spent on task', byTask, ({ task }) => task ?? '(selection)'),
    spendTable('language', byLanguage, ({ language }) => language ?? '(selection)'),
    spendTable('run', byRun.slice(0, mostRuns), ({ run }) => run ?? ''),
    ...(byRun.length > mostRuns ? [`${byRun.length - mostRuns} more runs; --json names them all.`] : []),
    ...(sum('estimated') > 0
      ? [`Of ${grouped(sum('estimated'))} calls the endpoint did not report the tokens: they are estimated.`]
      : []),
    ...(sum('unpriced') > 0
      ? [`Of ${grouped(sum('unpriced'))} calls no price was known: their cost is not in it.`]
      : []),
    ...(unstored.calls > 0
      ? [
          `${grouped(unstored.calls)} calls are under way or were lost: at most ${grouped(unstored.tokens)} tokens, ${dollars(unstored.cost)}.`,
        ]
      : []),
  ];
}

function spendTable<R extends Row>(head: string, rows: readonly R[], nameOf: (row: R) => string): string {
  return table(
    [head, 'calls', 'input', 'cached', 'output', 'reasoning', 'cost'],
    rows.map((row) => [
      ...[nameOf(row), grouped(row.calls, Number.isInteger(row.calls) ? 0 : 1)],
      ...[row.input, row.cached, row.output, row.reasoning].map((tokens) => grouped(tokens)),
      dollars(row.cost),
    ]),
  );
}
