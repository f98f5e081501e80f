import ora from 'ora';
import { batchReport } from '../pipeline/ledger/batches.ts';
import { crawlReports } from '../pipeline/ledger/crawl-report.ts';
import { workCounts } from '../pipeline/ledger/work.ts';
import { type StageName, stageNames } from '../pipeline/reasons.ts';
import type { Session } from '../pipeline/session.ts';
import { batchWords } from './batch-lines.ts';
import { crawlLine } from './crawl-tables.ts';

export interface Progress {
  stop(): void;
}

const mostLines = 8;
const everyMs = { terminal: 500, plain: 5000 };
/** To count a large ledger takes long: so many times as long lies between. */
const pause = 20;

/** Shows how far each stage is. */
export function showProgress(session: Session, stages: readonly StageName[] = stageNames): Progress {
  return showLines(() => progressLine(session, stages));
}

/** Shows how far the crawls of some sources are. */
export function showCrawlProgress(session: Session, sources: readonly string[]): Progress {
  return showLines(
    async () => {
      const reports = await crawlReports(session.ledger.db, sources);
      const open = reports.filter(({ endedAt }) => endedAt === null);
      const more = open.length > mostLines ? [`and ${open.length - mostLines} more`] : [];
      return [...open.slice(0, mostLines).map(crawlLine), ...more].join('\n');
      // To count what a large source has takes the database longer than to count what is pending.
    },
    { terminalMs: 2000 },
  );
}

/**
 * Shows what a question about the work answers: text that changes on a terminal, and lines every five seconds elsewhere;
 * until there is an answer, `text`.
 */
export function showLines(
  ask: () => Promise<string | null>,
  { terminalMs = everyMs.terminal, text = 'Starting' } = {},
): Progress {
  const terminal = process.stderr.isTTY === true;
  const spinner = terminal ? ora({ stream: process.stderr, text, discardStdin: false }).start() : undefined;
  let last = '';
  let looking = false;
  let lookAgainAt = 0;
  const look = async () => {
    if (looking || performance.now() < lookAgainAt) return;
    looking = true;
    const began = performance.now();
    try {
      const line = await ask();
      if (line === null) return;
      if (spinner) spinner.text = line;
      else if (line !== last && line !== '') process.stderr.write(`${line}\n`);
      last = line;
    } catch {
      // The run itself will say what is wrong with the ledger.
    } finally {
      looking = false;
      lookAgainAt = performance.now() + pause * (performance.now() - began);
    }
  };
  const timer = setInterval(look, terminal ? terminalMs : everyMs.plain);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      spinner?.stop();
    },
  };
}

async function progressLine(session: Session, stages: readonly StageName[]): Promise<string> {
  const counts = await workCounts(session.ledger.db);
  const batches = batchWords(await batchReport(session.ledger.db));
  const parts = session.lanes
    .filter(({ stage }) => stages.includes(stage))
    .map(({ stage, model }) => {
      const mine = counts.filter((row) => row.stage === stage && row.model === model);
      const total = mine.reduce((sum, row) => sum + row.count, 0);
      const pending = mine.filter(({ state }) => state === 'pending').reduce((sum, row) => sum + row.count, 0);
      return `${stage} ${total - pending}/${total}`;
    });
  return [...parts, ...(batches ? [batches] : [])].join('  ');
}
