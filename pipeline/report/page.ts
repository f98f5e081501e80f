import type { Figures } from './figures.ts';
import { headlines } from './headlines.ts';
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
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

/** What a browser is told to refuse: everything but the style that stands in the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

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
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>SEvenLLM dataset report</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<header><h1>The dataset at a glance</h1>
<p class="note">As the ledger stood at ${figures.takenAt.replace(/\.\d+Z$/, 'Z')}; sevenllm ${figures.version}.</p>
<dl class="cards">${cards}</dl></header>
<main>
${sections.map((section) => html`${section(figures)}\n`)}${!isEmpty && samples(pairs)}
</main>
</body>
</html>
`);
}
