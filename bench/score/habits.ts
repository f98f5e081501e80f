import { z } from 'zod';
import type { Language } from '../../pipeline/records.ts';
import { parseAnswer } from '../../pipeline/teacher/openai/parse-answer.ts';
import { detectLanguage } from '../../pipeline/text/detect-language.ts';
import { type Folded, findFolded } from '../../pipeline/text/fold.ts';
import { countScripts, maskIndicators } from '../../pipeline/text/scripts.ts';
import { isObject } from './python-text.ts';

/** How an extraction answer gives its object: as JSON, as a text that is JSON, in a fence, only after repair, or not at all. */
export const answerForms = ['object', 'list', 'text', 'fenced', 'repaired', 'none'] as const;
export type AnswerForm = (typeof answerForms)[number];

/** The object or list of an extraction answer, read as tolerantly as it can be; undefined where it holds none. */
export function readExtraction(output: unknown): { form: AnswerForm; value?: unknown } {
  if (isObject(output)) return { form: 'object', value: output };
  if (Array.isArray(output)) return { form: 'list', value: output };
  if (typeof output !== 'string') return { form: 'none' };
  const plain = readHolder(output);
  if (plain) return { form: 'text', value: plain };
  const inside = insideFence(output);
  const fenced = inside === null ? null : readHolder(inside);
  if (fenced) return { form: 'fenced', value: fenced };
  const repaired = parseAnswer(output, z.record(z.string(), z.unknown()));
  return 'value' in repaired ? { form: 'repaired', value: repaired.value } : { form: 'none' };
}

/** Whether the answer is valid JSON of the shape that was asked for, without any help. */
export const isValidForm = (form: AnswerForm): boolean => form === 'object' || form === 'list' || form === 'text';

/** Share of texts that stand in the input, whatever their case, width and defanging; NaN where there are none. */
export function groundedShare(texts: readonly string[], input: Folded): number {
  if (texts.length === 0) return Number.NaN;
  const looked = texts.slice(0, mostLookedUp);
  return looked.filter((text) => findFolded(input, text) !== null).length / looked.length;
}

/** Leaves that are looked up in the input: one answer may hold 100,000. */
const mostLookedUp = 1000;

/** 1 where a text is in its record's language, 0 where in another, NaN where too little is left to tell. */
export function inLanguage(text: string, language: Language): number {
  const detected = detectLanguage(text);
  return detected === 'undetermined' ? Number.NaN : Number(detected === language);
}

/** The same for the values of an extraction answer: names and indicators, of which only the script can be told. */
export function inScript(values: string, language: Language): number {
  const { han, latinWords } = countScripts(maskIndicators(values.slice(0, 20_000)));
  if (han + latinWords < 2) return Number.NaN;
  return Number(han / (han + latinWords) >= chineseFrom === (language === 'zh'));
}

/** Han characters against Latin words, from which values count as Chinese; as in detectLanguage. */
const chineseFrom = 0.2;

/** What stands between the fences of a text that is one block of code, or null. */
export function insideFence(text: string): string | null {
  const block = text.trim();
  if (!block.startsWith('```') || !block.endsWith('```') || block.length < 6) return null;
  return block.slice(3, -3).replace(/^\w+/, '').trim();
}

function readHolder(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
