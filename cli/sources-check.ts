import type { SourceReport } from '../crawlers/check/source-report.ts';
import { type CheckDependencies, checkSource } from '../crawlers/check-source.ts';
import { declarationHash } from '../crawlers/declaration-hash.ts';
import type { Source } from '../crawlers/define-source.ts';
import { ArticleExtractor } from '../crawlers/extract/extractor-pool.ts';
import { openBrowser, type PageRenderer } from '../crawlers/fetch/browser.ts';
import { LedgerHostGate } from '../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../crawlers/fetch/robots.ts';
import { TdmReservations } from '../crawlers/fetch/tdm-reservations.ts';
import { loadSources, pickSources } from '../crawlers/load-sources.ts';
import type { Config } from '../pipeline/config.ts';
import type { Ledger } from '../pipeline/ledger/ledger.ts';
import { saveCheck } from '../pipeline/ledger/source-checks.ts';
import { startSampleNews } from '../sample-news/server.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { withLedger } from './with-ledger.ts';

/** Sources tried at a time: mostly each waits for its own delay. */
const concurrency = 4;

const isSample = ({ id }: Source) => id.startsWith('sample-news-');

/** Tries the sources named, or all on the web, and prints their reports; the exit code says whether all passed. */
export async function checkSources(ids: string[], json: boolean): Promise<void> {
  const config = configOf({});
  const known = await loadSources(config.sources);
  const sources =
    ids.length > 0 ? pickSources(known, [...new Set(ids)]) : [...known.values()].filter((source) => !isSample(source));
  const signal = interruptSignal();
  const reports = await withLedger(config, (ledger) => checkAll(sources, config, ledger, signal)).catch((error) => {
    if (!signal.aborted) throw error;
  });
  if (!reports) {
    process.exitCode = exitCodes.interrupted;
    return;
  }
  if (reports.some(({ passed }) => !passed)) process.exitCode = exitCodes.bad;
  if (json) return printJson(reports);
  for (const report of reports) console.log(textOf(report));
}

async function checkAll(
  sources: readonly Source[],
  config: Config,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<SourceReport[]> {
  const site = sources.some(isSample) ? await startSampleNews() : undefined;
  const extractor = new ArticleExtractor();
  const gate = new LedgerHostGate(ledger);
  let renderer: Promise<PageRenderer | null> | undefined;
  const shared: Omit<CheckDependencies, 'log'> = {
    ...{ userAgent: config.userAgent, robots: new RobotsCache(), gate, extractor, signal },
    reservations: new TdmReservations(),
    renderer: () => {
      renderer ??= config.browser ? openBrowser() : Promise.resolve(null);
      return renderer;
    },
  };
  const reports: SourceReport[] = [];
  const waiting = sources.entries();
  const work = async () => {
    for (const [index, source] of waiting) {
      const log = (line: string) => process.stderr.write(`${source.id}: ${line}\n`);
      const served = site && isSample(source) ? { ...source, connectTo: site.connectTo } : source;
      const report = await checkSource(served, { ...shared, log });
      await saveCheck(ledger.db, report, declarationHash(source));
      log(report.passed ? 'passed.' : 'failed.');
      reports[index] = report;
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
    return reports;
  } finally {
    await extractor.close();
    await gate.close();
    await (await renderer?.catch(() => null))?.close();
    await site?.close();
  }
}

/** The report of one source as a person reads it. */
function textOf({ source, passed, requests, robots, seeds, samples, warnings }: SourceReport): string {
  const lines = [`${source}: ${passed ? 'passed' : 'FAILED'} (${requests} requests)`];
  for (const { origin, readable, crawlDelay } of robots)
    lines.push(`  robots   ${origin}: ${readable ? `crawl delay ${crawlDelay ?? 'not given'}` : 'unreadable'}`);
  for (const { kind, url, outcome, status, links, articles, newest } of seeds)
    lines.push(
      `  ${kind.padEnd(8)} ${url}: ${outcome === 'read' ? '' : `${outcome} `}${status ?? ''} ${links} addresses, ${articles} articles${newest ? `, newest ${newest}` : ''}`,
    );
  for (const { url, title, publishedAt, language, characters, blocks, rendered, opening } of samples) {
    lines.push(`  article  ${url}`);
    if (characters === 0) continue;
    lines.push(`           ${title ?? 'no title'}; ${publishedAt ?? 'no date'}; ${language}`);
    lines.push(`           ${characters} characters in ${blocks} blocks${rendered ? ', drawn by a browser' : ''}`);
    lines.push(`           ${opening}`);
  }
  for (const { code, message } of warnings) lines.push(`  ! ${code}: ${message}`);
  return lines.join('\n');
}
