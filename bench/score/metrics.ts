import type { BenchKind } from './read-bench.ts';

/** What is measured of each kind of record, by the names it has in reports, with what it says. */
export const metricsOf = {
  generation: {
    'rouge-1.0.1': 'ROUGE-L as the authors compute it (PyPI rouge 1.0.1)',
    rougeL: "ROUGE-L as Google's rouge_score computes it, Chinese segmented",
    inLanguage: "answers in the record's language",
  },
  extraction: {
    exactF1: "the authors' F1 of exact leaf values",
    alignedF1: 'ours: F1 of leaves by key and folded value, best assignment, partial credit',
    validJson: 'answers that are valid JSON',
    grounded: 'leaves of an answer that stand in its input',
    inLanguage: "answers in the record's language",
  },
  choice: {
    publishedChoice: "right letters as the authors' script reads them",
    strict: 'right, and the answer is nothing but the letter',
    lenient: 'right, however the answer says it',
  },
} as const satisfies Record<BenchKind, Record<string, string>>;

export type Metric = { [Kind in BenchKind]: keyof (typeof metricsOf)[Kind] }[BenchKind];
export const metricNames = (kind: BenchKind): Metric[] => Object.keys(metricsOf[kind]) as Metric[];

/** The value of each record by metric, in the order of the bench; NaN where a record has none. */
export type Scores = ReadonlyMap<Metric, Float64Array>;
