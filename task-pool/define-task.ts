import { z } from 'zod';
import type { Bilingual, Language } from '../pipeline/records.ts';
import type { FactType } from '../pipeline/teacher/rules/facts.ts';

/** Labels of a closed vocabulary: canonical value → its name in both languages. */
export type Vocabulary = Record<string, Bilingual>;

interface LeafMeta extends Bilingual {
  leaf: 'quote' | 'label';
  vocabulary?: Vocabulary;
}
interface RecordsMeta extends Bilingual {
  leaf: 'records';
}
export type FieldMeta = LeafMeta | RecordsMeta;

const quoteText = z.string().min(1).max(4000);

/** One verbatim span of `input`, or null where the text does not say. */
export const quote = (names: Bilingual) => quoteText.nullable().meta({ ...names, leaf: 'quote' } satisfies FieldMeta);

/** Any number of verbatim spans of `input`. */
export const quotes = (names: Bilingual) => z.array(quoteText).meta({ ...names, leaf: 'quote' } satisfies FieldMeta);

const enumOf = <V extends Vocabulary>(vocabulary: V) =>
  z.enum(Object.keys(vocabulary) as [keyof V & string, ...(keyof V & string)[]]);

/** One label of a closed vocabulary; its evidence is the quotes beside it in the same object. */
export const label = <const V extends Vocabulary>(vocabulary: V, names: Bilingual) =>
  enumOf(vocabulary)
    .nullable()
    .meta({ ...names, leaf: 'label', vocabulary } satisfies FieldMeta);

/** Any number of labels of a closed vocabulary, on the evidence of the quotes beside them. */
export const labels = <const V extends Vocabulary>(vocabulary: V, names: Bilingual) =>
  z.array(enumOf(vocabulary)).meta({ ...names, leaf: 'label', vocabulary } satisfies FieldMeta);

/** A list of objects whose fields are quotes and labels. */
export const records = <S extends z.ZodRawShape>(fields: S, names: Bilingual) =>
  z.array(z.strictObject(fields)).meta({ ...names, leaf: 'records' } satisfies FieldMeta);

interface TaskBase {
  /** Kebab-case id, used in file names, flags and job ids. */
  slug: string;
  /** The published `category`, spelled exactly so in every exported record. */
  category: string;
  chinese: string;
  /** What the answer holds or argues, one sentence each. Shown to the teacher and in the task table. */
  scope: Bilingual;
  suits: {
    /** When a text suits this task, one sentence each. Shown to the teacher at selection. */
    when: Bilingual;
    /** The kinds of fact that make it suit, for the rules: the more of them in the text, the better the fit. */
    facts: readonly FactType[];
    /** The least number of distinct facts of those kinds. */
    atLeast?: number;
  };
  /** Phrasings of the request, at least four a language, without the published prefix, which is added by kind. */
  instructions: { en: readonly string[]; zh: readonly string[] };
}

export interface UnderstandingTask extends TaskBase {
  kind: 'understanding';
  answer: z.ZodObject;
}
export interface GenerationTask extends TaskBase {
  kind: 'generation';
  /** Least and most characters of the answer, by language. */
  length: Record<Language, { least: number; most: number }>;
}
export type Task = UnderstandingTask | GenerationTask;

/** The four published openings of an instruction, by kind and language (PUBLISHED figures: every record has one). */
export const instructionPrefixes: Record<Task['kind'], Bilingual> = {
  understanding: {
    en: 'Execute the following information extraction task and return the results in json format: ',
    zh: '执行如下信息抽取任务，返回json格式结果：',
  },
  generation: {
    en: 'Execute the following analysis generation task and return the result in text format: ',
    zh: '执行如下分析生成任务，返回文本格式结果：',
  },
};

const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Declares a task: one file in `task-pool/tasks/`, one line in `task-pool/index.ts`.
 * Throws where the declaration cannot work: a slug out of form, fewer than four phrasings, a phrasing that repeats the
 * prefix, a label with no quote beside it to rest on.
 */
export function defineTask<const T extends Task>(task: T): T {
  const fail = (what: string): never => {
    throw new TypeError(`Task ${task.slug}: ${what}`);
  };
  if (!slugPattern.test(task.slug)) fail('the slug must be kebab-case');
  for (const language of ['en', 'zh'] as const) {
    const phrasings = task.instructions[language];
    if (new Set(phrasings).size < 4) fail(`needs at least four different phrasings in "${language}"`);
    if (phrasings.some((text) => text.startsWith(instructionPrefixes[task.kind][language].slice(0, 12))))
      fail('phrasings must not carry the prefix; it is added by kind');
  }
  if (task.kind === 'understanding') requireEvidence(task.answer.shape, fail);
  return Object.freeze(task);
}

function requireEvidence(shape: z.ZodRawShape, fail: (what: string) => never): void {
  const metas = Object.entries(shape).map(([key, type]) => [key, fieldMeta(type as z.ZodType)] as const);
  const hasQuote = metas.some(([, meta]) => meta.leaf === 'quote');
  for (const [key, meta] of metas) {
    if (meta.leaf === 'label' && !hasQuote) fail(`label "${key}" needs a quote beside it as its evidence`);
    if (meta.leaf === 'records') requireEvidence(recordShape(shape[key] as z.ZodType), fail);
  }
}

/** The names, leaf kind and vocabulary of one field of an answer's shape. */
export function fieldMeta(type: z.ZodType): FieldMeta {
  const meta = type.meta();
  if (!meta) throw new TypeError('A field of an answer must be made by quote, quotes, label, labels or records');
  return meta as unknown as FieldMeta;
}

/** The fields of one object of a `records` list. */
export function recordShape(type: z.ZodType): z.ZodRawShape {
  return ((type as z.ZodArray).element as z.ZodObject).shape;
}
