import type { CrawlDependencies } from '../../pipeline/stages/crawl/crawl.ts';
import type { ArticleExtractor } from '../extract/extractor-pool.ts';
import type { LimitedGate } from './limited-gate.ts';

/** What the parts of one trial of a source share: all that a crawl of it has, and a bound on its requests. */
export interface Trial extends CrawlDependencies {
  extractor: ArticleExtractor;
  gate: LimitedGate;
  /** Requests that seeds leave over for samples. */
  keptForSamples: number;
}
