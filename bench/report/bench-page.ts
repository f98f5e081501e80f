import { html } from '../../pipeline/report/html.ts';
import { htmlDocument } from '../../pipeline/report/html-document.ts';
import { counted } from '../../pipeline/report/numbers.ts';
import type { BenchReport } from './bench-report.ts';
import { agreement } from './sections/agreement.ts';
import { habits } from './sections/habits.ts';
import { leaderboard } from './sections/leaderboard.ts';
import { lengths } from './sections/lengths.ts';
import { tasks } from './sections/tasks.ts';
import { worst } from './sections/worst.ts';

/** What only this page has: cells whose colour is their value, and intervals in small print. */
const style = `
td.cell{background:color-mix(in srgb,var(--ours) calc(var(--share)*62%),transparent);text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding:6px 10px 6px 12px}
.interval{display:block;color:var(--soft);font-size:12px}
td.cell .interval{color:inherit;opacity:.75}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr));gap:16px}
.answers>div{min-width:0;background:var(--panel);border-radius:8px;border-top:3px solid var(--line);padding:12px 14px}
.answers>.reference{border-top-color:var(--ours)}
.answers .text{font-size:14px;overflow-wrap:anywhere}
article details{margin:8px 0 12px}
`;

/** The report as one page; it is drawn from these figures alone. */
export function benchPage(report: BenchReport): string {
  const { bench, models } = report;
  const title =
    models.length === 1 ? `${models[0]!.name} on ${bench.file}` : `${models.length} models on ${bench.file}`;
  const groups = bench.groups.map(({ kind, language, records }) => `${records} ${language} ${kind}`).join(', ');
  return htmlDocument(title, {
    style,
    header: html`<h1>${title}</h1><p class="note">${counted(bench.records, 'record')}: ${groups}. Means with 95% bootstrap intervals over records.</p>`,
    main: [leaderboard, tasks, lengths, habits, worst, agreement].map((section) => section(report)),
  });
}
