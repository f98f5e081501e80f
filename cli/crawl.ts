import { Command, Option } from 'commander';
import type { Source } from '../crawlers/define-source.ts';
import { parseSince } from '../crawlers/discover/since.ts';
import { loadSources, pickSources } from '../crawlers/load-sources.ts';
import { SetupError } from '../pipeline/errors.ts';
import { type CrawlReport, crawlReports } from '../pipeline/ledger/crawl-report.ts';
import { type CrawlPlan, type CrawlRequest, planCrawl } from '../pipeline/ledger/crawls.ts';
import { failedIn } from '../pipeline/ledger/work.ts';
import { runUntilSettled } from '../pipeline/run.ts';
import { crawlTable } from './crawl-tables.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { showCrawlProgress } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { table } from './tables.ts';
import { withLedger } from './with-ledger.ts';
import { withSession } from './with-session.ts';

interface CrawlOptions {
  all?: boolean;
  since?: string;
  recheck: CrawlRequest['recheck'];
  dryRun?: boolean;
  json?: boolean;
}

export function crawlCommand(): Command {
  return new Command('crawl')
    .description('crawl sources into the ledger: what is new and what has changed, without making pairs')
    .argument('[source...]', 'ids of sources')
    .option('--all', 'crawl every source there is, the sample site aside')
    .option('--since <date>', 'follow no article known to be older: 2024-01-31, or 30d, 12h, 4w before now')
    .addOption(
      new Option('--recheck <which>', 'known articles to ask again whether they changed: those whose turn it is, …')
        .choices(['due', 'all', 'none'])
        .default('due'),
    )
    .option('--dry-run', 'say what would be fetched, and fetch nothing')
    .option('--json', 'print what came of it as JSON')
    .addHelpText(
      'after',
      `
An article is asked again by every crawl of its first day, then after a fifth of the time that it has not changed for,
and after 30 days in any case.

Examples:
  sevenllm crawl sample-news-en
  sevenllm crawl cisa-advisories anquanke --since 30d
  sevenllm crawl --all --dry-run
  sevenllm run            # makes pairs of what was crawled`,
    )
    .action(crawl);
}

async function crawl(ids: string[], options: CrawlOptions): Promise<void> {
  const config = configOf({});
  const since = options.since === undefined ? null : parseSince(options.since);
  const sourceIds = await idsOf(ids, options, config.sources);
  if (options.dryRun) return dryRun(pickSources(await loadSources(config.sources), sourceIds), { ...options, since });
  const signal = interruptSignal();
  await withSession({ config, command: 'crawl', sourceIds }, async (session, sources) => {
    for (const source of sources)
      if (!(await session.crawl(source, { since, recheck: options.recheck })))
        console.error(`A crawl of ${source.id} is open already: it goes on.`);
    const progress = showCrawlProgress(session, sourceIds);
    const outcome = await runUntilSettled(session, signal, ['crawl', 'clean', 'dedupe']).finally(() => progress.stop());
    if (typeof outcome === 'object') throw outcome.stopped;
    if (outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
    else if ((await failedIn(session.ledger.db, session.runId)) > 0) process.exitCode = exitCodes.bad;
    const reports = await crawlReports(session.ledger.db, sourceIds);
    if (options.json) printJson({ outcome, sources: reports });
    else printReports(reports);
  });
}

async function idsOf(ids: string[], { all }: CrawlOptions, folder: string | null): Promise<string[]> {
  if (all && ids.length > 0) throw new SetupError('Name sources, or give --all, not both.');
  if (all) return [...(await loadSources(folder)).keys()].filter((id) => !id.startsWith('sample-news-'));
  if (ids.length === 0) throw new SetupError('Which sources? Name some, or give --all. `sevenllm sources` lists them.');
  return [...new Set(ids)];
}

async function dryRun(sources: Source[], options: Omit<CrawlOptions, 'since'> & { since: Date | null }): Promise<void> {
  const { since, recheck } = options;
  const plans = await withLedger(configOf({}), async ({ db }) => {
    const found: [Source, CrawlPlan][] = [];
    for (const source of sources) found.push([source, await planCrawl(db, source, { since, recheck })]);
    return found;
  });
  if (options.json) return printJson(plans.map(([{ id }, plan]) => ({ source: id, ...plan })));
  console.log(
    table(
      ['source', 'feeds, lists', 'not fetched yet', 'asked again', 'failed before', 'at least'],
      plans.map(([source, plan]) => [
        ...[source.id, plan.discovery, plan.unfetched, plan.recheck, plan.failed],
        duration(plan.urls.length * source.crawlDelay),
      ]),
    ),
  );
  console.log('Nothing was fetched. What feeds and lists lead to comes on top; --json names every address.');
}

/** Seconds as a person says them. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}

function printReports(reports: CrawlReport[]): void {
  console.log(crawlTable(reports));
  const dropped = reports.flatMap(({ source, dropped: reasons }) =>
    Object.entries(reasons).map(([reason, count]) => [source, reason, count]),
  );
  if (dropped.length > 0) console.log(table(['source', 'dropped because', 'pages'], dropped));
}
