import { Command } from 'commander';
import { readStatus } from '../pipeline/ledger/status.ts';
import { failedIn } from '../pipeline/ledger/work.ts';
import { runUntilSettled } from '../pipeline/run.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { showProgress } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { stageTable } from './tables.ts';
import { withSession } from './with-session.ts';

export function crawlCommand(): Command {
  return new Command('crawl')
    .description('crawl sources into the ledger, without making pairs')
    .argument('<source...>', 'ids of sources')
    .option('--json', 'print what there is as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  sevenllm crawl sample-news-en\n  sevenllm run            # makes pairs of what was crawled',
    )
    .action(async (ids: string[], options: { json?: boolean }) => {
      const signal = interruptSignal();
      await withSession({ config: configOf({}), command: 'crawl', sourceIds: ids }, async (session, sources) => {
        for (const source of sources) await session.crawl(source);
        const progress = showProgress(session, ['crawl']);
        const outcome = await runUntilSettled(session, signal, ['crawl']).finally(() => progress.stop());
        if (typeof outcome === 'object') throw outcome.stopped;
        if (outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
        else if ((await failedIn(session.ledger.db, session.runId)) > 0) process.exitCode = exitCodes.bad;
        const status = await readStatus(session.ledger.db);
        if (options.json)
          printJson({ outcome, work: status.work.filter(({ stage }) => stage === 'crawl'), sources: status.sources });
        else console.log(stageTable(status.work.filter(({ stage }) => stage === 'crawl')));
      });
    });
}
