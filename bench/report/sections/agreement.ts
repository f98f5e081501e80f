import { type Html, html } from '../../../pipeline/report/html.ts';
import { section, table } from '../../../pipeline/report/sections/section.ts';
import type { BenchReport } from '../bench-report.ts';
import { agreementRows, digits } from '../report-rows.ts';

/** Whether two scores rank the same records alike: the authors' and ours, and those of persons where they were given. */
export function agreement(report: BenchReport): Html {
  const { head, rows } = agreementRows(report);
  const first = report.agreement.find(({ spearman }) => spearman.value !== null);
  return section(
    'agreement',
    'Do the scores agree?',
    first
      ? `${first.columns.join(' and ')} agree by ${digits(first.spearman.value)} (Spearman, ${first.language} ${first.kind}).`
      : 'There are too few records to tell.',
    table(
      head.map((name, at) => ({ name, isNumber: at > 3 })),
      rows.map((row) => row.map((cell, at) => (at === 0 ? html`<bdi>${cell}</bdi>` : cell))),
    ),
    html`<p class="note">Correlations over records, with 95% bootstrap intervals; scores by others are compared with every score of the same answers.</p>`,
  );
}
