import type { Logger } from 'pino';
import { messageOf, type RetryLaterError } from '../pipeline/errors.ts';
import { countPages, readPages } from '../pipeline/ledger/crawl-pages.ts';
import type { LedgerDatabase } from '../pipeline/ledger/ledger.ts';
import { type JobKey, pendingRecords } from '../pipeline/ledger/work.ts';
import type { Runner } from '../pipeline/queue/runner.ts';
import { type CrawlDependencies, crawl } from '../pipeline/stages/crawl.ts';
import type { Outcome } from '../pipeline/stages/stage.ts';

interface CrawlJobDependencies extends CrawlDependencies {
  db: LedgerDatabase;
  runner: Runner;
  log: Logger;
}

const concurrency = 4;

/**
 * Crawls what a source has pending until nothing is left: Crawlee schedules the pages from its memory, our guarded fetch
 * gets them, and the ledger keeps what came of each. Throws RetryLaterError where pages are to be tried again.
 */
export async function crawlSource(job: JobKey, dependencies: CrawlJobDependencies): Promise<void> {
  const { db, runner, signal, log, source } = dependencies;
  const pending = await pendingRecords(db, job);
  if (pending.length === 0) return;
  // Loaded where it is needed: it takes a second, and most commands do not crawl.
  const { BasicCrawler, Configuration, LogLevel, log: crawleeLog } = await import('crawlee');
  crawleeLog.setLevel(LogLevel.OFF);
  const retries: RetryLaterError[] = [];
  let stopped: { error: unknown } | undefined;

  let room = source.maxPages - (await countPages(db, source.id));
  /** Enters what is found beyond the source's limit as dropped: seen, and not followed. */
  const withinLimit = (outcome: Outcome<'crawl'>): Outcome<'crawl'> => {
    const detail = `The source has its ${source.maxPages} pages (maxPages).`;
    for (const page of outcome.outputs?.pages ?? [])
      if (!page.dropped && room-- <= 0) page.dropped = { reason: 'page-limit', detail };
    return outcome;
  };

  const crawler = new BasicCrawler(
    {
      minConcurrency: 1,
      maxConcurrency: concurrency,
      maxRequestRetries: 0,
      // Fetches have deadlines of their own; waiting for a turn at a slow host may take long.
      requestHandlerTimeoutSecs: 86_400,
      useSessionPool: false,
      statusMessageLoggingInterval: 3600,
      autoscaledPoolOptions: { desiredConcurrency: concurrency, maybeRunIntervalSecs: 0.05 },
      async requestHandler({ request }) {
        if (stopped || signal.aborted) return;
        const key = { ...job, recordId: request.userData.pageId as string };
        try {
          const [page] = await readPages(db, [key.recordId]);
          if (!page) return;
          const next = await runner.settle(key, withinLimit(await crawl(page, dependencies)));
          await add((next ?? []).filter(({ stage }) => stage === 'crawl').map(({ recordId }) => recordId));
        } catch (error) {
          if (signal.aborted) return;
          try {
            const again = await runner.sort(key, error);
            if (again) retries.push(again);
          } catch (fatal) {
            stopped = { error: fatal };
          }
        }
      },
      failedRequestHandler({ request }, error) {
        log.error({ url: request.url }, `crawler: ${messageOf(error)}`);
      },
    },
    new Configuration({ persistStorage: false, purgeOnStart: false, storageClientOptions: { persistStorage: false } }),
  );
  const add = async (ids: string[]) => {
    const pages = await readPages(db, ids);
    await crawler.addRequests(
      pages.map(({ id, url }) => ({ url, uniqueKey: id, userData: { pageId: id } })),
      { waitForAllRequestsToBeAdded: true },
    );
  };

  const stop = () => void crawler.autoscaledPool?.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await add(pending);
    await crawler.run();
  } finally {
    signal.removeEventListener('abort', stop);
    await crawler.teardown();
  }
  if (stopped) throw stopped.error;
  if (retries[0]) throw retries[0];
}
