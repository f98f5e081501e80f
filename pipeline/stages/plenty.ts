import { commonnessOf } from '../../task-pool/commonness.ts';
import type { Task } from '../../task-pool/define-task.ts';

/** How a model's choices are spread over the tasks. */
export interface Spread {
  /** Documents that it has chosen tasks for. */
  documents: number;
  /** For each task, how many of them it fits, and for how many it was chosen. */
  tasks: Record<string, { fits: number; chosen: number }>;
}

export const nothingYet: Spread = { documents: 0, tasks: {} };

/** The estimate of what is common counts as much as so many documents. */
const priorDocuments = 20;

/**
 * How much of each task a corpus has, 0 to 1: the mean of how common it is, which is the share of documents that it fits,
 * and of how much was made of it, which is 0 for nothing, 1/2 for an even part of its kind's choices, and nears 1. The
 * first foresees what would run over; the second mends what has.
 */
export function plentyOf({ documents, tasks }: Spread, pool: readonly Task[]): ReadonlyMap<string, number> {
  const of = (slug: string) => tasks[slug] ?? { fits: 0, chosen: 0 };
  const plenty = new Map<string, number>();
  for (const kind of ['understanding', 'generation'] as const) {
    const slugs = pool.filter((task) => task.kind === kind).map(({ slug }) => slug);
    const sum = (number: (slug: string) => number) => slugs.reduce((total, slug) => total + number(slug), 0);
    const prior = sum(commonnessOf);
    const chosen = sum((slug) => of(slug).chosen);
    for (const slug of slugs) {
      const common = (of(slug).fits + priorDocuments * commonnessOf(slug)) / (documents + priorDocuments);
      const share = (of(slug).chosen + (priorDocuments * commonnessOf(slug)) / prior) / (chosen + priorDocuments);
      const relative = share * slugs.length;
      plenty.set(slug, (common + relative / (1 + relative)) / 2);
    }
  }
  return plenty;
}
