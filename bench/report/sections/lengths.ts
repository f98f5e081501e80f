import { bars } from '../../../pipeline/report/bars.ts';
import { type Html, html } from '../../../pipeline/report/html.ts';
import { folded, section, table } from '../../../pipeline/report/sections/section.ts';
import type { BenchReport } from '../bench-report.ts';
import type { LengthEffect } from '../length-effects.ts';
import { digits, groupTitle, lengthRows } from '../report-rows.ts';

/** As many models as the page has colours for. */
const mostShown = 7;
const quarters = ['shortest quarter', 'second quarter', 'third quarter', 'longest quarter'];

/** How scores run with the length of what is read, for every kind and language; the other lengths in a table. */
export function lengths(report: BenchReport): Html {
  const shown = report.models.slice(0, mostShown);
  const plots = report.bench.groups.flatMap((group) => {
    const of = ({ lengths: all }: (typeof shown)[number]) =>
      all.find(
        ({ kind, language, of: text }) => kind === group.kind && language === group.language && text === 'input',
      );
    const first = of(shown[0]!);
    return first ? [{ group, first, effects: shown.map(of) }] : [];
  });
  const { head, rows } = lengthRows(report);
  if (rows.length === 0) return section('lengths', 'Does length matter?', 'There are too few records to tell.');
  const steepest = plots
    .map(({ group, first }) => ({ group, fall: (first.parts.at(-1)!.mean ?? 0) - (first.parts[0]!.mean ?? 0) }))
    .sort((a, b) => Math.abs(b.fall) - Math.abs(a.fall))[0];
  return section(
    'lengths',
    'Does length matter?',
    steepest
      ? html`Most in ${groupTitle(steepest.group)}: from the shortest to the longest quarter of inputs the mean of <bdi>${shown[0]!.name}</bdi> changes by ${steepest.fall >= 0 ? '+' : ''}${digits(steepest.fall)}.`
      : 'Of the inputs’ length nothing can be told.',
    plots.map(
      ({ group, first, effects }) =>
        html`<h3>${groupTitle(group)}</h3>${bars({
          label: `${groupTitle(group)} by length of the input`,
          rows: first.parts.map(
            ({ from, to }: LengthEffect['parts'][number], part) => `${quarters[part]}, ${from} to ${to}`,
          ),
          series: shown.map(({ name }, at) => ({
            name,
            colour: `var(--source-${at + 1})`,
            values: effects[at]?.parts.map(({ mean }) => mean) ?? [],
          })),
          shown: digits,
        })}`,
    ),
    html`<p class="note">Lengths are characters of the input.${report.models.length > mostShown && ` The first ${mostShown} models are drawn.`}</p>`,
    folded(
      'By length of inputs, references and answers, as numbers',
      table(
        head.map((name, at) => ({ name, isNumber: at > 3 })),
        rows.map((row) => row.map((cell, at) => (at === 0 ? html`<bdi>${cell}</bdi>` : cell))),
      ),
    ),
  );
}
