import { type Figures, kindNames, kinds, languageNames, languages } from '../figures.ts';
import { type HtmlValue, html } from '../html.ts';
import { counted, percent, whole } from '../numbers.ts';
import { section, table } from './section.ts';

/** Ours beside the published figures: what a reader who reads one table should read. */
export function overview(figures: Figures) {
  const { measured, grounding, curation } = figures;
  const pairs = curation.exported.en + curation.exported.zh;
  const rows = [...groundingRows(figures), ...spreadRows(figures), instructionRow(figures), ...medianRows(figures)];
  const compared = rows.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict !== null);
  const better = compared.filter(Boolean).length;
  return section(
    'comparison',
    'How does it compare with the published bench?',
    `It is better in ${better} of ${compared.length} figures that have a better and a worse.`,
    html`<p class="note">Published: ${figures.published.source}. Ours: ${
      measured.isSample
        ? `a sample of ${counted(measured.pairs, 'pair')} by hash of their ids, of ${whole(pairs)}`
        : `all ${counted(measured.pairs, 'pair')}`
    }; the spread is of all pairs. ${grounding.length > 0 && 'A leaf is one value of an extraction answer; it is compared with case ignored and, folded, by its letters and digits alone, refanged.'}</p>`,
    table(
      [
        { name: 'Figure' },
        ...languages.flatMap((language) => [
          { name: languageNames[language], isNumber: true },
          { name: 'published', isNumber: true },
        ]),
      ],
      rows.map(({ name, ours, theirs, verdicts }) => [
        name,
        ...languages.flatMap((_, at) =>
          at in ours ? [withVerdict(ours[at] ?? null, verdicts[at] ?? null), theirs[at]] : ['', ''],
        ),
      ]),
      'comparison',
    ),
    html`<p class="note"><span class="better">▲ better</span> and <span class="worse">▼ worse</span> than published. Lengths have neither.</p>`,
  );
}

/** A figure of each language, ours and theirs; a verdict is null where there is nothing to compare. */
interface Row {
  name: string;
  ours: (string | null)[];
  theirs: string[];
  verdicts: (boolean | null)[];
}

const withVerdict = (figure: string | null, isBetter: boolean | null): HtmlValue =>
  figure === null
    ? '–'
    : isBetter === null
      ? figure
      : html`<span class="${isBetter ? 'better' : 'worse'}" title="${isBetter ? 'better' : 'worse'} than published">${isBetter ? '▲' : '▼'} ${figure}</span>`;

interface Compared {
  name: string;
  ours: readonly (number | null)[];
  theirs: readonly number[];
  shown: (value: number) => string;
  isMoreBetter?: boolean;
}

const compare = ({ name, ours, theirs, shown, isMoreBetter }: Compared): Row => ({
  name,
  ours: ours.map((value) => (value === null ? null : shown(value))),
  theirs: theirs.map(shown),
  verdicts: ours.map((value, at) =>
    value === null || isMoreBetter === undefined || shown(value) === shown(theirs[at]!)
      ? null
      : value > theirs[at]! === isMoreBetter,
  ),
});

function groundingRows({ grounding, published }: Figures): Row[] {
  const of = (measure: 'verbatim' | 'folded' | 'whole') =>
    languages.map((language) => {
      const one = grounding.find((counts) => counts.language === language);
      if (!one) return null;
      return measure === 'whole' ? one.whole / one.pairs : one[measure] / Math.max(1, one.leaves);
    });
  const names = {
    verbatim: 'Leaves that stand in the input',
    folded: 'Leaves that stand in the input, folded',
    whole: 'Extraction records with every leaf in the input',
  };
  return (['verbatim', 'folded', 'whole'] as const).map((measure) =>
    compare({
      ...{ name: names[measure], ours: of(measure), shown: percent, isMoreBetter: true },
      theirs: languages.map((language) => published.grounding[language][measure]),
    }),
  );
}

function spreadRows({ spread, published }: Figures): Row[] {
  return kinds.flatMap((kind) => {
    const of = languages.map((language) => spread.find((one) => one.kind === kind && one.language === language));
    const theirs = (measure: 'normalisedEntropy' | 'commonestShare') =>
      languages.map((language) => published.spread[kind][language][measure]);
    return [
      compare({
        name: `Entropy of the spread over tasks, ${kindNames[kind]} (1 is even)`,
        ours: of.map((one) => one?.normalisedEntropy ?? null),
        ...{ theirs: theirs('normalisedEntropy'), shown: (value) => value.toFixed(2), isMoreBetter: true },
      }),
      compare({
        name: `Share of the commonest task, ${kindNames[kind]}`,
        ours: of.map((one) => one?.commonest?.share ?? null),
        ...{ theirs: theirs('commonestShare'), shown: percent, isMoreBetter: false },
      }),
    ];
  });
}

function instructionRow({ instructions, published }: Figures): Row {
  const { distinct, records } = published.instructions;
  return compare({
    name: `Different instructions, both languages, among ${counted(instructions.records, 'record')} (published: ${whole(records)})`,
    ours: [instructions.records === 0 ? null : instructions.distinct / instructions.records],
    theirs: [distinct / records],
    ...{ shown: percent, isMoreBetter: true },
  });
}

function medianRows({ lengths, published }: Figures): Row[] {
  return kinds.flatMap((kind) =>
    (['instruction', 'input', 'thought', 'output'] as const).map((field) =>
      compare({
        name: `Median characters of ${field}, ${kindNames[kind]}`,
        ours: languages.map(
          (language) =>
            lengths.find((one) => one.kind === kind && one.language === language && one.field === field)
              ?.percentiles[2] ?? null,
        ),
        theirs: languages.map((language) => published.medians[kind][language][field]),
        shown: whole,
      }),
    ),
  );
}
