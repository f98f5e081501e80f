import type { Language } from '../../records.ts';
import { answerText, type ExportedPair } from '../exported-pair.ts';

/** Lengths in characters are counted by powers of two: from 1, from 2, from 4, … */
const mostLengths = 24;

export type Part = 'input' | 'answer';

/** What a card tells of the pairs beyond the manifest, counted on the way. */
export class DatasetFigures {
  readonly lengths: Record<Part, Record<Language, number[]>> = { input: noLengths(), answer: noLengths() };
  /** Pairs by the year of their documents. */
  readonly years: Record<string, Record<Language, number>> = {};
  /** By task slug. */
  readonly tasks: Record<string, Record<Language, number>> = {};

  add(pair: ExportedPair): void {
    const { language, task, publishedAt } = pair;
    this.lengths.input[language][lengthPlace(pair.input)]!++;
    this.lengths.answer[language][lengthPlace(answerText(pair))]!++;
    const year = /^\d{4}/.exec(publishedAt ?? '')?.[0] ?? 'undated';
    this.years[year] ??= { en: 0, zh: 0 };
    this.tasks[task] ??= { en: 0, zh: 0 };
    this.years[year][language]++;
    this.tasks[task][language]++;
  }
}

const noLengths = () => ({ en: Array<number>(mostLengths).fill(0), zh: Array<number>(mostLengths).fill(0) });
const lengthPlace = (text: string) => Math.min(mostLengths - 1, Math.floor(Math.log2(text.length || 1)));
