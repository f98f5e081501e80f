import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';
import { cleanText } from '../../text/clean-text.ts';
import { findObjects } from './find-objects.ts';

/** `isCut`: the answer ends within its object. A repair would close it, and nobody could tell what is missing. */
export type Parsed<T> = { value: T } | { problem: string; isCut?: true };

/** Characters of an object that are repaired: beyond, the time it takes grows out of hand. */
const mostRepaired = 500_000;

/**
 * Reads a model's JSON: plain, fenced, with prose around it, slightly broken, or the last of several objects that fits;
 * then holds it to the schema.
 */
export function parseAnswer<T>(text: string, schema: z.ZodType<T>): Parsed<T> {
  const plain = tryJson(text);
  if (plain && isObject(plain.value)) return held(plain.value, schema);
  const objects = findObjects(text);
  const last = objects.at(-1);
  if (!last) return { problem: 'it holds no JSON object' };
  // One bracket too few at the very end is a slip; anything more is an answer that was cut.
  if (last.unclosed.length > 1) return { problem: 'it ends in the middle of the object', isCut: true };
  let problem: Parsed<T> | undefined;
  for (const object of objects.toReversed()) {
    const json = readObject(object.text + object.unclosed);
    const parsed = 'problem' in json ? json : held(json.value, schema);
    if ('value' in parsed) return parsed;
    problem ??= parsed;
  }
  return problem ?? { problem: 'it holds no JSON object' };
}

function held<T>(value: unknown, schema: z.ZodType<T>): Parsed<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return { problem: `it has the wrong shape: ${z.prettifyError(parsed.error).slice(0, 800)}` };
}

function readObject(text: string): Parsed<unknown> {
  const plain = tryJson(text);
  if (plain) return plain;
  if (text.length > mostRepaired) return { problem: 'it is not JSON, and too long to be repaired' };
  try {
    return { value: cleanJson(JSON.parse(jsonrepair(text))) };
  } catch (error) {
    return { problem: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function tryJson(text: string): { value: unknown } | null {
  try {
    return { value: cleanJson(JSON.parse(text)) };
  } catch {
    return null;
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Escapes such as \u0000 come alive only once the JSON is read: every key and string is cleaned then. */
function cleanJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item)]));
}
