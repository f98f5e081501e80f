import { z } from 'zod';
import { taskPool } from '../../task-pool/index.ts';
import { evidenceSchema, languageSchema } from '../records.ts';
import type { ExportedPair } from '../shards/exported-pair.ts';
import { splits } from '../shards/split.ts';

const slugs = new Set(taskPool.map(({ slug }) => slug));
const name = z.string().min(1).max(500);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'no SHA-256 in hexadecimal digits');

/** One line of the format `pointers`. It may have been written by anyone. */
export const pointerSchema = z.object({
  id: z.number().int().min(1),
  category: name,
  instruction: z.string().min(1),
  thought: z.string(),
  output: z.string().min(1),
  pair_id: name,
  group: name,
  task: z.string().refine((slug) => slugs.has(slug), 'no task that there is'),
  kind: z.enum(['understanding', 'generation']),
  language: languageSchema,
  split: z.enum(splits),
  evidence: z.array(evidenceSchema),
  score: z.number().nullable(),
  document: z.object({
    id: name,
    source: name,
    url: z.string().min(1).max(4000),
    title: z.string(),
    published_at: z.string().nullable(),
    licence: z.string().nullable(),
    text_sha256: hash,
    blocks: z
      .array(z.number().int().min(0))
      .min(1)
      .refine((all) => all.every((number, index) => index === 0 || number > all[index - 1]!), 'not in order'),
  }),
  teacher: z.object({ model: name, answered_by: name, prompt_version: name, completion_id: name }),
  input_sha256: hash,
  input_length: z.number().int().min(1),
});
export type Pointer = z.infer<typeof pointerSchema>;

/** A page's text, as `clean` reads it. */
export interface PageText {
  textHash: string;
  blocks: string[];
}

/** The pair that a pointer stands for, with the text that was found; blocks and hash are those of the page as it is now. */
export function pairFrom(pointer: Pointer, { input, blocks }: { input: string; blocks: number[] }, textHash: string) {
  const { document, teacher } = pointer;
  const pair: ExportedPair = {
    ...{ id: pointer.pair_id, documentId: document.id, group: pointer.group, task: pointer.task },
    ...{ category: pointer.category, kind: pointer.kind, language: pointer.language, split: pointer.split },
    ...{ instruction: pointer.instruction, input, blocks, thought: pointer.thought, output: pointer.output },
    ...{ evidence: pointer.evidence, score: pointer.score, source: document.source, url: document.url },
    ...{ title: document.title, publishedAt: document.published_at, licence: document.licence, textHash },
    ...{ model: teacher.model, answeredBy: teacher.answered_by, promptVersion: teacher.prompt_version },
    completionId: teacher.completion_id,
  };
  return pair;
}
