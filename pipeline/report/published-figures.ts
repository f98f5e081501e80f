import type { Task } from '../../task-pool/define-task.ts';
import type { Language } from '../records.ts';
import type { LengthField } from './figures.ts';

/**
 * What was measured on the published dataset: the figures to beat. Of SEvenLLM-Bench's open records (300 of each kind and
 * language), and, for the tokens, of the published prompts (arXiv 2405.03446).
 */
export const publishedFigures = {
  source: 'SEvenLLM-Bench, 1,200 open records (arXiv 2405.03446)',
  /** Shares of extraction leaves that stand in the input, case ignored and folded; of records with every leaf, folded. */
  grounding: {
    en: { verbatim: 0.52, folded: 0.53, whole: 0.13 },
    zh: { verbatim: 0.7, folded: 0.73, whole: 0.16 },
  } satisfies Record<Language, Record<string, number>>,
  /** Normalised entropy over the categories of a kind, and the share of the commonest. */
  spread: {
    understanding: {
      en: { normalisedEntropy: 0.87, commonestShare: 0.26 },
      zh: { normalisedEntropy: 0.44, commonestShare: 0.7 },
    },
    generation: {
      en: { normalisedEntropy: 0.72, commonestShare: 0.27 },
      zh: { normalisedEntropy: 0.44, commonestShare: 0.7 },
    },
  } satisfies ByKindAndLanguage<Record<string, number>>,
  instructions: { records: 1200, distinct: 1139 },
  /** Median characters. */
  medians: {
    understanding: {
      en: { instruction: 178, input: 793, thought: 350, output: 454 },
      zh: { instruction: 60, input: 326, thought: 104, output: 209 },
    },
    generation: {
      en: { instruction: 197, input: 702, thought: 484, output: 774 },
      zh: { instruction: 61, input: 283, thought: 161, output: 229 },
    },
  } satisfies ByKindAndLanguage<Record<LengthField, number>>,
  /** Of a record, of a document of 1,500 tokens. */
  tokens: { input: 2900, output: 470 },
} as const;

type ByKindAndLanguage<T> = Record<Task['kind'], Record<Language, T>>;
