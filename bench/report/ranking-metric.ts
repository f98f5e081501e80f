import type { Metric } from '../score/metrics.ts';
import type { BenchKind } from '../score/read-bench.ts';

/** The score by which models are ranked in each kind of record. */
export const rankingMetric = {
  generation: 'rougeL',
  extraction: 'alignedF1',
  choice: 'lenient',
} as const satisfies Record<BenchKind, Metric>;
