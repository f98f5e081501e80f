import { alignedLeaves } from './aligned-f1.ts';
import { readExtraction } from './habits.ts';
import { isPythonFalse, pythonString } from './python-text.ts';
import type { Answers } from './read-answers.ts';
import type { BenchRecord } from './read-bench.ts';

/** Makes vectors of texts, one each, in order; all of one length. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

/** Characters of a text that are looked at: models of sentences read some hundred words. */
const mostCharacters = 8000;

/**
 * Cosine of the vectors of reference and last answer of every open record, in the order of the bench: ours, named
 * `semantic`. An extraction is its values, one a line. 0 where the answer is missing or empty; NaN for multiple choice.
 */
export async function semanticScores(
  bench: readonly BenchRecord[],
  { byId }: Pick<Answers, 'byId'>,
  embed: Embed,
): Promise<Float64Array> {
  const scores = new Float64Array(bench.length).fill(Number.NaN);
  const pairs = bench.flatMap((record, index) => {
    if (record.kind === 'choice') return [];
    scores[index] = 0;
    const answer = textOf(record, byId.get(String(record.id))?.at(-1)?.output);
    return answer === '' ? [] : [{ index, reference: textOf(record, record.output), answer }];
  });
  // Apart, so that the vectors of references are the same batches whoever answers.
  const references = await embed(
    bench.filter(({ kind }) => kind !== 'choice').map((record) => textOf(record, record.output)),
  );
  const places = new Map(bench.filter(({ kind }) => kind !== 'choice').map((record, place) => [record, place]));
  const answers = await embed(pairs.map(({ answer }) => answer));
  for (const [at, { index }] of pairs.entries())
    scores[index] = cosine(references[places.get(bench[index]!)!]!, answers[at]!);
  return scores;
}

function textOf({ kind }: BenchRecord, output: unknown): string {
  if (isPythonFalse(output)) return '';
  const text =
    kind === 'extraction'
      ? alignedLeaves(readExtraction(output).value ?? output)
          .map((leaf) => leaf.text)
          .reverse()
          .join('\n')
      : pythonString(output);
  return text.slice(0, mostCharacters).trim();
}

function cosine(one: Float32Array, other: Float32Array): number {
  let [dot, ones, others] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    dot += one[at]! * other[at]!;
    ones += one[at]! ** 2;
    others += other[at]! ** 2;
  }
  return ones === 0 || others === 0 ? 0 : dot / Math.sqrt(ones * others);
}
