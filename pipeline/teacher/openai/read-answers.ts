import { z } from 'zod';
import { type Draft, draftSchema, type Language } from '../../records.ts';
import type { AskedTask } from '../teacher.ts';
import { generationSchema } from './answer-schemas.ts';
import { findObjects } from './find-objects.ts';
import { parseAnswer } from './parse-answer.ts';

/** The answer to one of several tasks, or what is wrong with it, with the answer as it stands where there is one. */
export type AnswerRead = { draft: Draft } | { problem: string; raw?: string };

/** With the ids under "answers", or, as some send it, alone. */
const wrapped = z
  .object({ answers: z.record(z.string(), z.unknown()) })
  .transform(({ answers }) => answers)
  .or(z.record(z.string(), z.unknown()));

/** Characters beyond which an answer that is no JSON is not searched for its parts. */
const mostSearched = 200_000;

/**
 * Reads the answers to several tasks one by one: where the whole cannot be read, or a part of it not, each is looked for
 * by its id. Of an answer that its limit has cut, the part it ends in is not used, however whole it looks.
 */
export function readAnswers(
  text: string,
  finishReason: string | null,
  asked: readonly AskedTask[],
  languages: readonly Language[],
): { isCut: boolean; reads: Map<string, AnswerRead> } {
  const whole = parseAnswer(text, wrapped);
  const isCut = finishReason === 'length' || ('isCut' in whole && finishReason !== 'stop');
  const parts = 'value' in whole && !isCut ? whole.value : {};
  const last = isCut && !goesOn.test(text) ? lastOf(text, asked) : null;
  const reads = asked.map(({ task }): [string, AnswerRead] => {
    const { slug } = task;
    if (slug === last) return [slug, { problem: 'it was cut' }];
    const schema = generationSchema(task, languages).transform((value) => draftSchema.parse(value));
    const part = slug in parts ? readPart(JSON.stringify(parts[slug]), schema) : null;
    if (part && 'draft' in part) return [slug, part];
    const found = search(text, slug, schema);
    return [slug, found && 'draft' in found ? found : (part ?? found ?? { problem: 'it is missing' })];
  });
  return { isCut, reads: new Map(reads) };
}

function readPart(raw: string, schema: z.ZodType<Draft>): AnswerRead {
  const parsed = parseAnswer(raw, schema);
  return 'value' in parsed ? { draft: parsed.value } : { problem: parsed.problem, raw };
}

/** The last whole object under an id that fits, or else what is wrong with the last one. */
function search(text: string, slug: string, schema: z.ZodType<Draft>): AnswerRead | null {
  if (text.length > mostSearched) return null;
  let problem: AnswerRead | null = null;
  for (const at of placesOf(text, slug).toReversed()) {
    const found = findObjects(text.slice(at))[0];
    if (!found) continue;
    const part = found.unclosed
      ? { problem: 'it ends in the middle of the object', raw: found.text }
      : readPart(found.text, schema);
    if ('draft' in part) return part;
    problem ??= part;
  }
  return problem;
}

/** A text that ends between two parts, or two items of one. */
const goesOn = /[}｝]\s*[,，]\s*(?:["“][^"“”]*(?:["”]\s*[:：]?\s*)?)?$/;

/** The task whose part a text ends in. */
function lastOf(text: string, asked: readonly AskedTask[]): string | null {
  const ends = asked.map(({ task }) => ({ slug: task.slug, at: placesOf(text, task.slug).at(-1) ?? -1 }));
  const last = ends.reduce((latest, end) => (end.at > latest.at ? end : latest));
  return last.at < 0 ? null : last.slug;
}

/** Where the object under an id begins. Within a string, the id's own quotes would be escaped. */
const placesOf = (text: string, slug: string): number[] =>
  Array.from(
    text.matchAll(new RegExp(`["“]${slug}["”]\\s*[:：]\\s*(?=[{｛])`, 'g')),
    (match) => match.index + match[0].length,
  );
