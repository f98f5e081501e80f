import { criteria } from '../../teacher/judge/verdict.ts';
import { bars } from '../bars.ts';
import type { Figures } from '../figures.ts';
import { html } from '../html.ts';
import { counted, percent, whole } from '../numbers.ts';
import { section, table } from './section.ts';

/** What judges made of the drafts that the checks had passed. */
export function judges({ judges: all }: Figures) {
  const question = 'What do judges think of it?';
  if (all.length === 0)
    return section('judges', question, html`No judge has looked at it. <code>sevenllm run --judge</code> asks one.`);
  const drafts = all.reduce((sum, { judged }) => sum + judged, 0);
  const mean = all.reduce((sum, { judged, score }) => sum + judged * score, 0) / drafts;
  const scores = [...new Set(all.flatMap((judge) => judge.scores.map(({ score }) => score)))].sort((a, b) => b - a);
  return section(
    'judges',
    question,
    `The mean score of ${counted(drafts, 'draft')} is ${mean.toFixed(2)} of 5.`,
    bars({
      label: 'Drafts by score and judge',
      rows: scores.map((score) => `score ${score.toFixed(1)}`),
      series: all.map((judge, at) => ({
        name: judge.model,
        colour: `var(--source-${(at % 7) + 1})`,
        values: scores.map((score) => judge.scores.find((one) => one.score === score)?.drafts ?? 0),
      })),
    }),
    html`<p class="note">Of drafts that had passed every check, 1 to 5, rounded to halves; also of those that the judge then kept out.</p>`,
    table(
      [
        { name: 'Judge' },
        ...['Drafts', 'kept', 'too low', 'Score', ...criteria, 'Bettered'].map((name) => ({ name, isNumber: true })),
      ],
      all.map((judge) => [
        judge.model,
        ...[judge.judged, judge.kept].map(whole),
        `${whole(judge.low)} (${percent(judge.low / Math.max(1, judge.judged))})`,
        judge.score.toFixed(2),
        ...criteria.map((criterion) => judge.criteria[criterion]?.toFixed(2)),
        whole(judge.improvements.used),
      ]),
    ),
  );
}
