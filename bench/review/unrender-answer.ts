import type { z } from 'zod';
import { isRecord } from '../../pipeline/checks/shape.ts';
import type { Language } from '../../pipeline/records.ts';
import { type FieldMeta, fieldMeta, recordShape, type UnderstandingTask } from '../../task-pool/define-task.ts';

/**
 * The way back from `renderAnswer`: an answer with the names of one language → canonical keys and labels. Throws a
 * TypeError that names a key or a label which the task does not have.
 */
export function unrenderAnswer(
  task: UnderstandingTask,
  rendered: Record<string, unknown>,
  language: Language,
): Record<string, unknown> {
  return unrender(task.answer.shape, rendered, language);
}

function unrender(
  shape: z.ZodRawShape,
  rendered: Record<string, unknown>,
  language: Language,
): Record<string, unknown> {
  const fields = Object.entries(shape).map(([key, type]) => ({
    key,
    type: type as z.ZodType,
    meta: fieldMeta(type as z.ZodType),
  }));
  return Object.fromEntries(
    Object.entries(rendered).map(([name, value]) => {
      const field = fields.find(({ meta }) => meta[language] === name);
      if (!field)
        throw new TypeError(
          `"${name}" is no key of this task: ${fields.map(({ meta }) => meta[language]).join(', ')}.`,
        );
      const { key, type, meta } = field;
      if (meta.leaf !== 'records') return [key, mapped(value, (one) => canonicalOf(meta, one, language))];
      const entries = Array.isArray(value) ? value : [value];
      return [key, entries.map((entry) => (isRecord(entry) ? unrender(recordShape(type), entry, language) : entry))];
    }),
  );
}

const mapped = (value: unknown, change: (one: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(change) : change(value);

function canonicalOf(meta: Exclude<FieldMeta, { leaf: 'records' }>, value: unknown, language: Language): unknown {
  if (meta.leaf !== 'label' || typeof value !== 'string' || !meta.vocabulary) return value;
  const label = Object.entries(meta.vocabulary).find(([, names]) => names[language] === value);
  if (!label)
    throw new TypeError(
      `"${value}" is no label of "${meta[language]}": ${Object.values(meta.vocabulary)
        .map((names) => names[language])
        .join(', ')}.`,
    );
  return label[0];
}
