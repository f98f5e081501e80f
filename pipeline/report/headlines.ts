import { dollars } from '../teacher/spend/dollars.ts';
import { type Figures, kindNames, languageNames } from './figures.ts';
import { counted, percent, whole } from './numbers.ts';

export interface Headline {
  name: string;
  figure: string;
  /** What it is to be seen beside. */
  beside: string;
}

/** The most telling figures, the first three of which the command line names. */
export function headlines(figures: Figures): Headline[] {
  const { curation, tasks, grounding, spread, published, documents, sources, spend } = figures;
  const { en, zh } = curation.exported;
  const covered = tasks.filter((task) => task.en + task.zh > 0).length;
  const least = spread
    .filter((one) => one.normalisedEntropy !== null)
    .toSorted((a, b) => a.normalisedEntropy! - b.normalisedEntropy!)[0];
  const cost = spend.byModel.reduce((sum, row) => sum + row.cost, 0);
  const calls = spend.byModel.reduce((sum, row) => sum + row.calls, 0);
  return [
    {
      name: 'Pairs',
      figure: whole(en + zh),
      beside: `${whole(en)} English, ${whole(zh)} Chinese; ${covered} of ${tasks.length} tasks`,
    },
    {
      name: 'Extraction leaves in the input, folded',
      figure: grounding.map((one) => percent(one.folded / Math.max(1, one.leaves))).join(' / ') || '–',
      beside: grounding
        .map(({ language }) => `${languageNames[language]}, published ${percent(published.grounding[language].folded)}`)
        .join('; '),
    },
    {
      name: 'Least even spread over tasks',
      figure: least ? least.normalisedEntropy!.toFixed(2) : '–',
      beside: least
        ? `${languageNames[least.language]} ${kindNames[least.kind]}, published ${published.spread[least.kind][least.language].normalisedEntropy}`
        : 'no pairs yet',
    },
    {
      name: 'Documents',
      figure: whole(documents.en + documents.zh),
      beside: `${whole(documents.en)} English, ${whole(documents.zh)} Chinese; ${counted(sources.length, 'source')}`,
    },
    { name: 'Spend', figure: dollars(cost), beside: counted(Math.round(calls), 'call') },
  ];
}
