import type { z } from 'zod';
import { fieldMeta, recordShape, type UnderstandingTask } from '../../task-pool/define-task.ts';
import type { Language } from '../records.ts';
import type { Grounding } from './figures.ts';

/**
 * Counts how much of one extraction answer stands in its input. Computed from answer and input alone, by the rules that
 * the published bench was measured by, and not from the evidence that the pair brings along.
 */
export function leafGrounding(
  task: UnderstandingTask,
  language: Language,
  output: unknown,
  input: string,
): Omit<Grounding, 'language'> {
  const labelNames = labelsOf(task, language);
  const leaves = leavesIn(output);
  const [lower, folded] = [input.toLowerCase(), foldHard(input)];
  const counts = { pairs: 1, leaves: leaves.length, verbatim: 0, folded: 0, labels: 0, quotesFolded: 0 };
  for (const { name, value } of leaves) {
    const isLabel = labelNames.has(name);
    const stands = lower.includes(value.toLowerCase());
    const wanted = foldHard(value);
    // A value of nothing but punctuation folds to nothing, which would stand everywhere.
    const standsFolded = stands || (wanted !== '' && folded.includes(wanted));
    if (isLabel) counts.labels++;
    if (stands) counts.verbatim++;
    if (standsFolded) counts.folded++;
    if (standsFolded && !isLabel) counts.quotesFolded++;
  }
  return {
    ...counts,
    whole: leaves.length > 0 && counts.folded === leaves.length ? 1 : 0,
    wholeQuotes: leaves.length > 0 && counts.quotesFolded === leaves.length - counts.labels ? 1 : 0,
  };
}

/** Letters and digits alone, in lower case and narrow, with `hxxp` as `http`. */
const foldHard = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('hxxp', 'http')
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Every value at any depth that is not empty, with the name of the field that it stands in. */
function leavesIn(value: unknown, name = ''): { name: string; value: string }[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesIn(item, name));
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => leavesIn(item, key));
  return String(value).trim() === '' ? [] : [{ name, value: String(value) }];
}

const known = new Map<string, ReadonlySet<string>>();

/** Names of the fields that hold labels. */
function labelsOf({ slug, answer }: UnderstandingTask, language: Language): ReadonlySet<string> {
  const key = `${slug} ${language}`;
  let names = known.get(key);
  if (!names) {
    names = new Set(labelNamesIn(answer.shape, language));
    known.set(key, names);
  }
  return names;
}

function labelNamesIn(shape: z.ZodRawShape, language: Language): string[] {
  return Object.values(shape).flatMap((type) => {
    const meta = fieldMeta(type as z.ZodType);
    if (meta.leaf === 'records') return labelNamesIn(recordShape(type as z.ZodType), language);
    return meta.leaf === 'label' ? [meta[language]] : [];
  });
}
