import { type Html, html } from '../../../pipeline/report/html.ts';
import { section } from '../../../pipeline/report/sections/section.ts';
import type { Estimate } from '../../score/intervals.ts';
import type { BenchReport } from '../bench-report.ts';
import { rankingMetric } from '../ranking-metric.ts';
import { digits, scoreOf } from '../report-rows.ts';

/** Fewer records tell little of a task; such rows are shown and never named. */
const few = 5;

/** A heat map: a row for each task and language, a column for each model. */
export function tasks({ models }: BenchReport): Html {
  const groups = models[0]!.report.ours.tasks;
  const rows = groups.map((group, at) => ({
    group,
    estimates: models.map(({ report }) => scoreOf(report.ours.tasks[at]!, rankingMetric[group.kind])),
  }));
  const means = rows
    .filter(({ group }) => group.records >= few)
    .map(({ group, estimates }) => ({ group, mean: meanOf(estimates) }))
    .sort((a, b) => a.mean - b.mean);
  const [hardest, easiest] = [means[0], means.at(-1)];
  const name = (one: (typeof means)[number]) => `${one.group.task} (${one.group.language}, ${digits(one.mean)})`;
  return section(
    'tasks',
    'Which tasks are hard?',
    hardest && easiest
      ? `Hardest is ${name(hardest)}, easiest ${name(easiest)}.`
      : 'There are too few records to tell.',
    html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Task</th><th scope="col">Kind</th><th scope="col">Language</th><th scope="col" class="number">Records</th>${models.map(
      (model) => html`<th scope="col" class="number"><bdi>${model.name}</bdi></th>`,
    )}</tr></thead><tbody>${rows.map(
      ({ group, estimates }) =>
        html`<tr><th scope="row">${group.task}</th><td>${group.kind}</td><td>${group.language}</td><td class="number">${group.records}</td>${estimates.map(
          cell,
        )}</tr>`,
    )}</tbody></table></div>`,
    html`<p class="note">Extraction by ${rankingMetric.extraction}, generation by ${rankingMetric.generation}: the two are not to be compared with each other. The fuller a cell, the higher the mean in it. Rows of fewer than ${few} records are named nowhere else.</p>`,
  );
}

function cell(one: Estimate | undefined): Html {
  if (one === undefined || one.mean === null) return html`<td class="cell">–</td>`;
  return html`<td class="cell" style="--share:${one.mean.toFixed(3)}">${digits(one.mean)}<span class="interval">${digits(one.low)} to ${digits(one.high)}</span></td>`;
}

const meanOf = (estimates: readonly (Estimate | undefined)[]): number =>
  estimates.reduce((sum, one) => sum + (one?.mean ?? 0), 0) / estimates.length;
