import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backlogOf, noteHold } from '../ledger/backlog.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';

interface BackpressureParts {
  db: LedgerDatabase;
  log: Pick<Logger, 'warn' | 'info'>;
  /** The teacher's, whose documents wait. */
  model: string;
  /** Documents, and pages for `crawl`, that may wait; null for any number. */
  most: number | null;
}

const lookEveryMs = 500;
/** Where looking takes long, so many times as long lies between. */
const pause = 20;
/** While it holds, it says so anew this often: what nobody says any longer is not so. */
const noteEveryMs = 10_000;
/** What was held goes on when this part of the mark is left. */
const goOnAt = 0.9;

/**
 * Holds the stages that bring new documents while too many wait for the teacher, so that a slow endpoint slows the crawl:
 * `clean` by the documents that wait, `crawl` by these and the pages that wait to be read. What it holds stays where it
 * is. Said in the ledger, for `status`.
 */
export class Backpressure {
  readonly #parts: BackpressureParts;
  readonly #holding = { crawl: false, clean: false };
  #isNoted: boolean | undefined;
  #notedAt = 0;
  #lookAgainAt = 0;
  #looking: Promise<void> | undefined;

  constructor(parts: BackpressureParts) {
    this.#parts = parts;
  }

  /** Whether a stage is to take nothing new just now. */
  async holds(stage: 'crawl' | 'clean'): Promise<boolean> {
    if (this.#parts.most === null) return false;
    if (performance.now() >= this.#lookAgainAt) {
      this.#looking ??= this.#look(this.#parts.most).finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
    }
    return this.#holding[stage];
  }

  /** Waits until a stage may take something new, or whoever asks is over. */
  async pass(stage: 'crawl' | 'clean', isOver: () => boolean): Promise<void> {
    while (!isOver() && (await this.holds(stage))) await sleep(lookEveryMs, undefined, { ref: false });
  }

  async #look(most: number): Promise<void> {
    const began = performance.now();
    const { db, log, model } = this.#parts;
    const { pages, documents } = await backlogOf(db, model, most + 1);
    const least = (isHeld: boolean) => (isHeld ? goOnAt * most : most);
    this.#holding.clean = documents > least(this.#holding.clean);
    this.#holding.crawl = pages + documents > least(this.#holding.crawl);
    const number = (count: number) => `${count > most ? 'more than ' : ''}${Math.min(count, most)}`;
    const because = `${number(documents)} documents wait for ${model}, ${number(pages)} pages to be read; at most ${most} may (SEVENLLM_MAX_BACKLOG)`;
    const hasChanged = this.#holding.crawl !== this.#isNoted;
    if (hasChanged || (this.#holding.crawl && began - this.#notedAt > noteEveryMs)) {
      await noteHold(db, model, this.#holding.crawl ? because : null);
      if (this.#holding.crawl && hasChanged) log.warn({ stage: 'crawl' }, `The crawl waits: ${because}.`);
      this.#isNoted = this.#holding.crawl;
      this.#notedAt = began;
    }
    const endedAt = performance.now();
    this.#lookAgainAt = endedAt + Math.max(lookEveryMs, pause * (endedAt - began));
  }
}
