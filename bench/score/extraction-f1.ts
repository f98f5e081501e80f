import { isObject, isPythonFalse, pythonString } from './python-text.ts';

/**
 * F1 as the authors' script scores extraction: the multisets of leaf values, each as Python prints it, compared exactly.
 * An empty output is one empty value, a text one value; a number or `true` has none, and neither has a missing answer.
 * `answers` are all outputs of the id in order: their values are pooled. Null where the script ends with an error on that.
 */
export function publishedExtractionF1(reference: unknown, answers: readonly unknown[]): number | null {
  const expected = listOf(valuesOf(reference));
  let pooled: Values = null;
  for (const [index, answer] of answers.entries()) {
    const values = valuesOf(answer);
    if (index === 0) pooled = values;
    else if (!Array.isArray(pooled) || values === null) return null;
    else pooled = [...pooled, ...values];
  }
  const given = listOf(pooled);
  const common = countCommon(expected, given);
  const precision = given.length ? common / given.length : 0;
  const recall = expected.length ? common / expected.length : 0;
  return precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
}

type Values = string[] | string | null;

function valuesOf(output: unknown): Values {
  if (isPythonFalse(output)) return '';
  if (typeof output === 'string') return output;
  return Array.isArray(output) || isObject(output) ? leafTexts(output) : null;
}

const listOf = (values: Values): string[] => (typeof values === 'string' ? [values] : (values ?? []));

function leafTexts(value: unknown): string[] {
  const texts: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) for (const item of next) open.push(item);
    else if (isObject(next)) for (const item of Object.values(next)) open.push(item);
    else texts.push(pythonString(next));
  }
  return texts;
}

function countCommon(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of one) counts.set(text, (counts.get(text) ?? 0) + 1);
  let common = 0;
  for (const text of other) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    common++;
  }
  return common;
}
