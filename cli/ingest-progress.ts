import type { IngestReport } from '../pipeline/ingest/ingest.ts';
import { type Progress, showLines } from './progress.ts';

export interface IngestProgress extends Progress {
  /** Takes the report that is growing; it is looked at when the next line is due. */
  update(report: IngestReport): void;
}

/** Shows how far the files are read. */
export function showIngestProgress(): IngestProgress {
  let report: IngestReport | undefined;
  const progress = showLines(async () => (report ? lineOf(report) : null), { text: 'Reading' });
  return {
    ...progress,
    update(growing) {
      report = growing;
    },
  };
}

function lineOf({ records, added, skippedCount, brokenCount }: IngestReport): string {
  const broken = brokenCount > 0 ? `  broken ${brokenCount}` : '';
  return `records ${records}  new ${added}  skipped ${skippedCount}${broken}`;
}
