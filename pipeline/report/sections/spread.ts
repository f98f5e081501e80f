import { bars } from '../bars.ts';
import { type Figures, kindNames, languageNames, type TaskSpread } from '../figures.ts';
import { html } from '../html.ts';
import { percent, whole } from '../numbers.ts';
import { section, table } from './section.ts';

/** How evenly the pairs are spread over the tasks, ours beside published. */
export function spread({ spread: all, tasks, published }: Figures) {
  const question = 'Are the tasks evenly covered?';
  const filled = all.filter((one) => one.normalisedEntropy !== null);
  if (filled.length === 0) return section('spread', question, 'There are no pairs to spread yet.');
  const least = filled.toSorted((a, b) => a.normalisedEntropy! - b.normalisedEntropy!)[0]!;
  const theirs = (one: TaskSpread) => published.spread[one.kind][one.language];
  const nameOf = (one: TaskSpread) => `${languageNames[one.language]} ${kindNames[one.kind]}`;
  return section(
    'spread',
    question,
    `The least even part is ${nameOf(least)}: ${least.normalisedEntropy!.toFixed(2)} of an even spread, published ${theirs(least).normalisedEntropy}.`,
    bars({
      label: 'Normalised entropy of the spread over tasks, by kind and language',
      rows: filled.map(nameOf),
      series: [
        { name: 'this dataset', colour: 'var(--ours)', values: filled.map((one) => one.normalisedEntropy) },
        {
          name: 'published bench',
          colour: 'var(--published)',
          values: filled.map((one) => theirs(one).normalisedEntropy),
        },
      ],
      shown: (value) => value.toFixed(2),
      most: 1,
    }),
    html`<p class="note">Shannon entropy of the spread over all tasks of the kind, by that of an even spread: 1 where every task has as many pairs. It falls where the corpus has little to say on a task, and where a teacher cannot answer it.</p>`,
    table(
      [
        { name: 'Part' },
        { name: 'Pairs', isNumber: true },
        { name: 'Tasks with pairs', isNumber: true },
        { name: 'Commonest task' },
        { name: 'Its share', isNumber: true },
        { name: 'published', isNumber: true },
      ],
      filled.map((one) => [
        nameOf(one),
        whole(one.pairs),
        `${one.withPairs} of ${one.tasks}`,
        tasks.find(({ task }) => task === one.commonest?.task)?.category,
        percent(one.commonest!.share),
        percent(theirs(one).commonestShare),
      ]),
    ),
  );
}
