import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { AwaitBatchError, FailRecordError, messageOf, RetryLaterError, SetupError, StopRunError } from '../errors.ts';
import { Batcher } from '../ledger/batcher.ts';
import { asDatabaseTrouble, mayBeRepeated } from '../ledger/database-trouble.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Settled, type Settlement, settleAll, type WorkKey } from '../ledger/settle.ts';
import { type JobKey, noteAttempt, pendingRecords } from '../ledger/work.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { StageName } from '../reasons.ts';
import type { Outcome, Stage } from '../stages/stage.ts';
import { cleanText } from '../text/clean-text.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RunnerOptions {
  ledger: Ledger;
  queue: WorkQueue;
  config: Config;
  log: Logger;
  runId: string;
  teacherModel: string;
  /**
   * Stages whose work goes on in the job that made it, since a queue's round trip would cost more than the work; as far
   * as this process works on them.
   */
  inline: ReadonlySet<StageName>;
  /** Milliseconds for which reads and settlements wait for others: worth it where jobs wait for calls anyway. */
  gatherMs: number;
  /** Whether a stage is paused: then nothing of it goes on inline either. */
  isPaused(stage: StageName): boolean;
  metrics: Pick<Metrics, 'settled' | 'ran' | 'requested'>;
}

/**
 * Does for every stage what is the same for all: reads the pending records of a job, runs the stage on each, settles
 * outcome and outputs in one transaction, enqueues what follows, and sorts errors by what must happen next.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #settle: Batcher<Settlement, Settled>;
  /** For pages: a crawl goes on while what it brought is written. */
  readonly #settlePages: Batcher<Settlement, Settled>;
  /** Inline stages that this process works on. */
  readonly #inline = new Set<StageName>();
  readonly #jobs = new Map<StageName, (job: JobKey, recordIds: string[]) => Promise<void>>();
  /** Many jobs are under way at once, and a statement costs more than what it reads. */
  readonly #pending: Batcher<JobKey, string[]>;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#settle = new Batcher((batch) => this.#settleBatch(batch), { atOnce: 3, gatherMs: options.gatherMs });
    this.#settlePages = new Batcher((batch) => this.#settleBatch(batch), { atOnce: 1, gatherMs: 50 });
    this.#pending = new Batcher((jobs) => pendingRecords(options.ledger.db, jobs), { gatherMs: options.gatherMs });
  }

  /** Says that this process works on these stages. */
  take(stages: readonly StageName[]): void {
    for (const stage of stages) if (this.#options.inline.has(stage)) this.#inline.add(stage);
  }

  /** Registers how the jobs of a stage are done. */
  use<S extends StageName, Input>(stage: Stage<S, Input>): this {
    const load = new Batcher((jobs: string[][]) => loadTogether(stage, jobs), {
      most: 32,
      gatherMs: this.#options.gatherMs,
    });
    const shared: Stage<S, Input> = { ...stage, load: (ids) => load.add(ids) };
    this.#jobs.set(stage.name, (job, recordIds) => this.#runStage(shared, job, recordIds));
    return this;
  }

  /** Does everything that is pending of one group. Throws RetryLaterError where something is to be tried again. */
  async runJob(job: JobKey): Promise<void> {
    await this.#jobs.get(job.stage)?.(job, await this.#pending.add(job));
  }

  async #runStage<S extends StageName, Input>(stage: Stage<S, Input>, job: JobKey, ids: string[]): Promise<void> {
    const inputs = await stage.load(ids);
    const loaded = new Set(inputs.map(({ recordId }) => recordId));
    const keyOf = (recordId: string): WorkKey => ({ ...job, recordId });
    for (const id of ids)
      if (!loaded.has(id)) await this.fail(keyOf(id), 'The record it works on is not in the ledger.');
    const tries = await Promise.all(inputs.map(({ recordId, input }) => this.#try(stage, keyOf(recordId), input)));
    await this.#goOn(tries.flatMap(({ next }) => next));
    const again = tries.flatMap(({ again: error }) => error ?? []);
    if (again.length > 0) throw soonest(again);
  }

  /** Does the work that follows where that is quicker than to enqueue it. */
  async #goOn(work: WorkKey[]): Promise<void> {
    const mine = work.filter(({ stage }) => this.#goesOnInline(stage));
    for (const job of jobsOf(mine)) {
      const ids = mine.filter((key) => sameJob(key, job)).map(({ recordId }) => recordId);
      try {
        await this.#jobs.get(job.stage)?.(job, ids);
      } catch (error) {
        if (!(error instanceof RetryLaterError)) throw error;
        // It has a job of its own from here on, with a delay of its own.
        await this.#options.queue.add([job]);
      }
    }
  }

  #goesOnInline(stage: StageName): boolean {
    return this.#inline.has(stage) && !this.#options.isPaused(stage);
  }

  /** Settles a record with its outcome; returns what work it made, or null where someone else had settled it. */
  async settle(key: WorkKey, outcome: Outcome): Promise<WorkKey[] | null> {
    const state = outcome.kept ? 'kept' : 'dropped';
    const why = outcome.kept ? { reason: null, detail: null } : { reason: outcome.reason, detail: outcome.detail };
    return this.#write({ ...this.#base(key), state, ...why, outputs: outcome.outputs ?? {} });
  }

  /** Settles a record as failed: it can never succeed, or was tried too often. */
  async fail(key: WorkKey, message: string): Promise<void> {
    // Why is in the ledger (`failed list`) and not here: an error may cite what was read, or what an endpoint said of it.
    this.#options.log.warn(
      { stage: key.stage, record: key.recordId, group: key.groupId },
      `${key.stage} of ${key.recordId} failed; \`sevenllm failed list\` says why.`,
    );
    await this.#write({ ...this.#base(key), state: 'failed', reason: null, detail: message, outputs: {} });
  }

  /**
   * Sorts an error that a record met: fails the record, or returns a RetryLaterError while tries are left, or throws
   * where the run must stop.
   */
  async sort(key: WorkKey, error: unknown): Promise<RetryLaterError | undefined> {
    // Whoever collects the batch enqueues it again.
    if (error instanceof AwaitBatchError) return undefined;
    const trouble = asDatabaseTrouble(error);
    if (trouble) throw trouble;
    if (error instanceof StopRunError || error instanceof SetupError) throw error;
    if (mayBeRepeated(error)) return new RetryLaterError(messageOf(error));
    if (error instanceof RetryLaterError) {
      if (key.stage === 'crawl') this.#options.metrics.requested('retry', null);
      if (error.notItsFault) return error;
      const attempts = await noteAttempt(this.#options.ledger.db, key, cleanText(error.message));
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
  ): Promise<{ next: WorkKey[]; again?: RetryLaterError }> {
    const began = performance.now();
    try {
      const outcome = await stage.run(input);
      this.#options.metrics.ran(stage.name, (performance.now() - began) / 1000);
      return { next: (await this.settle(key, outcome)) ?? [] };
    } catch (error) {
      const again = await this.sort(key, error);
      return { next: [], ...(again && { again }) };
    }
  }

  #base(key: WorkKey) {
    return { ...key, runId: this.#options.runId, teacherModel: this.#options.teacherModel };
  }

  async #write(settlement: Settlement): Promise<WorkKey[] | null> {
    const detail = settlement.detail && cleanText(settlement.detail);
    const { settled, next } = await (settlement.stage === 'crawl' ? this.#settlePages : this.#settle).add({
      ...settlement,
      detail,
    });
    if (settled) this.#note(settlement);
    return settled ? next : null;
  }

  #note({ stage, state, reason, outputs: { visit } }: Settlement): void {
    const { metrics } = this.#options;
    metrics.settled(stage, state, reason);
    const took = visit?.milliseconds ?? null;
    if (stage === 'crawl') metrics.requested(visit?.outcome ?? 'failed', took === null ? null : took / 1000);
  }

  async #settleBatch(batch: Settlement[]): Promise<Settled[]> {
    const results = await settleAll(this.#options.ledger.db, batch);
    // A page found while its source is being crawled belongs to the job that found it, as what goes on inline does.
    const ours = (work: WorkKey) => work.stage === 'crawl' || this.#goesOnInline(work.stage);
    const jobs = jobsOf(results.flatMap(({ next }) => next).filter((work) => !ours(work)));
    // What is settled is settled, whether or not the queue takes the rest: the ledger holds it and will offer it again.
    await this.#options.queue.add(jobs).catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'The queue took no jobs; they are offered again.');
    });
    return results;
  }
}

/** Reads the inputs of several jobs by the statements of one. */
async function loadTogether<S extends StageName, Input>(
  stage: Stage<S, Input>,
  jobs: string[][],
): Promise<{ recordId: string; input: Input }[][]> {
  const loaded = new Map((await stage.load(jobs.flat())).map((record) => [record.recordId, record]));
  return jobs.map((ids) => ids.flatMap((id) => loaded.get(id) ?? []));
}

const sameJob = (key: WorkKey, job: JobKey) =>
  key.stage === job.stage && key.groupId === job.groupId && key.model === job.model;

/** The jobs that some work belongs to, each once. */
export function jobsOf(work: WorkKey[]): JobKey[] {
  const jobs = new Map<string, JobKey>();
  for (const { stage, groupId, model } of work) jobs.set(`${stage} ${model} ${groupId}`, { stage, groupId, model });
  return [...jobs.values()];
}

function soonest(errors: RetryLaterError[]): RetryLaterError {
  return errors.reduce((best, error) => ((error.retryAfterMs ?? 0) < (best.retryAfterMs ?? 0) ? error : best));
}
