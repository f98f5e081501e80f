import { pythonString } from '../score/python-text.ts';
import type { BenchReport } from './bench-report.ts';
import { agreementRows, habitRows, leaderboardRows, lengthRows, taskRows } from './report-rows.ts';

/** The report as Markdown: the tables, and the worst records one after the other. */
export function benchMarkdown(report: BenchReport): string {
  const { bench, models, worst } = report;
  const groups = bench.groups.map(({ kind, language, records }) => `${records} ${language} ${kind}`).join(', ');
  return [
    `# ${models.length === 1 ? models[0]!.name : `${models.length} models`} on ${bench.file}`,
    `${bench.records} records: ${groups}. Means with 95% bootstrap intervals over records.`,
    ...section('Leaderboard', leaderboardRows(report)),
    ...section('By task', taskRows(report)),
    ...section('Effect of length', lengthRows(report)),
    ...section('Habits', habitRows(report)),
    ...section('Agreement of scores', agreementRows(report)),
    ...(worst.length > 0 ? ['## Answered worst'] : []),
    ...worst.map(({ kind, language, record, answers }) =>
      [
        `### ${record.id}: ${record.category || kind} (${kind}, ${language})`,
        quoted('Question', pythonString(record.instruction)),
        quoted('Reference', pythonString(record.output)),
        ...answers.map(({ output, score }, index) =>
          quoted(`${models[index]!.name}, ${score.toFixed(3)}`, pythonString(output)),
        ),
      ].join('\n\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(title: string, { head, rows }: { head: string[]; rows: string[][] }): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [`## ${title}`, [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')];
}

/** Signs that would end a cell, or mark it up as something, are escaped. */
const cellText = (text: string) => text.replace(/[\\`*_[\]<>|]/g, '\\$&').replace(/\s+/g, ' ');

/** A text of strangers, as a block of its own that nothing in it can end. */
function quoted(title: string, text: string): string {
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)} …` : text;
  const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${title}:\n\n${fence}text\n${shown}\n${fence}`;
}

const mostShown = 1500;
