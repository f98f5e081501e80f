import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scoreFiles } from '../../../bench/score/score-files.ts';
import { packageRoot } from '../../../pipeline/package-root.ts';

const folder = join(dirname(packageRoot), 'shared', 'data', 'published');
const reference = join(folder, 'reference-scores.json');
const hasPublished = existsSync(reference);
if (!hasPublished)
  console.warn("\n*** No published answers beside the checkout: the authors' scores are not reproduced. ***\n");

test.skipIf(!hasPublished)("the authors' scores of the published answers, to the digit", async () => {
  const expected = JSON.parse(readFileSync(reference, 'utf8')) as Record<string, Record<string, number>>;
  const files = Object.keys(expected).map((name) => join(folder, name));
  const reports = await scoreFiles(join(folder, 'sevenllm-bench.jsonl'), files);
  expect(Object.keys(reports)).toEqual(Object.keys(expected));
  for (const [name, figures] of Object.entries(expected)) {
    const { ours, ...published } = reports[name]!;
    expect(Object.keys(published)).toEqual(Object.keys(figures));
    expect(published.choice_correct).toBe(figures.choice_correct);
    for (const [key, figure] of Object.entries(figures))
      expect(published[key as keyof typeof published]!, `${name} ${key}`).toBeCloseTo(figure, 9);
    expect(ours.stopped).toEqual([]);
    expect(ours.answers).toMatchObject({ lines: 1300, answered: 1300, missing: 0, malformed: 0, otherQuestions: 0 });
  }
});
