import { taskPool } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import type { Assignment, Cell } from '../records.ts';
import type { AskedTask } from '../teacher/teacher.ts';

/** A cell with what it was entered for. */
export interface EnteredCell {
  cell: Cell;
  /** How often it was asked before, by reruns. */
  generation: number;
  /** The rerun that entered it; null where a selection did. */
  rerunId: string | null;
  /** Null where none was made. */
  assignment: Assignment | null;
}

/**
 * The tasks that the call for a cell answers, so many at a time. They are taken from all cells that were entered with it,
 * in the pool's order, whatever has become of them since: after a kill or a retry, the call is the same and was paid for.
 */
export function tasksTogether(
  entered: EnteredCell,
  all: readonly EnteredCell[],
  { cellsPerCall, languages }: Pick<Config, 'cellsPerCall' | 'languages'>,
): AskedTask[] {
  const group = (one: EnteredCell) =>
    [
      ...[one.cell.documentId, one.cell.model, one.cell.promptVersion, one.generation, one.rerunId],
      // A call shows one section.
      JSON.stringify(one.assignment?.section),
      languages === 'both' ? '' : one.cell.language,
    ].join(' ');
  const mine = group(entered);
  const members = new Map(
    all.filter((one) => group(one) === mine).map(({ cell, assignment }) => [cell.task, assignment]),
  );
  const tasks = taskPool.flatMap((task) => {
    const assignment = members.get(task.slug);
    return assignment ? [{ task, assignment }] : [];
  });
  const position = tasks.findIndex(({ task }) => task.slug === entered.cell.task);
  const start = position - (position % cellsPerCall);
  return position < 0 ? [] : tasks.slice(start, start + cellsPerCall);
}
