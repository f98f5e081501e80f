import { type Html, html } from '../../../pipeline/report/html.ts';
import { markedText } from '../../../pipeline/report/marked-text.ts';
import { folded, section } from '../../../pipeline/report/sections/section.ts';
import { pythonString } from '../../score/python-text.ts';
import type { BenchReport } from '../bench-report.ts';
import { digits, groupTitle } from '../report-rows.ts';
import type { WorstItem } from '../worst-items.ts';

/** The records that were answered worst, reference and answers side by side. */
export function worst({ bench, models, worst: items }: BenchReport): Html {
  const question = 'What goes wrong?';
  if (items.length === 0) return section('worst', question, 'No record was answered by all of them.');
  return section(
    'worst',
    question,
    'The records with the lowest means, of those that every model gave an answer to.',
    bench.groups.map((group, at) => {
      const own = items.filter(({ kind, language }) => kind === group.kind && language === group.language);
      if (own.length === 0) return null;
      return html`<details${at === 0 && html` open`}><summary>${groupTitle(group)}</summary>${own.map((item) =>
        itemOf(item, models),
      )}</details>`;
    }),
  );
}

const itemOf = ({ record, language, answers }: WorstItem, models: BenchReport['models']): Html =>
  html`<article><h3>${record.id} <span class="cut">${record.category}</span></h3>
<p lang="${language}" class="text"><bdi>${questionOf(record.instruction)}</bdi></p>
${record.input !== '' && folded('Input', html`<p class="text" tabindex="0" lang="${language}"><bdi>${markedText(record.input, [])}</bdi></p>`)}
<div class="answers"><div class="reference"><h4>Reference</h4>${textOf(record.output, language)}</div>${answers.map(
    ({ output, score }, at) =>
      html`<div><h4><bdi>${models[at]!.name}</bdi> · ${digits(score)}</h4>${textOf(output, language)}</div>`,
  )}</div></article>`;

const textOf = (output: unknown, language: string): Html =>
  html`<div class="text" tabindex="0" lang="${language}"><bdi>${markedText(shown(output), [])}</bdi></div>`;

const shown = (output: unknown): string => (typeof output === 'string' ? output : JSON.stringify(output, null, 2));

/** A multiple-choice question with its options, a line each. */
function questionOf(instruction: WorstItem['record']['instruction']): string {
  if (typeof instruction === 'string') return instruction;
  const { question = '', choice = {} } = instruction as { question?: unknown; choice?: Record<string, unknown> };
  const options = Object.entries(choice ?? {}).map(([letter, text]) => `${letter}. ${pythonString(text)}`);
  return [pythonString(question), ...options].join('\n');
}
