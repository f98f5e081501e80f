import { ArticleExtractor } from '../../crawlers/extract/extractor-pool.ts';
import { openBrowser, type PageRenderer } from '../../crawlers/fetch/browser.ts';
import { LedgerHostGate } from '../../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../../crawlers/fetch/robots.ts';
import { TdmReservations } from '../../crawlers/fetch/tdm-reservations.ts';
import type { Config } from '../config.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { cleanStage } from '../stages/clean/clean.ts';
import { type FetchedPage, type FetchPageDependencies, fetchPage } from './fetch-page.ts';
import type { HydrateRequest } from './hydrate.ts';
import { sourceFor } from './source-for.ts';

/** Hosts that are asked at a time; each is asked for one page after the other. */
const mostHosts = 16;

/** Fetches pages and hands each on when it is there. Ends early, and quietly, where the signal is given. */
export async function fetchPages(
  urls: readonly string[],
  ledger: Ledger,
  config: Config,
  { sources, signal }: Pick<HydrateRequest, 'sources' | 'signal'>,
  take: (url: string, page: FetchedPage) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const gate = new LedgerHostGate(ledger);
  // As large a page as a session reads.
  const extractor = new ArticleExtractor({ threads: 2, maxBytes: 4 * 1024 * 1024 });
  let renderer: Promise<PageRenderer | null> | undefined;
  const dependencies: FetchPageDependencies = {
    ...{ gate, robots: new RobotsCache(), reservations: new TdmReservations() },
    ...{ crawlId: 'hydrate', since: null, entered: new Set<string>(), userAgent: config.userAgent },
    signal: AbortSignal.any([signal, stop.signal]),
    limits: { totalMs: config.fetchTimeoutSeconds * 1000 },
    renderer() {
      renderer ??= config.browser ? openBrowser() : Promise.resolve(null);
      return renderer;
    },
    sourceFor: (url) => sourceFor(url, sources.values()),
    clean: (page, source) =>
      cleanStage({ db: ledger.db, extractor, sources: new Map([[source.id, source]]) }).run(page),
  };
  const hosts = byHost(urls);
  const workers = Array.from({ length: mostHosts }, async () => {
    for (let next = hosts.shift(); next; next = hosts.shift())
      for (const url of next) await take(url, await fetchPage(url, dependencies));
  });
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(workers);
    if (!signal.aborted) throw error;
  } finally {
    await (await renderer?.catch(() => null))?.close();
    await extractor.close();
    await gate.close().catch(() => {});
  }
}

/** Lists of pages of one host each. */
function byHost(urls: readonly string[]): string[][] {
  const lists = new Map<string, string[]>();
  for (const url of urls) {
    const { host } = new URL(url);
    const list = lists.get(host);
    if (list) list.push(url);
    else lists.set(host, [url]);
  }
  return [...lists.values()];
}
