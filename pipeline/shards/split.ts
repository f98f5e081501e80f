import { sha256 } from '../hash.ts';

/** The parts of a dataset: what is trained on, what training is watched with, and what the bench is made of. */
export const splits = ['train', 'validation', 'bench'] as const;
export type Split = (typeof splits)[number];

export interface SplitShares {
  /** Shares of all documents, 0 to 1. */
  validationShare: number;
  benchShare: number;
}

/**
 * The split that a cluster of documents belongs to: by a hash of its key alone, so that it is the same for all its pairs,
 * in both languages, and stays so however the dataset grows. A larger share only takes documents over from `train`.
 */
export function splitOf(clusterKey: string, { validationShare, benchShare }: SplitShares): Split {
  const place = Number.parseInt(sha256(`split\n${clusterKey}`).slice(0, 12), 16) / 2 ** 48;
  if (place < benchShare) return 'bench';
  return place >= 1 - validationShare ? 'validation' : 'train';
}
