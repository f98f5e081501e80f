import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { messageOf, RetryLaterError, SetupError } from '../../pipeline/errors.ts';
import type { Article } from '../../pipeline/records.ts';
import { ExtractionError } from './extraction-error.ts';
import type { ExtractionReply, ExtractionRequest } from './extractor-worker.ts';

const startDeadlineMs = 30_000;
/** On a machine that has other things to do, a page may take this many times its deadline. */
const mostTimes = 6;

/**
 * One worker thread that extracts one page at a time. It does not keep the process alive while idle. After a failure that
 * is not the page's own error it is dead, and a new one must be made.
 */
export class ExtractorThread {
  readonly #worker: Worker;
  #pending: { settle: (reply: ExtractionReply) => void; fail: (error: Error) => void } | undefined;
  #failure: Error | undefined;
  #isReady = false;

  constructor(memoryMb: number) {
    // Nothing of the process's flags or environment: the thread reads pages of strangers.
    this.#worker = new Worker(workerFile(), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      execArgv: [],
      env: {},
    });
    this.#worker.on('message', (reply: ExtractionReply) => this.#pending?.settle(reply));
    this.#worker.on('error', (error) => this.#die(error));
    this.#worker.on('exit', (code) => this.#die(new Error(`the thread ended with code ${code}`)));
    this.#worker.unref();
  }

  get isDead(): boolean {
    return this.#failure !== undefined;
  }

  /**
   * Extracts one page; rejects with an `ExtractionError`, after which `isDead` says whether the thread can go on. The
   * deadline is extended while the whole process has had less time of the processor: then the page cannot have used it up.
   */
  async run(request: ExtractionRequest, deadlineMs: number): Promise<Article> {
    this.#worker.ref();
    try {
      if (!this.#isReady) {
        await this.#reply(startDeadlineMs, () => new RetryLaterError('The extraction thread did not start in time.'));
        this.#isReady = true;
      }
      const late = () => new ExtractionError('timeout', `extraction took longer than ${deadlineMs / 1000} s`);
      const reply = this.#reply(deadlineMs, late);
      this.#worker.postMessage(request);
      const answer = await reply;
      if (answer.kind === 'article') return answer.article;
      throw new ExtractionError(
        'crashed',
        answer.kind === 'error' ? answer.message : 'the extraction thread lost its place',
      );
    } finally {
      this.#worker.unref();
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #reply(deadlineMs: number, late: () => Error): Promise<ExtractionReply> {
    if (this.#failure) return Promise.reject(crash(this.#failure));
    return new Promise((resolve, reject) => {
      const began = process.cpuUsage();
      let times = 1;
      const whenDue = () => {
        const { user, system } = process.cpuUsage(began);
        if ((user + system) / 1000 < deadlineMs && times++ < mostTimes) {
          timer = setTimeout(whenDue, deadlineMs);
          return;
        }
        this.#pending = undefined;
        this.#failure = late();
        // terminate() also stops code that never yields.
        void this.#worker.terminate();
        reject(this.#failure);
      };
      let timer = setTimeout(whenDue, deadlineMs);
      const end = () => {
        clearTimeout(timer);
        this.#pending = undefined;
      };
      this.#pending = {
        settle: (reply) => {
          end();
          resolve(reply);
        },
        fail: (error) => {
          end();
          reject(crash(error));
        },
      };
    });
  }

  #die(error: Error): void {
    this.#failure ??= error;
    this.#pending?.fail(error);
  }
}

function crash(error: Error): ExtractionError {
  const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new ExtractionError('crashed', isMemory ? 'extraction needed too much memory' : messageOf(error), {
    cause: error,
  });
}

/**
 * In the built tree the worker is the file beside this one. From source (tests), Node 20 can't load TypeScript in a
 * thread, so the built worker is used: `npm test` builds first, and an outdated build extracts with outdated code.
 */
function workerFile(): URL {
  if (import.meta.url.endsWith('.js')) return new URL('./extractor-worker.js', import.meta.url);
  const built = new URL('../../dist/crawlers/extract/extractor-worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return built;
  throw new SetupError('The extraction thread is not built yet. Run: npm run build');
}
