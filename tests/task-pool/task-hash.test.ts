import { expect, it } from 'vitest';
import { z } from 'zod';
import { quotes, records, type UnderstandingTask } from '../../task-pool/define-task.ts';
import { taskBySlug, taskPool } from '../../task-pool/index.ts';
import { taskHash, taskHashes } from '../../task-pool/task-hash.ts';

const task = taskBySlug('time-element-acquisition') as UnderstandingTask;
const hash = taskHash(task);

it('differs where what the teacher is told differs, or the shape of the answer', () => {
  const names = { en: 'Times', zh: '时间要素' };
  for (const changed of [
    { ...task, scope: { ...task.scope, en: 'Something else.' } },
    { ...task, category: 'Time' },
    { ...task, answer: z.object({ times: quotes(names) }) },
    { ...task, answer: z.object({ times: records({ time: quotes(names) }, names) }) },
    { ...task, answer: z.object({ times: quotes({ ...names, zh: '时间' }) }) },
  ])
    expect(taskHash(changed)).not.toBe(hash);
  const summary = taskBySlug('summary-generation');
  if (summary.kind !== 'generation') throw new Error('It is one.');
  const longer = { ...summary.length, en: { least: 1, most: 9999 } };
  expect(taskHash({ ...summary, length: longer })).not.toBe(taskHash(summary));
});

it('does not differ for the words that a pair asks in, nor for when a text suits', () => {
  const suits = { ...task.suits, when: { en: 'Always.', zh: '总是。' } };
  expect(taskHash({ ...task, suits, instructions: { en: ['When?'], zh: ['何时？'] } })).toBe(hash);
});

it('is another for every task of the pool', () => {
  expect(new Set(taskHashes.values()).size).toBe(taskPool.length);
});
