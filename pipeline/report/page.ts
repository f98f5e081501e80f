import type { Figures } from './figures.ts';
import { headlines } from './headlines.ts';
import { html } from './html.ts';
import { htmlDocument } from './html-document.ts';
import type { SamplePair } from './read-samples.ts';
import { clusters } from './sections/clusters.ts';
import { grounding } from './sections/grounding.ts';
import { judges } from './sections/judges.ts';
import { lengths } from './sections/lengths.ts';
import { losses } from './sections/losses.ts';
import { overview } from './sections/overview.ts';
import { samples } from './sections/samples.ts';
import { sources } from './sections/sources.ts';
import { spend } from './sections/spend.ts';
import { spread } from './sections/spread.ts';
import { tasks } from './sections/tasks.ts';

/** The whole page: one file that loads nothing and runs nothing. */
export function page(figures: Figures, pairs: readonly SamplePair[]): string {
  const isEmpty = figures.curation.exported.en + figures.curation.exported.zh === 0;
  const ofPairs = [spread, grounding, lengths];
  const ofTheWay = [sources, losses, clusters, judges, spend];
  const sections = isEmpty ? [tasks, ...ofTheWay] : [overview, tasks, ...ofPairs, ...ofTheWay];
  const cards = headlines(figures).map(
    ({ name, figure, beside }) =>
      html`<div class="card"><dt>${name}</dt><dd><b>${figure}</b><span>${beside}</span></dd></div>`,
  );
  return htmlDocument('SEvenLLM dataset report', {
    header: html`<h1>The dataset at a glance</h1>
<p class="note">As the ledger stood at ${figures.takenAt.replace(/\.\d+Z$/, 'Z')}; sevenllm ${figures.version}.</p>
<dl class="cards">${cards}</dl>`,
    main: html`${sections.map((section) => html`${section(figures)}\n`)}${!isEmpty && samples(pairs)}`,
  });
}
