import type { Task } from '../../../task-pool/define-task.ts';
import type { Facts, FactType } from './facts.ts';

/** Of one kind of fact, no more than this many count: twenty hashes do not suit a text better than five. */
const mostOfAKind = 5;

/**
 * How well a document suits a task by the facts in it: from the number of distinct facts of the task's kinds, about 0.5
 * at the least number the task asks for, and towards 1 with more and with more kinds. `blocks` are those
 * that hold such facts; `reason` says what is missing where the document holds too few.
 */
export function rulesFit(task: Task, facts: Facts): { fit: number; blocks: number[]; reason: string | null } {
  const { facts: types, atLeast = 1 } = task.suits;
  const held = facts.of(...types).filter(({ block }) => !facts.blocks[block]?.suspect);
  const blocks = [...new Set(held.map(({ block }) => block))].sort((a, b) => a - b);
  const total = types.reduce((sum, type) => sum + facts.distinct(type).length, 0);
  if (total < atLeast)
    return {
      fit: total / (total + atLeast * 2),
      blocks,
      reason: `It takes ${atLeast} distinct facts (${types.join(', ')}); the document holds ${total}.`,
    };
  const counted = types.reduce((sum, type) => sum + Math.min(mostOfAKind, facts.distinct(type).length), 0);
  const half = atLeast * 0.85;
  return { fit: round((counted / (counted + half)) * spread(types, facts)), blocks, reason: null };
}

/** Several kinds of fact make a fuller answer than many of one kind. */
function spread(types: readonly FactType[], facts: Facts): number {
  const kinds = types.filter((type) => facts.distinct(type).length > 0).length;
  return types.length < 3 ? 1 : 0.9 + 0.1 * Math.min(1, kinds / Math.min(4, types.length));
}

const round = (fit: number): number => Math.round(fit * 1000) / 1000;
