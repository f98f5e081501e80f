import { SetupError } from '../../pipeline/errors.ts';
import { taskPool } from '../../task-pool/index.ts';
import type { BenchRecord } from '../score/read-bench.ts';

/**
 * The records of these tasks, so many at most, spread evenly over the bench. A task is named by its category, its slug or
 * its split (`test-en-ex`), in any case. Throws a SetupError that says what there is where a name fits none.
 */
export function pickRecords(
  bench: readonly BenchRecord[],
  { tasks, limit }: { tasks?: readonly string[] | undefined; limit?: number | undefined },
): BenchRecord[] {
  const wanted = tasks?.map((name) => name.toLowerCase());
  const unknown = wanted?.find((name) => !bench.some((record) => namesOf(record).includes(name)));
  if (unknown !== undefined) {
    const there = [...new Set(bench.flatMap(({ task, category }) => [task, category]))].filter(Boolean).sort();
    throw new SetupError(`No record of the bench is of the task "${unknown}". It has: ${there.join(', ')}.`);
  }
  const of = wanted ? bench.filter((record) => namesOf(record).some((name) => wanted.includes(name))) : bench;
  const count = Math.min(limit ?? of.length, of.length);
  return Array.from({ length: count }, (_, index) => of[Math.floor((index * of.length) / count)]!);
}

const slugs = new Map(taskPool.map(({ category, slug }) => [category.toLowerCase(), slug]));

function namesOf({ task, category }: BenchRecord): string[] {
  const name = category.toLowerCase();
  return [task.toLowerCase(), name, slugs.get(name) ?? name];
}
