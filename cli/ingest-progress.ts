import ora from 'ora';
import type { IngestReport } from '../pipeline/ingest/ingest.ts';
import type { Progress } from './progress.ts';

const everyMs = { terminal: 500, plain: 5000 };

export interface IngestProgress extends Progress {
  /** Takes the report that is growing; it is looked at when the next line is due. */
  update(report: IngestReport): void;
}

/** Shows how far the files are read: one line that changes on a terminal, a line every five seconds elsewhere. */
export function showIngestProgress(): IngestProgress {
  const terminal = process.stderr.isTTY === true;
  const spinner = terminal ? ora({ stream: process.stderr, text: 'Reading', discardStdin: false }).start() : undefined;
  let report: IngestReport | undefined;
  let last = '';
  const look = () => {
    if (!report) return;
    const line = lineOf(report);
    if (spinner) spinner.text = line;
    else if (line !== last) process.stderr.write(`${line}\n`);
    last = line;
  };
  const timer = setInterval(look, terminal ? everyMs.terminal : everyMs.plain);
  timer.unref();
  return {
    update(growing) {
      report = growing;
    },
    stop() {
      clearInterval(timer);
      spinner?.stop();
    },
  };
}

function lineOf({ records, added, skippedCount, brokenCount }: IngestReport): string {
  const broken = brokenCount > 0 ? `  broken ${brokenCount}` : '';
  return `records ${records}  new ${added}  skipped ${skippedCount}${broken}`;
}
