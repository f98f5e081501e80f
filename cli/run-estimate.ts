import type { Config } from '../pipeline/config.ts';
import type { LedgerDatabase } from '../pipeline/ledger/ledger.ts';
import { pendingCalls } from '../pipeline/ledger/pending-calls.ts';
import { runUntilSettled } from '../pipeline/run.ts';
import { estimatePending } from '../pipeline/teacher/spend/estimate.ts';
import { estimateJudging } from '../pipeline/teacher/spend/estimate-judging.ts';
import { asBatch, estimateReport } from './estimate-report.ts';
import { ingestFiles, printBroken } from './ingest.ts';
import { interruptSignal, printJson } from './options.ts';
import { showProgress } from './progress.ts';
import { exitCodes } from './report-error.ts';
import type { RunOptions } from './run.ts';
import { withLedger } from './with-ledger.ts';
import { withSession } from './with-session.ts';

/** The stages that ask no model. */
const unpaid = ['crawl', 'clean', 'dedupe'] as const;

/** Takes in what is given, which costs nothing, and says what the rest of the run would ask and cost. */
export async function runEstimate(options: RunOptions, config: Config): Promise<void> {
  const { source, input } = options;
  const report = async (db: LedgerDatabase) => {
    const estimated = await estimatePending(db, config);
    const estimate = config.batch ? asBatch(estimated) : estimated;
    const judged = await estimateJudging(db, config, await pendingCalls(db, config.model));
    const judging = judged && config.batch ? asBatch(judged) : judged;
    if (options.json) printJson(judging ? { ...estimate, judging } : estimate);
    else
      console.log(
        [estimateReport(estimate), ...remarks(config), ...(judging ? ['', estimateReport(judging)] : [])].join('\n'),
      );
  };
  if (!source && !input) return withLedger(config, ({ db }) => report(db));
  const signal = interruptSignal();
  const request = { config, command: 'run --estimate', ...(source && { sourceIds: source }) };
  await withSession(request, async (session, sources) => {
    const ingested = input ? await ingestFiles(session, input, options, signal) : null;
    for (const one of sources) await session.crawl(one);
    const progress = showProgress(session, unpaid);
    const outcome = await runUntilSettled(session, signal, unpaid).finally(() => progress.stop());
    if (typeof outcome === 'object') throw outcome.stopped;
    if (outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
    else await report(session.ledger.db);
    if (ingested) printBroken(ingested);
  });
}

function remarks({ teacher, model, openaiBaseUrl, openaiApiKey }: Config): string[] {
  const hasEndpoint = openaiBaseUrl !== null || openaiApiKey !== null;
  if (teacher === 'openai' || (teacher === 'auto' && hasEndpoint)) return [];
  return [`- As things are set, a run would not ask ${model} but be answered by the rules, at no cost.`];
}
