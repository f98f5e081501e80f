import type { Scores } from '../score/metrics.ts';
import { pythonString } from '../score/python-text.ts';
import type { Answers } from '../score/read-answers.ts';
import { type BenchKind, type BenchRecord, benchKinds } from '../score/read-bench.ts';
import { rankingMetric } from './ranking-metric.ts';

/** Whose characters are counted. */
export const measuredTexts = ['input', 'reference', 'answer'] as const;
export type MeasuredText = (typeof measuredTexts)[number];

/** How scores run with the length of a text: the records of one kind and language in four parts of like size. */
export interface LengthEffect {
  kind: BenchKind;
  language: BenchRecord['language'];
  of: MeasuredText;
  /** Characters, both ends included; an answer's are those of each model's own. */
  parts: { from: number; to: number; records: number; mean: number | null }[];
}

const parts = 4;

/** The effects for one model; empty answers have no length. */
export function lengthEffects(bench: readonly BenchRecord[], scores: Scores, { byId }: Answers): LengthEffect[] {
  const lengths: Record<MeasuredText, (record: BenchRecord) => number> = {
    input: ({ input }) => [...input].length,
    reference: ({ output }) => lengthOf(output),
    answer: ({ id }) => lengthOf(byId.get(String(id))?.at(-1)?.output),
  };
  return benchKinds.flatMap((kind) =>
    (['en', 'zh'] as const).flatMap((language) => {
      const values = scores.get(rankingMetric[kind])!;
      const of = bench.flatMap((record, index) =>
        record.kind === kind && record.language === language && !Number.isNaN(values[index]!)
          ? [{ record, score: values[index]! }]
          : [],
      );
      // A letter has no length to speak of.
      const texts = kind === 'choice' ? (['input'] as const) : measuredTexts;
      return texts.flatMap((text) => {
        const measured = of
          .map(({ record, score }) => ({ length: lengths[text](record), score }))
          .filter(({ length }) => length > 0)
          .sort((a, b) => a.length - b.length);
        return measured.length < 2 * parts ? [] : [{ kind, language, of: text, parts: partsOf(measured) }];
      });
    }),
  );
}

function partsOf(measured: readonly { length: number; score: number }[]): LengthEffect['parts'] {
  return Array.from({ length: parts }, (_, part) => {
    const members = measured.slice(
      Math.floor((part * measured.length) / parts),
      Math.floor(((part + 1) * measured.length) / parts),
    );
    const sum = members.reduce((total, { score }) => total + score, 0);
    return {
      ...{ from: members[0]!.length, to: members.at(-1)!.length, records: members.length },
      mean: members.length > 0 ? sum / members.length : null,
    };
  });
}

const lengthOf = (output: unknown): number =>
  output === null || output === undefined
    ? 0
    : [...(typeof output === 'string' ? output : pythonString(output))].length;
