import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { FailRecordError, messageOf, RetryLaterError, StopRunError } from '../errors.ts';
import { Batcher } from '../ledger/batcher.ts';
import { asDatabaseTrouble } from '../ledger/database-trouble.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Settled, type Settlement, settleAll, type WorkKey } from '../ledger/settle.ts';
import { type JobKey, noteAttempt, pendingRecords } from '../ledger/work.ts';
import type { StageName } from '../reasons.ts';
import type { Outcome, Stage } from '../stages/stage.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RunnerOptions {
  ledger: Ledger;
  queue: WorkQueue;
  config: Config;
  log: Logger;
  runId: string;
  teacherModel: string;
  /** Called where nothing further can succeed; the run is then to be stopped. */
  onStop(error: StopRunError): void;
}

/**
 * Does for every stage what is the same for all: reads the pending records of a job, runs the stage on each, settles
 * outcome and outputs in one transaction, enqueues what follows, and sorts errors by what must happen next.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #settle: Batcher<Settlement, Settled>;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#settle = new Batcher((batch) => settleAll(options.ledger.db, batch));
  }

  /** Runs a stage on everything that is pending of one group. Throws RetryLaterError where something is to be tried again. */
  async runJob<S extends StageName, Input>(stage: Stage<S, Input>, job: JobKey): Promise<void> {
    try {
      const ids = await pendingRecords(this.#options.ledger.db, job);
      const inputs = await stage.load(ids);
      const loaded = new Set(inputs.map(({ recordId }) => recordId));
      const keyOf = (recordId: string): WorkKey => ({ ...job, recordId });
      for (const id of ids)
        if (!loaded.has(id)) await this.fail(keyOf(id), 'The record it works on is not in the ledger.');
      const tries = await Promise.all(inputs.map(({ recordId, input }) => this.#try(stage, keyOf(recordId), input)));
      const again = tries.filter((error) => error !== undefined);
      if (again.length > 0) throw soonest(again);
    } catch (error) {
      throw this.#stopOrThrow(error);
    }
  }

  /** Settles a record with its outcome; returns what work it made, or null where someone else had settled it. */
  async settle(key: WorkKey, outcome: Outcome): Promise<WorkKey[] | null> {
    const state = outcome.kept ? 'kept' : 'dropped';
    const why = outcome.kept ? { reason: null, detail: null } : { reason: outcome.reason, detail: outcome.detail };
    return this.#write({ ...this.#base(key), state, ...why, outputs: outcome.outputs ?? {} });
  }

  /** Settles a record as failed: it can never succeed, or was tried too often. */
  async fail(key: WorkKey, message: string): Promise<void> {
    this.#options.log.warn({ stage: key.stage, record: key.recordId }, `failed: ${message}`);
    await this.#write({ ...this.#base(key), state: 'failed', reason: null, detail: message, outputs: {} });
  }

  /**
   * Sorts an error that a record met: fails the record, or returns a RetryLaterError while tries are left, or throws
   * where the run must stop.
   */
  async sort(key: WorkKey, error: unknown): Promise<RetryLaterError | undefined> {
    const trouble = asDatabaseTrouble(error);
    if (trouble) throw trouble;
    if (error instanceof StopRunError) throw error;
    if (error instanceof RetryLaterError) {
      const attempts = await noteAttempt(this.#options.ledger.db, key, error.message);
      if (attempts < this.#options.config.maxAttempts) return error;
      await this.fail(key, `${error.message} (tried ${attempts} times)`);
      return undefined;
    }
    if (!(error instanceof FailRecordError))
      this.#options.log.error({ err: error, stage: key.stage, record: key.recordId }, 'unexpected error');
    await this.fail(key, messageOf(error));
    return undefined;
  }

  async #try<S extends StageName, Input>(
    stage: Stage<S, Input>,
    key: WorkKey,
    input: Input,
  ): Promise<RetryLaterError | undefined> {
    try {
      await this.settle(key, await stage.run(input));
      return undefined;
    } catch (error) {
      return this.sort(key, error);
    }
  }

  #base(key: WorkKey) {
    return { ...key, runId: this.#options.runId, teacherModel: this.#options.teacherModel };
  }

  async #write(settlement: Settlement): Promise<WorkKey[] | null> {
    const { settled, next } = await this.#settle.add(settlement);
    if (!settled) return null;
    // A page found while its source is being crawled belongs to the job that found it.
    await this.#options.queue.add(jobsOf(next.filter(({ stage }) => stage !== 'crawl')));
    return next;
  }

  #stopOrThrow(error: unknown): unknown {
    const stop = error instanceof StopRunError ? error : asDatabaseTrouble(error);
    if (stop) this.#options.onStop(stop);
    return stop ?? error;
  }
}

/** The jobs that some work belongs to, each once. */
export function jobsOf(work: WorkKey[]): JobKey[] {
  const jobs = new Map<string, JobKey>();
  for (const { stage, groupId, model } of work) jobs.set(`${stage} ${model} ${groupId}`, { stage, groupId, model });
  return [...jobs.values()];
}

function soonest(errors: RetryLaterError[]): RetryLaterError {
  return errors.reduce((best, error) => ((error.retryAfterMs ?? 0) < (best.retryAfterMs ?? 0) ? error : best));
}
