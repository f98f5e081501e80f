import { instructionPrefixes } from '../../task-pool/define-task.ts';
import type { Pair } from '../records.ts';

const prefixes = Object.values(instructionPrefixes).flatMap(({ en, zh }) => [en, zh]);

/** What a pair asks, as a model sees it: the request without the opening that all of its kind share, and the text. */
export function requestOf({ instruction, input }: Pick<Pair, 'instruction' | 'input'>): string {
  const prefix = prefixes.find((one) => instruction.startsWith(one)) ?? '';
  return `${instruction.slice(prefix.length)}\n${input}`;
}

/** What a pair answers: the text, or the values of the answer object without their keys. */
export function answerOf({ output }: Pick<Pair, 'output'>): string {
  return typeof output === 'string' ? output : valuesIn(output).join('\n');
}

function valuesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
  return value === null || value === undefined ? [] : [String(value)];
}
