import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { messageOf, RetryLaterError, StopRunError } from '../../errors.ts';
import { type BatchScope, dropWaiting, waitingItems } from '../../ledger/batch-items.ts';
import { type Batch, endBatch, fillBatch, noteBatch, openBatches } from '../../ledger/batches.ts';
import { mayBeRepeated } from '../../ledger/database-trouble.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { kindOfTrouble } from '../limits/kind-of-trouble.ts';
import type { Budget } from '../spend/budget.ts';
import type { PriceList } from '../spend/price-list.ts';
import type { BatchApi, ProviderBatch } from './batch-api.ts';
import { collectBatch } from './collect-batch.ts';
import { inTurn } from './in-turn.ts';
import { rejectBatch } from './reject-batch.ts';
import { lineBytes, linesOf } from './request-lines.ts';

export interface BatchLimits {
  /** Requests of one batch. */
  items: number;
  /** Bytes of its file. */
  bytes: number;
}

/** What OpenAI's Batch API takes. */
export const batchLimits: BatchLimits = { items: 50_000, bytes: 200_000_000 };

export interface DriverParts {
  db: LedgerDatabase;
  pool: pg.Pool;
  log: Pick<Logger, 'warn'>;
  api: BatchApi;
  scope: BatchScope;
  runId: string;
  budget: Budget;
  prices: PriceList;
  maxAttempts: number;
  /** Whether what is gathered is sent; else it is only collected what is out. */
  sends: boolean;
  stop: AbortSignal;
  limits?: BatchLimits;
}

/** What the driver needs of whoever makes the work. */
export interface WorkInHand {
  /** Whether nothing more can be done without answers. */
  isIdle(): Promise<boolean>;
  /** Told that answers came. */
  goOn(): Promise<void>;
}

const lookEveryMs = 1000;
/** A batch is asked after when this part of its age has passed since the last time, but no more seldom than once a minute. */
const pollAfter = { partOfAge: 0.1, leastMs: 1000, mostMs: 60_000 };
/** Where there is always something else to do, requests wait so long for a batch, in milliseconds. */
const longestWaitMs = 15 * 60_000;
/** Beyond which a batch that the endpoint does not know any longer is given up, in milliseconds: its day, and another. */
const forgottenAfterMs = 48 * 60 * 60_000;
/** Milliseconds of nothing but trouble after which the run stops. */
const giveUpAfterMs = { neverAnswered: 60_000, answeredBefore: 3_600_000 };
/** Milliseconds that are waited after trouble, where the endpoint does not say; doubled each time in a row. */
const retryAfterMs = { first: 1000, most: 60_000 };

/**
 * Sends what was gathered, asks after batches, and collects them: one driver of a ledger at a time. Every step is noted
 * before the next, so that whoever comes after a kill goes on from there; what was sent is never sent again unless it
 * came back without an answer.
 */
export class BatchDriver {
  readonly #parts: DriverParts;
  readonly #looked = new Set<string>();
  /** In a row. */
  #troubles = 0;
  #troubledSince: number | undefined;
  #hasAnswered = false;
  #most: number;
  /** Whether the endpoint takes no more until it is done with something. */
  #isFull = false;
  /** How many requests waited when there was last nothing to do for it; null where there was. */
  #quietWith: number | null = null;

  constructor(parts: DriverParts) {
    this.#parts = parts;
    this.#most = this.#limits.items;
  }

  /** Whether there is nothing to do for it but to wait for batches that it has seen to be under way. */
  async isQuiet(): Promise<boolean> {
    const { db, scope } = this.#parts;
    // What was gathered since it last looked is not sent yet.
    return this.#quietWith !== null && (await waitingItems(db, scope)).count === this.#quietWith;
  }

  /** Goes on until the run stops. Throws a StopRunError or SetupError where nothing further can succeed. */
  async work(work: WorkInHand): Promise<void> {
    const { stop, pool } = this.#parts;
    while (!stop.aborted) {
      let waitMs = lookEveryMs;
      try {
        // Of all scopes: while a batch is being collected, what is gathered for another is not all of its round yet.
        await inTurn(pool, 'sevenllm-batches', () => this.#step(work));
        this.#troubles = 0;
        this.#troubledSince = undefined;
      } catch (error) {
        if (stop.aborted) return;
        const again = mayBeRepeated(error) ? new RetryLaterError(messageOf(error)) : error;
        if (!(again instanceof RetryLaterError)) throw error;
        waitMs = this.#waitAfter(again);
      }
      await sleep(waitMs, undefined, { signal: stop }).catch(() => {});
    }
  }

  get #limits(): BatchLimits {
    return this.#parts.limits ?? batchLimits;
  }

  #waitAfter(error: RetryLaterError): number {
    this.#quietWith = null;
    this.#troubledSince ??= Date.now();
    const forMs = Date.now() - this.#troubledSince;
    if (forMs > (this.#hasAnswered ? giveUpAfterMs.answeredBefore : giveUpAfterMs.neverAnswered))
      throw new StopRunError(
        `${messageOf(error)} ${Math.round(forMs / 1000)} s of trying were in vain. Run again when it is well; nothing is lost.`,
      );
    const { log, scope } = this.#parts;
    if (++this.#troubles === 3)
      log.warn(
        `The batches of ${scope.teacherModel} at ${scope.endpoint} do not get on (${kindOfTrouble(messageOf(error)) ?? error.name}). It is tried again.`,
      );
    return error.retryAfterMs ?? Math.min(retryAfterMs.most, retryAfterMs.first * 2 ** (this.#troubles - 1));
  }

  async #step(work: WorkInHand): Promise<void> {
    const { db, scope, sends, stop } = this.#parts;
    let isDone = true;
    let collected = false;
    for (const batch of await openBatches(db, scope)) {
      if (stop.aborted) return;
      const ended = await this.#advance(batch);
      collected ||= ended;
    }
    if (collected) {
      this.#isFull = false;
      isDone = false;
      await work.goOn();
    }
    // Counted first: what is gathered while it looks is for the next time.
    const { count } = await waitingItems(db, scope);
    if (!sends) await dropWaiting(db, scope);
    else if (!(await this.#sendWaiting(work))) isDone = false;
    this.#quietWith = isDone ? count : null;
  }

  /** Takes a batch a step further; true where it is at its end. */
  async #advance(batch: Batch): Promise<boolean> {
    const { sends, db, api, log, maxAttempts } = this.#parts;
    if (batch.state === 'submitted') return this.#look(batch);
    const found = batch.state === 'uploaded' ? await api.find(batch.id, batch.input_file_id, batch.created_at) : null;
    const made = found === 'untold' ? null : found;
    if (found === 'untold')
      log.warn(
        `The endpoint does not list its batches: whether ${batch.id} was made when a run was cut off cannot be known, and it may be there twice.`,
      );
    if (made) await this.#noteMade(batch, made);
    else if (sends) await this.#send(batch);
    else
      await endBatch(
        db,
        batch.id,
        'rejected',
        { error: 'It was not sent: the run asks directly.', fate: 'uncounted' },
        maxAttempts,
      );
    return !made && !sends;
  }

  async #send(batch: Batch): Promise<void> {
    const { db, api } = this.#parts;
    let fileId = batch.input_file_id;
    if (!fileId) {
      fileId = await api.upload(batch.id, linesOf(db, batch.id));
      await noteBatch(db, batch.id, { state: 'uploaded', input_file_id: fileId });
    }
    await this.#noteMade(batch, await api.create(batch.id, fileId));
  }

  async #noteMade({ id }: Batch, made: ProviderBatch): Promise<void> {
    this.#hasAnswered = true;
    const change = { state: 'submitted', provider_id: made.id, provider_status: made.status } as const;
    await noteBatch(this.#parts.db, id, change, 'submitted_at');
  }

  /** Asks after a batch where it is time to, and collects it where it has ended. */
  async #look(batch: Batch): Promise<boolean> {
    const { db, api, maxAttempts } = this.#parts;
    if (this.#looked.has(batch.id) && Date.now() < nextLook(batch)) return false;
    const found = await api.retrieve(batch.provider_id!);
    if (!found) return this.#giveUp(batch);
    this.#looked.add(batch.id);
    this.#hasAnswered = true;
    const { completed = 0, failed = 0 } = found.request_counts ?? {};
    await noteBatch(db, batch.id, { provider_status: found.status, completed, failed }, 'polled_at');
    if (found.status === 'failed') {
      const { isFull, most } = await rejectBatch(this.#parts, batch, found, await this.#hasOthers(batch));
      this.#isFull = isFull;
      this.#most = Math.min(this.#most, most);
      return !isFull;
    }
    if (!['completed', 'expired', 'cancelled'].includes(found.status)) return false;
    await collectBatch(this.#parts, batch, found, maxAttempts);
    return true;
  }

  async #giveUp(batch: Batch): Promise<boolean> {
    const { db, maxAttempts } = this.#parts;
    if (Date.now() - batch.created_at.getTime() < forgottenAfterMs)
      throw new StopRunError(
        `The endpoint at ${batch.endpoint} knows no batch ${batch.provider_id} (HTTP 404). It may be another key's or project's: run again with the one that it was submitted with.`,
      );
    const error = 'The endpoint does not know the batch any longer.';
    await endBatch(db, batch.id, 'rejected', { error, fate: 'again' }, maxAttempts);
    return true;
  }

  async #hasOthers({ id }: Batch): Promise<boolean> {
    const open = await openBatches(this.#parts.db, this.#parts.scope);
    return open.some((batch) => batch.id !== id && batch.state === 'submitted');
  }

  /** Sends what waits, where it is time to. True where nothing of it could be sent just now. */
  async #sendWaiting(work: WorkInHand): Promise<boolean> {
    const { db, scope, budget, runId, stop } = this.#parts;
    if (this.#isFull) return true;
    let sent = false;
    while (!stop.aborted) {
      const { count, oldestMs } = await waitingItems(db, scope);
      const isTime = count >= this.#most || oldestMs > longestWaitMs || (await work.isIdle());
      if (count === 0 || !isTime) return count === 0 && !sent;
      // None of them waits while it is being sent.
      this.#quietWith = null;
      const batch = await fillBatch(db, scope, {
        ...{ runId, mostItems: this.#most, mostBytes: this.#limits.bytes, lineBytes },
        reserve: (transaction, calls) =>
          budget.reserveBatch(
            transaction,
            runId,
            calls.map(({ id, completionId, item }) => ({
              ...{ id, completionId, model: item.model, promptBytes: item.body_bytes },
              maxOutputTokens: item.max_output_tokens,
            })),
          ),
      });
      if (batch === null) return !sent;
      // What is out comes back, and leaves some of what was reserved for it.
      if (batch === 'wait') return true;
      if ('spent' in batch) throw budget.spentError(batch.spent);
      sent = true;
      await this.#send(batch);
    }
    return false;
  }
}

const nextLook = ({ submitted_at, polled_at, created_at }: Batch): number => {
  const from = (submitted_at ?? created_at).getTime();
  const last = polled_at?.getTime() ?? from;
  return last + Math.min(pollAfter.mostMs, Math.max(pollAfter.leastMs, (last - from) * pollAfter.partOfAge));
};
