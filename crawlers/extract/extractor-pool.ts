import { RetryLaterError } from '../../pipeline/errors.ts';
import type { Article } from '../../pipeline/records.ts';
import { ExtractionError } from './extraction-error.ts';
import { ExtractorThread } from './extractor-thread.ts';
import type { ExtractionRequest } from './extractor-worker.ts';
import type { Selectors } from './selectors.ts';

export { ExtractionError } from './extraction-error.ts';

export interface ArticleExtractorOptions {
  /** Worker threads, each with its own memory. They start when first needed. */
  threads?: number;
  /** Milliseconds one page may take. */
  deadlineMs?: number;
  /** Heap of one thread, in megabytes. */
  memoryMb?: number;
  /** Largest page in bytes of UTF-8. */
  maxBytes?: number;
}

interface Job {
  request: ExtractionRequest;
  resolve: (article: Article) => void;
  reject: (error: unknown) => void;
}

/**
 * Runs `extractArticle` in worker threads, under a deadline and a memory limit, so that a hostile page costs itself and
 * nothing else: its thread is replaced and the next page goes on. Idle threads do not keep the process alive.
 */
export class ArticleExtractor {
  readonly #options: Required<ArticleExtractorOptions>;
  readonly #waiting: Job[] = [];
  readonly #idle: ExtractorThread[] = [];
  readonly #running = new Map<ExtractorThread, Job>();
  #isClosed = false;

  constructor(options: ArticleExtractorOptions = {}) {
    this.#options = { threads: 1, deadlineMs: 5000, memoryMb: 512, maxBytes: 10 * 1024 * 1024, ...options };
  }

  /** Rejects with an `ExtractionError` where the page cannot be read, with a `RetryLaterError` once closed. */
  extract(html: string, url: string, selectors: Selectors = {}): Promise<Article> {
    if (this.#isClosed) return Promise.reject(new RetryLaterError('The extractor is closed'));
    const bytes = Buffer.byteLength(html);
    if (bytes > this.#options.maxBytes) {
      const message = `the page has ${bytes} bytes, more than the ${this.#options.maxBytes} allowed`;
      return Promise.reject(new ExtractionError('too-large', message));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { html, url, selectors }, resolve, reject });
      this.#next();
    });
  }

  /** Stops all threads; pages under way or waiting are refused with a `RetryLaterError`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const refused = [...this.#waiting.splice(0), ...this.#running.values()];
    for (const job of refused) job.reject(new RetryLaterError('The extractor was closed'));
    await Promise.all([...this.#idle.splice(0), ...this.#running.keys()].map((thread) => thread.close()));
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#running.size < this.#options.threads) {
      const job = this.#waiting.shift() as Job;
      let thread: ExtractorThread;
      try {
        thread = this.#takeThread();
      } catch (error) {
        job.reject(error);
        continue;
      }
      this.#running.set(thread, job);
      void this.#run(thread, job);
    }
  }

  #takeThread(): ExtractorThread {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) if (!thread.isDead) return thread;
    return new ExtractorThread(this.#options.memoryMb);
  }

  async #run(thread: ExtractorThread, job: Job): Promise<void> {
    try {
      job.resolve(await thread.run(job.request, this.#options.deadlineMs));
    } catch (error) {
      job.reject(error);
    }
    this.#running.delete(thread);
    if (this.#isClosed || thread.isDead) await thread.close();
    else this.#idle.push(thread);
    this.#next();
  }
}
