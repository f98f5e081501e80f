import { bars } from '../bars.ts';
import { type Figures, type Grounding, languageNames } from '../figures.ts';
import { html } from '../html.ts';
import { percent, whole } from '../numbers.ts';
import { section, table } from './section.ts';

const shares = {
  verbatim: ({ verbatim, leaves }: Grounding) => verbatim / Math.max(1, leaves),
  folded: ({ folded, leaves }: Grounding) => folded / Math.max(1, leaves),
  quotes: ({ quotesFolded, leaves, labels }: Grounding) => quotesFolded / Math.max(1, leaves - labels),
  whole: ({ whole: count, pairs }: Grounding) => count / pairs,
  wholeQuotes: ({ wholeQuotes, pairs }: Grounding) => wholeQuotes / pairs,
};

/** How much of the extraction answers is in the texts that they were drawn from. */
export function grounding({ grounding: all, published }: Figures) {
  const question = 'Does the text say what the answers say?';
  if (all.length === 0) return section('grounding', question, 'There are no extraction pairs yet.');
  const answer = all
    .map(
      (one) =>
        `${percent(shares.folded(one))} of ${languageNames[one.language]} leaves (published ${percent(published.grounding[one.language].folded)})`,
    )
    .join(' and ');
  const sum = (key: 'quotesFolded' | 'leaves' | 'labels') => all.reduce((total, one) => total + one[key], 0);
  const quotes = sum('quotesFolded') / Math.max(1, sum('leaves') - sum('labels'));
  const rows = all.flatMap((one) => {
    const theirs = published.grounding[one.language];
    const name = languageNames[one.language];
    return [
      { name: `${name}: leaves in the input`, ours: shares.verbatim(one), theirs: theirs.verbatim },
      { name: `${name}: the same, folded`, ours: shares.folded(one), theirs: theirs.folded },
      { name: `${name}: quotes in the input, folded`, ours: shares.quotes(one), theirs: null },
      { name: `${name}: records with every leaf`, ours: shares.whole(one), theirs: theirs.whole },
      { name: `${name}: records with every quote`, ours: shares.wholeQuotes(one), theirs: null },
    ];
  });
  return section(
    'grounding',
    question,
    `The input holds ${answer}, and ${percent(quotes)} of what is quoted.`,
    bars({
      label: 'Share of extraction answers that stands in the input, this dataset and the published bench',
      rows: rows.map(({ name }) => name),
      series: [
        { name: 'this dataset', colour: 'var(--ours)', values: rows.map(({ ours }) => ours) },
        { name: 'published bench', colour: 'var(--published)', values: rows.map(({ theirs }) => theirs) },
      ],
      shown: percent,
      most: 1,
    }),
    html`<p class="note">Computed anew from each answer and its input, as the published figures were. Some leaves are labels: words of a closed vocabulary in the pair’s language, such as a severity. The text need not hold them, and each rests on a quote beside it; quotes are all other leaves.</p>`,
    table(
      [
        { name: 'Language' },
        ...['Records', 'Leaves', 'in the input', 'folded', 'Labels', 'Quotes', 'in the input, folded'].map((name) => ({
          name,
          isNumber: true,
        })),
      ],
      all.map((one) => [
        languageNames[one.language],
        ...[one.pairs, one.leaves, one.verbatim, one.folded, one.labels, one.leaves - one.labels, one.quotesFolded].map(
          whole,
        ),
      ]),
    ),
  );
}
