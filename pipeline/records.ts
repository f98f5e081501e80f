import { z } from 'zod';

/** The two languages of the dataset, by ISO 639-1 code. */
export const languageSchema = z.enum(['en', 'zh']);
export type Language = z.infer<typeof languageSchema>;

/** A text in both languages: names of tasks, keys, labels. */
export const bilingualSchema = z.object({ en: z.string().min(1), zh: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingualSchema>;

/**
 * One block of a document, in reading order. `text` is what a pair's `input` copies, verbatim:
 * - paragraph, heading, code: the text itself (code keeps its line breaks);
 * - list: one line an item, `- ` or `1. ` before it, nested items indented by two spaces;
 * - table: one line a row, cells joined by ` | `, the header row first.
 */
export const blockSchema = z.object({
  kind: z.enum(['heading', 'paragraph', 'list', 'table', 'code', 'quote']),
  text: z.string().min(1),
  /** Heading level, 1 to 6. */
  level: z.number().int().min(1).max(6).optional(),
  /** Set where the text addresses a language model; such a block is kept on record and never shown to a teacher. */
  suspect: z.literal('instruction').optional(),
});
export type Block = z.infer<typeof blockSchema>;

/** What a page is for the crawler: only `article` pages go on to `clean`. */
export const pageKindSchema = z.enum(['feed', 'sitemap', 'listing', 'article', 'file']);
export type PageKind = z.infer<typeof pageKindSchema>;

/** What an extractor read off one article page, before the checks of `clean`. */
export const articleSchema = z.object({
  title: z.string(),
  authors: z.array(z.string()),
  /** ISO 8601, with the offset the page gave, or a bare date; null where the page gives none. */
  publishedAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
  /** The `lang` the page declares, lower case, or null. */
  declaredLanguage: z.string().nullable(),
  siteName: z.string().nullable(),
  canonicalUrl: z.string().nullable(),
  tags: z.array(z.string()),
  /** What the page says of its licence, as `CC BY-SA 4.0`; null where it says nothing. */
  licence: z.string().nullable(),
  blocks: z.array(blockSchema),
});
export type Article = z.infer<typeof articleSchema>;

/** A clean article with where it came from. `id` is a hash of the page's id and the text, so that making it again is harmless. */
export const documentSchema = articleSchema.omit({ declaredLanguage: true }).extend({
  id: z.string(),
  pageId: z.string(),
  source: z.string(),
  url: z.string(),
  language: languageSchema,
  /** SHA-256 of the normalised text, hexadecimal. */
  textHash: z.string(),
});
export type Document = z.infer<typeof documentSchema>;

/** Whole blocks of a document that follow one another: from number `from` up to, and without, `to`. */
export const sectionSchema = z.object({ from: z.number().int().min(0), to: z.number().int().min(1) });
export type Section = z.infer<typeof sectionSchema>;

/** A task weighed against a document. `blocks` are the numbers (from 0) of the blocks that matter for it. */
export const assignmentSchema = z.object({
  documentId: z.string(),
  task: z.string(),
  fit: z.number().min(0).max(1),
  thought: z.object({ en: z.string(), zh: z.string() }).partial(),
  blocks: z.array(z.number().int().min(0)),
  /** What of the document the teacher was shown, and is shown for the answer; left out where it read all of it. */
  section: sectionSchema.optional(),
  chosen: z.boolean(),
  /** Why it was not chosen; null where it was. */
  reason: z.string().nullable(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** The unit of generation, of rerun and of accounting: document × task × language × prompt version × model. */
export const cellSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  task: z.string(),
  language: languageSchema,
  promptVersion: z.string(),
  model: z.string(),
  /** Shared by the cells of one document and task that differ in language only. */
  group: z.string(),
});
export type Cell = z.infer<typeof cellSchema>;

/**
 * What a teacher answers for one task of one document, in one or both languages.
 * `answer` of an understanding task is one object with canonical keys (rendered per language later); of a generation
 * task, a text per language.
 */
export const draftSchema = z.object({
  blocks: z.array(z.number().int().min(0)).min(1),
  thought: z.object({ en: z.string(), zh: z.string() }).partial(),
  answer: z.union([z.record(z.string(), z.unknown()), z.object({ en: z.string(), zh: z.string() }).partial()]),
});
export type Draft = z.infer<typeof draftSchema>;

/** Where one leaf of an answer stands in `input`: UTF-16 offsets, end exclusive. A label carries its evidence's place. */
export const evidenceSchema = z.object({
  /** Path of canonical keys and list positions, as in `vulnerabilities.0.id`. */
  path: z.string(),
  kind: z.enum(['quote', 'label']),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** An accepted record. Pairs of one document and task in two languages share `group`. */
export const pairSchema = z.object({
  id: z.string(),
  cellId: z.string(),
  documentId: z.string(),
  group: z.string(),
  task: z.string(),
  category: z.string(),
  language: languageSchema,
  instruction: z.string().min(1),
  input: z.string().min(1),
  blocks: z.array(z.number().int().min(0)).min(1),
  thought: z.string().min(1),
  /** Object with keys in the pair's language, or text. */
  output: z.union([z.record(z.string(), z.unknown()), z.string().min(1)]),
  evidence: z.array(evidenceSchema),
  completionId: z.string(),
  model: z.string(),
  promptVersion: z.string(),
});
export type Pair = z.infer<typeof pairSchema>;
