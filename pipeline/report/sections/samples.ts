import { taskPool } from '../../../task-pool/index.ts';
import { languageNames } from '../figures.ts';
import { type Html, html } from '../html.ts';
import { markedText } from '../marked-text.ts';
import { counted } from '../numbers.ts';
import type { SamplePair } from '../read-samples.ts';
import { section } from './section.ts';

/** A few pairs of each task, with what their answers rest on marked in the input. */
export function samples(pairs: readonly SamplePair[]) {
  const question = 'What does a pair look like?';
  if (pairs.length === 0) return section('samples', question, 'There is none to show yet.');
  const tasks = taskPool.filter(({ slug }) => pairs.some(({ task }) => task === slug));
  return section(
    'samples',
    question,
    `${counted(pairs.length, 'pair')} of ${counted(tasks.length, 'task')}, taken by hash, not by hand.`,
    html`<p class="note">What an extraction answer rests on is <mark>marked</mark> in the input; point at a mark to see which values. Both languages of a document stand beside each other.</p>`,
    tasks.map(({ slug, category, chinese }, at) => {
      const own = pairs.filter(({ task }) => task === slug);
      const groups = [...new Set(own.map(({ group }) => group))];
      return html`<details${at === 0 && html` open`}><summary>${category} <span lang="zh">${chinese}</span></summary>${groups.map(
        (group) => groupOf(own.filter((pair) => pair.group === group)),
      )}</details>`;
    }),
  );
}

function groupOf(pairs: readonly SamplePair[]): Html {
  const [first] = pairs;
  return html`<article><h3><bdi>${first!.title}</bdi></h3><p class="note">${[
    first!.source,
    first!.publishedAt,
    first!.model,
  ]
    .filter(Boolean)
    .join(' · ')} · <bdi>${linkTo(first!.url)}</bdi></p><div class="pair">${pairs.map((pair) =>
    pairOf(
      pair,
      pairs.find(({ language }) => language !== pair.language),
    ),
  )}</div></article>`;
}

const pairOf = (pair: SamplePair, other: SamplePair | undefined): Html =>
  html`<div id="${pair.id}" class="${pair.language}"><h4>${languageNames[pair.language]} <code>${pair.id}</code>${
    other && html` <a href="#${other.id}">${languageNames[other.language]}</a>`
  }</h4><dl>
<dt>Instruction</dt><dd lang="${pair.language}">${pair.instruction}</dd>
<dt>Input</dt><dd class="text" tabindex="0"><bdi>${markedText(pair.input, pair.evidence)}</bdi></dd>
<dt>Thought</dt><dd class="text" lang="${pair.language}"><bdi>${markedText(pair.thought, [])}</bdi></dd>
<dt>Output</dt><dd class="text" tabindex="0" lang="${pair.language}"><bdi>${markedText(
    typeof pair.output === 'string' ? pair.output : JSON.stringify(pair.output, null, 2),
    [],
  )}</bdi></dd></dl></div>`;

/** A link to where the article was, if a browser may follow it; nothing is loaded from there. */
const linkTo = (url: string): Html =>
  /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noreferrer noopener">${url}</a>` : html`${url}`;
