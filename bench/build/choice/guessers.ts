import { foldWithOffsets } from '../../../pipeline/text/fold.ts';
import { formDistance } from './form.ts';

/** A question as someone sees it who has not the text. */
export interface Guessed {
  question: string;
  options: readonly string[];
  /** Index of the right option. */
  right: number;
}

/** How often an option stands in the questions of the whole bench. */
export type Commonness = ReadonlyMap<string, number>;

type Guesser = (guessed: Guessed, commonness: Commonness) => number[];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const lengthsOf = ({ options }: Guessed): number[] => options.map((option) => option.length);
const among = ({ options }: Guessed, measure: (one: string, other: string) => number): number[] =>
  options.map((one, i) => sum(options.map((other, j) => (i === j ? 0 : measure(one, other)))));

/** What can be guessed by without the text: each rates the options, and takes the one that it rates highest. */
export const guessers: Record<string, Guesser> = {
  'longest option': lengthsOf,
  'shortest option': (guessed) => lengthsOf(guessed).map((length) => -length),
  'overlap with the question': ({ question, options }) => options.map((option) => overlap(option, question)),
  'first letter': ({ options }) => options.map((_, index) => -index),
  'first in the alphabet': ({ options }) => options.map((one) => -options.filter((other) => other < one).length),
  'last in the alphabet': ({ options }) => options.map((one) => options.filter((other) => other < one).length),
  'commonest option': ({ options }, commonness) => options.map((option) => commonness.get(option) ?? 0),
  'rarest option': ({ options }, commonness) => options.map((option) => -(commonness.get(option) ?? 0)),
  'odd one out in form': (guessed) => among(guessed, formDistance),
  'most like the others': (guessed) => among(guessed, likeness),
  'lowest number': ({ options }) => options.map((option) => -figureOf(option)),
  'highest number': ({ options }) => options.map(figureOf),
};

/** Those whose guess does not change with the order of the options, nor with the other questions. */
export const steady = Object.keys(guessers).filter(
  (name) => !/letter|est option$/.test(name) || /^(?:long|short)/.test(name),
);
export const byCommonness = ['commonest option', 'rarest option'];

/** What a guesser gets for a question: 1 where it is right, a part of it where several options look alike to it. */
export function creditOf(name: string, guessed: Guessed, commonness: Commonness): number {
  const rates = guessers[name]!(guessed, commonness);
  const best = Math.max(...rates);
  const chosen = rates.filter((rate) => rate === best).length;
  return rates[guessed.right] === best ? 1 / chosen : 0;
}

export function commonnessOf(questions: readonly { options: readonly string[] }[]): Commonness {
  const counts = new Map<string, number>();
  for (const { options } of questions) for (const option of options) counts.set(option, (counts.get(option) ?? 0) + 1);
  return counts;
}

/** Share of the questions that each guesser gets right, ties counted in part; null where there are none. */
export function guesserScores(questions: readonly Guessed[]): Record<string, number | null> {
  const commonness = commonnessOf(questions);
  return Object.fromEntries(
    Object.keys(guessers).map((name) => [
      name,
      questions.length === 0
        ? null
        : Math.round((1000 * sum(questions.map((one) => creditOf(name, one, commonness)))) / questions.length) / 1000,
    ]),
  );
}

/** Words of Latin letters and digits, and pairs of Chinese characters, that an option shares with the question. */
function overlap(option: string, question: string): number {
  const asked = new Set(unitsOf(question));
  return unitsOf(option).filter((unit) => asked.has(unit)).length;
}

function unitsOf(text: string): string[] {
  const { folded } = foldWithOffsets(text);
  return [...(folded.match(/[a-z0-9]+/g) ?? []), ...pairsOf(folded.replace(/[^\u4e00-\u9fff]/g, ''))];
}

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));

/** Pairs of characters that two options share, over those of either. */
function likeness(one: string, other: string): number {
  const [a, b] = [new Set(pairsOf(one)), new Set(pairsOf(other))];
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}

/** The first figure of an option; 0 where it has none, so that all look alike. */
const figureOf = (option: string): number =>
  Number((/\d[\d,]*(?:\.\d+)?/.exec(option)?.[0] ?? '0').replaceAll(',', ''));
