import { jsonrepair } from 'jsonrepair';
import { z } from 'zod';
import { cleanText } from '../../text/clean-text.ts';

export type Parsed<T> = { value: T } | { problem: string };

/** Escapes such as \u0000 come alive only once the JSON is read: every key and string is cleaned then. */
function cleanJson(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item)]));
}

const fence = /```(?:json)?\s*([\s\S]*?)```/i;

/** Reads a model's JSON: plain, fenced, with prose around it, or slightly broken; then holds it to the schema. */
export function parseAnswer<T>(text: string, schema: z.ZodType<T>): Parsed<T> {
  const json = readJson(text);
  if ('problem' in json) return json;
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { value: parsed.data };
  return { problem: `it has the wrong shape: ${z.prettifyError(parsed.error).slice(0, 800)}` };
}

function readJson(text: string): Parsed<unknown> {
  const fenced = fence.exec(text)?.[1];
  const start = text.indexOf('{');
  const attempts = [text, fenced, start >= 0 ? text.slice(start, text.lastIndexOf('}') + 1) : undefined];
  for (const attempt of attempts) {
    if (!attempt) continue;
    try {
      return { value: cleanJson(JSON.parse(attempt)) };
    } catch {
      // The next reading may do better.
    }
  }
  // jsonrepair makes a string of any prose: it only gets what looks like an object.
  if (start < 0) return { problem: 'it holds no JSON object' };
  try {
    return { value: cleanJson(JSON.parse(jsonrepair(text.slice(start)))) };
  } catch (error) {
    return { problem: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
