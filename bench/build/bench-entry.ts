import { z } from 'zod';
import { idOf } from '../../pipeline/hash.ts';
import { languageSchema } from '../../pipeline/records.ts';

/** The parts of a bench in the published order of ids (arXiv 2405.03446). */
export const parts = ['zh-ex', 'zh-gen', 'en-ex', 'en-gen', 'en-choice', 'zh-choice'] as const;
export type Part = (typeof parts)[number];

export const letters = ['A', 'B', 'C', 'D'] as const;
export const letterSchema = z.enum(letters);
export type Letter = z.infer<typeof letterSchema>;

const choiceSchema = z.strictObject({ A: z.string(), B: z.string(), C: z.string(), D: z.string() });

/** A record as it is published, in the order of its keys. */
export const publishedSchema = z.object({
  id: z.int(),
  task: z.templateLiteral(['test-', z.enum(parts)]),
  filename: z.string(),
  category: z.string(),
  instruction: z.union([z.string(), z.strictObject({ question: z.string(), choice: choiceSchema })]),
  input: z.string(),
  thought: z.string(),
  output: z.union([z.string(), z.record(z.string(), z.unknown())]),
});
export type PublishedRecord = z.infer<typeof publishedSchema>;

/** Where one option of a question comes from. */
const optionSchema = z.object({
  letter: letterSchema,
  text: z.string(),
  /** The document itself, another held-out document, a gazetteer, or the right answer with other figures. */
  from: z.enum(['answer', 'other-document', 'gazetteer', 'altered']),
  documentId: z.string().optional(),
});

/** A record with all that is known of it: what it was made of, and what makes the wrong options wrong. */
export const entrySchema = publishedSchema.extend({
  language: languageSchema,
  /** Slug. */
  taskSlug: z.string(),
  document: z.object({
    id: z.string(),
    url: z.string(),
    title: z.string(),
    source: z.string(),
    publishedAt: z.string().nullable(),
    licence: z.string().nullable(),
    textHash: z.string(),
  }),
  blocks: z.array(z.number()),
  /** Of an open record: the pair, who made it, and where each leaf stands in `input`. */
  pair: z
    .object({ id: z.string(), model: z.string(), promptVersion: z.string(), evidence: z.array(z.unknown()) })
    .optional(),
  /** Of a question: the fact that is asked for, with UTF-16 offsets within its block, and its four options. */
  fact: z
    .object({
      type: z.string(),
      canonical: z.string(),
      block: z.number(),
      start: z.number(),
      end: z.number(),
      sentence: z.string(),
    })
    .optional(),
  options: z.array(optionSchema).optional(),
  /** What experts decided, where the bench was reviewed. */
  review: z
    .object({
      verdict: z.enum(['accept', 'edit']),
      reviewer: z.string(),
      at: z.string(),
      comment: z.string(),
    })
    .optional(),
});
export type BenchEntry = z.infer<typeof entrySchema>;
export type Option = z.infer<typeof optionSchema>;

export const partOf = ({ task }: Pick<PublishedRecord, 'task'>): Part => task.slice('test-'.length) as Part;

/** The same for the same question, text and answer, whatever its number: what a review's decisions are of. */
export function recordHash({ task, instruction, input, output }: PublishedRecord): string {
  return idOf('rec', task, JSON.stringify(instruction), input, JSON.stringify(output));
}

/** The record as it is published. */
export const publishedOf = (entry: BenchEntry): PublishedRecord => publishedSchema.parse(entry);
