import { type Html, html } from '../../../pipeline/report/html.ts';
import { counted } from '../../../pipeline/report/numbers.ts';
import { section, table } from '../../../pipeline/report/sections/section.ts';
import type { BenchReport } from '../bench-report.ts';
import { habitRows } from '../report-rows.ts';

/** What can be said of answers without any reference: their form, their language, whether the text holds what they say. */
export function habits(report: BenchReport): Html {
  const { head, rows } = habitRows(report);
  const lost = report.models.reduce(
    (sum, model) => sum + model.report.ours.answers.missing + model.report.ours.answers.empty,
    0,
  );
  // A row for each habit: there are more of them than a page is wide.
  const turned = head.slice(1).map((name, at) => [name, ...rows.map((row) => row[at + 1]!)]);
  return section(
    'habits',
    'How do they answer?',
    lost === 0 ? 'Every record was answered.' : `${counted(lost, 'answer')} are missing or empty, and count 0.`,
    table([{ name: 'Habit' }, ...rows.map((row) => ({ name: row[0]!, isNumber: true }))], turned),
    html`<p class="note">Leaves in the input: of an extraction answer’s values, what stands in the text, with case, width and defanging folded.</p>`,
  );
}
