import { z } from 'zod';
import { sha256 } from '../pipeline/hash.ts';
import { fieldMeta, recordShape, type Task } from './define-task.ts';
import { taskPool } from './index.ts';

/**
 * A hash of what decides a task's answers: what the teacher is told of it, and the shape that an answer must have. A cell
 * that was made under another one is stale. When a text suits the task and in which words a pair asks are left out: the
 * first decides which cells there are, the second is drawn from the declaration and worth no call.
 */
export function taskHash(task: Task): string {
  const { slug, kind, category, chinese, scope } = task;
  const answer = task.kind === 'understanding' ? fieldsOf(task.answer.shape) : task.length;
  return sha256(JSON.stringify([slug, kind, category, chinese, scope, answer])).slice(0, 16);
}

/** The present hash of every task of the pool, by slug. */
export const taskHashes: ReadonlyMap<string, string> = new Map(taskPool.map((task) => [task.slug, taskHash(task)]));

// Of the declaration itself and not of a JSON Schema: a library's next version may write that differently.
function fieldsOf(shape: z.ZodRawShape): unknown[] {
  return Object.entries(shape).map(([key, type]) => {
    const meta = fieldMeta(type as z.ZodType);
    const { leaf, en, zh } = meta;
    if (leaf === 'records') return [key, leaf, en, zh, fieldsOf(recordShape(type as z.ZodType))];
    return [key, leaf, en, zh, type instanceof z.ZodArray, meta.vocabulary ?? null];
  });
}
