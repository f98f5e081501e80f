import type { RequestQueue } from 'crawlee';
import type { Logger } from 'pino';
import { messageOf, type RetryLaterError } from '../pipeline/errors.ts';
import { nextPages } from '../pipeline/ledger/crawl-pages.ts';
import { endDone, knownPages, noteBounds, openCrawlOf } from '../pipeline/ledger/crawls.ts';
import type { LedgerDatabase } from '../pipeline/ledger/ledger.ts';
import { noteFailure } from '../pipeline/ledger/visits.ts';
import { hasPendingRecords, type JobKey } from '../pipeline/ledger/work.ts';
import type { Runner } from '../pipeline/queue/runner.ts';
import { type CrawlDependencies, type CrawlInput, crawl } from '../pipeline/stages/crawl/crawl.ts';
import { visitOf } from '../pipeline/stages/crawl/visit-of.ts';
import { drop, type Outcome } from '../pipeline/stages/stage.ts';
import { CrawlBounds } from './discover/crawl-bounds.ts';
import { FollowedPages } from './followed-pages.ts';
import { PendingPages } from './pending-pages.ts';

interface CrawlJobDependencies extends Omit<CrawlDependencies, 'crawlId' | 'since' | 'entered'> {
  db: LedgerDatabase;
  runner: Runner;
  log: Logger;
  runId: string;
  /** Whether no further pages are to be fetched for now: what they lead to would only wait. */
  holds(): Promise<boolean>;
}

/** Fetched pages that may wait to be written, by number and by bytes: what is fetched next need not wait for the disk. */
const mostUnwritten = { pages: 100, bytes: 16 * 1024 * 1024 };

/** Addresses of entered pages that are remembered: what is found again then costs no question to the ledger. */
const mostEntered = 100_000;

/**
 * Crawls what a source has pending until nothing is left: Crawlee schedules the pages as the ledger offers them, our
 * guarded fetch gets them, and the ledger keeps what came of each. Throws RetryLaterError where pages are to be tried
 * again; else the crawl is closed.
 */
export async function crawlSource(job: JobKey, dependencies: CrawlJobDependencies): Promise<void> {
  const { db, source, runId } = dependencies;
  if (!(await hasPendingRecords(db, job))) {
    await endDone(db, [source.id]);
    return;
  }
  const { id, since } = await openCrawlOf(db, source.id, runId);
  const bounds = new CrawlBounds(source, await knownPages(db, source.id));
  const visits = new PageVisits(job, { ...dependencies, crawlId: id, since }, new FollowedPages(source, bounds));
  await visits.run();
  await noteBounds(db, id, bounds.report());
  if (visits.stopped) throw visits.stopped.error;
  if (visits.retries[0]) throw visits.retries[0];
  if (!dependencies.signal.aborted) await endDone(db, [source.id]);
}

class PageVisits {
  readonly retries: RetryLaterError[] = [];
  /** Set where nothing further could succeed. */
  stopped: { error: unknown } | undefined;
  readonly #job: JobKey;
  readonly #dependencies: CrawlJobDependencies & CrawlDependencies;
  readonly #entered = new Set<string>();
  readonly #followed: FollowedPages;
  readonly #unwritten = new Set<Promise<void>>();
  #unwrittenBytes = 0;
  #pages!: PendingPages;
  #halt = () => {};

  constructor(
    job: JobKey,
    dependencies: CrawlJobDependencies & { crawlId: string; since: Date | null },
    followed: FollowedPages,
  ) {
    this.#job = job;
    this.#dependencies = { ...dependencies, entered: this.#entered };
    this.#followed = followed;
  }

  async run(): Promise<void> {
    const { db, source, signal, log } = this.#dependencies;
    // Loaded where it is needed: it takes a second, and most commands do not crawl.
    const { BasicCrawler, Configuration, LogLevel, log: crawleeLog, Request } = await import('@crawlee/basic');
    crawleeLog.setLevel(LogLevel.OFF);
    this.#pages = new PendingPages(
      (taken, limit) => nextPages(db, source.id, taken, limit),
      ({ id, url }) => new Request({ url, uniqueKey: id, id }),
      () => this.#unwritten.size === 0,
      () => this.#dependencies.holds(),
    );
    const crawler = new BasicCrawler(
      {
        // Its option for a manager of one's own is typed, and then refused; a queue's place takes one.
        requestQueue: this.#pages as unknown as RequestQueue,
        // A site's bound, not the machine's load, says how many: a page in the browser would hold up all others.
        minConcurrency: source.concurrency,
        maxConcurrency: source.concurrency,
        maxRequestRetries: 0,
        // Fetches have deadlines of their own; waiting for a turn at a slow host may take long.
        requestHandlerTimeoutSecs: 86_400,
        useSessionPool: false,
        statusMessageLoggingInterval: 3600,
        autoscaledPoolOptions: { desiredConcurrency: source.concurrency, maybeRunIntervalSecs: 0.05 },
        requestHandler: async ({ request }) => {
          for (const page of this.#pages.pagesOf(request)) await this.#visit(page);
        },
        failedRequestHandler({ request }, error) {
          log.error(
            { err: error, stage: 'crawl', source: source.id, record: request.id },
            'The crawler failed at a page.',
          );
        },
      },
      new Configuration({
        persistStorage: false,
        purgeOnStart: false,
        storageClientOptions: { persistStorage: false },
      }),
    );
    const stop = () => void crawler.autoscaledPool?.abort();
    this.#halt = stop;
    signal.addEventListener('abort', stop, { once: true });
    try {
      await crawler.run();
    } finally {
      signal.removeEventListener('abort', stop);
      await crawler.teardown();
      await Promise.all(this.#unwritten);
    }
  }

  async #visit(page: CrawlInput): Promise<void> {
    const { signal } = this.#dependencies;
    if (this.stopped || signal.aborted) return;
    const began = performance.now();
    try {
      const refusal = this.#followed.refused(page);
      const outcome = refusal
        ? drop<'crawl'>(refusal.reason, refusal.detail, { visit: visitOf(this.#dependencies.crawlId, 'dropped') })
        : await crawl(page, this.#dependencies);
      await this.#write(page, this.#followed.bound(page, outcome));
    } catch (error) {
      if (!signal.aborted) await this.#failed(page, error, performance.now() - began);
    }
  }

  /** Hands an outcome to be written, and waits only while too much is waiting already. */
  async #write(page: CrawlInput, outcome: Outcome<'crawl'>): Promise<void> {
    const { runner } = this.#dependencies;
    const bytes = outcome.outputs?.body?.body?.length ?? 0;
    const writing = runner
      .settle({ ...this.#job, recordId: page.id }, outcome)
      .then((next) => this.#written(page, next ? outcome : null))
      .catch((error: unknown) => this.#failed(page, error, 0))
      .finally(() => {
        this.#unwritten.delete(writing);
        this.#unwrittenBytes -= bytes;
      });
    this.#unwritten.add(writing);
    this.#unwrittenBytes += bytes;
    while (this.#unwritten.size > mostUnwritten.pages || this.#unwrittenBytes > mostUnwritten.bytes)
      await Promise.race(this.#unwritten);
  }

  /** Without an outcome where another worker had settled the page: what that one found is not known here. */
  #written(page: CrawlInput, outcome: Outcome<'crawl'> | null): void {
    this.#pages.settled(page.id);
    for (const { url, kind } of outcome?.outputs?.pages ?? [])
      if (kind === 'article' && this.#entered.size < mostEntered) this.#entered.add(url);
  }

  async #failed(page: CrawlInput, error: unknown, milliseconds: number): Promise<void> {
    const { runner, db, crawlId } = this.#dependencies;
    const key = { ...this.#job, recordId: page.id };
    try {
      const again = await runner.sort(key, error);
      const outcome = again ? 'retry' : 'failed';
      await noteFailure(db, { pageId: page.id, crawlId, outcome, detail: messageOf(error), milliseconds });
      // One that is to be tried again stays taken: its turn comes with the next job.
      if (again) this.retries.push(again);
      else this.#pages.settled(page.id);
    } catch (fatal) {
      this.stopped ??= { error: fatal };
      // Or it would go through all that is pending, and do none of it.
      this.#halt();
    }
  }
}
