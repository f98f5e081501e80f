import type { Logger } from 'pino';
import { crawlSource } from '../../crawlers/crawl-source.ts';
import type { Source } from '../../crawlers/define-source.ts';
import { openBrowser, type PageRenderer } from '../../crawlers/fetch/browser.ts';
import { LedgerHostGate } from '../../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../../crawlers/fetch/robots.ts';
import { TdmReservations } from '../../crawlers/fetch/tdm-reservations.ts';
import type { Config } from '../config.ts';
import { RetryLaterError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { JobKey } from '../ledger/work.ts';
import type { Holds } from './holds.ts';
import type { Runner } from './runner.ts';

interface CrawlJobsParts {
  config: Config;
  log: Logger;
  ledger: Ledger;
  runner: Runner;
  sources: ReadonlyMap<string, Source>;
  runId: string;
  holds: Holds;
  /** Given where this process stops. */
  signal: AbortSignal;
}

/** Crawls of sources, with what all crawls of a process share: turns at hosts, robots.txt, a browser. */
export class CrawlJobs {
  readonly #parts: CrawlJobsParts;
  readonly #robots = new RobotsCache();
  readonly #reservations = new TdmReservations();
  readonly #gate: LedgerHostGate;
  #renderer: Promise<PageRenderer | null> | undefined;

  constructor(parts: CrawlJobsParts) {
    this.#parts = parts;
    this.#gate = new LedgerHostGate(parts.ledger);
  }

  /** Crawls what a source has pending. Throws RetryLaterError where it is not known here, or pages are to be tried again. */
  async do(job: JobKey): Promise<void> {
    const { config, log, ledger, runner, sources, runId, holds, signal } = this.#parts;
    const source = sources.get(job.groupId);
    if (!source) throw new RetryLaterError('This worker does not know the source.', { retryAfterMs: 1000 });
    await crawlSource(job, {
      ...{ source, log, db: ledger.db, runner, gate: this.#gate },
      ...{ robots: this.#robots, reservations: this.#reservations, runId },
      userAgent: config.userAgent,
      limits: { totalMs: config.fetchTimeoutSeconds * 1000 },
      signal,
      holds: () => holds.holds('crawl'),
      renderer: () => this.#openRenderer(),
    });
  }

  async close(): Promise<void> {
    await (await this.#renderer?.catch(() => null))?.close();
    await this.#gate.close().catch(() => {});
  }

  #openRenderer(): Promise<PageRenderer | null> {
    this.#renderer ??= this.#parts.config.browser ? openBrowser() : Promise.resolve(null);
    return this.#renderer;
  }
}
