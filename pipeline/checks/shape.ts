import { z } from 'zod';
import type { UnderstandingTask } from '../../task-pool/define-task.ts';
import type { CheckFailure } from './failure.ts';

/** Whether an answer has its task's shape. A field left out counts as null or empty: an answer may be sparse, not misshapen. */
export function checkShape(
  task: UnderstandingTask,
  answer: Record<string, unknown>,
): { answer: Record<string, unknown> } | CheckFailure {
  const parsed = strictOf(task).safeParse(withGaps(task.answer, answer));
  if (parsed.success) return { answer: parsed.data };
  return {
    reason: 'schema',
    detail: `The answer has not the task's shape: ${z.prettifyError(parsed.error).slice(0, 400)}`,
  };
}

const stricts = new WeakMap<UnderstandingTask, z.ZodObject>();

/** Made once for each task: building a schema costs more than using it. */
function strictOf(task: UnderstandingTask): z.ZodObject {
  let strict = stricts.get(task);
  if (!strict) {
    strict = task.answer.strict();
    stricts.set(task, strict);
  }
  return strict;
}

/** The answer with null or an empty list for each field that it leaves out, at both levels of the shape. */
export function withGaps(shape: z.ZodObject, value: Record<string, unknown>): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...value };
  for (const [key, type] of Object.entries(shape.shape)) {
    if (type instanceof z.ZodArray) {
      const list = filled[key] ?? [];
      filled[key] =
        type.element instanceof z.ZodObject && Array.isArray(list)
          ? list.map((item) => (isRecord(item) ? withGaps(type.element as z.ZodObject, item) : item))
          : list;
    } else {
      filled[key] = filled[key] === '' ? null : (filled[key] ?? null);
    }
  }
  return filled;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
