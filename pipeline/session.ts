import type { Logger } from 'pino';
import { crawlSource } from '../crawlers/crawl-source.ts';
import type { Source } from '../crawlers/define-source.ts';
import { ArticleExtractor } from '../crawlers/extract/extractor-pool.ts';
import { openBrowser, type PageRenderer } from '../crawlers/fetch/browser.ts';
import { LedgerHostGate } from '../crawlers/fetch/host-gate.ts';
import { RobotsCache } from '../crawlers/fetch/robots.ts';
import { TdmReservations } from '../crawlers/fetch/tdm-reservations.ts';
import type { Config } from './config.ts';
import { messageOf, RetryLaterError, SetupError, StopRunError } from './errors.ts';
import { beginCrawl, type CrawlRequest, endDone } from './ledger/crawls.ts';
import { asDatabaseTrouble } from './ledger/database-trouble.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { markStale } from './ledger/mark-stale.ts';
import { planSelection } from './ledger/plan-selection.ts';
import { beginRun, endRun } from './ledger/runs.ts';
import { forgetAttempts, hasPending, type JobKey, pendingJobs, type WorkScope } from './ledger/work.ts';
import { pipelineOf, teacherStages } from './pipeline.ts';
import { joinWorkers, type Presence } from './queue/presence.ts';
import { Runner } from './queue/runner.ts';
import { type Consumer, type Lane, openWorkQueue, type WorkQueue } from './queue/work-queue.ts';
import { type StageName, stageNames } from './reasons.ts';
import { Completions } from './teacher/completions.ts';
import { openTeacher } from './teacher/open-teacher.ts';
import { openSpend } from './teacher/spend/open-spend.ts';
import type { Teacher } from './teacher/teacher.ts';

export interface SessionOptions {
  config: Config;
  log: Logger;
  /** What the person typed, for the record of runs. */
  command: string;
  sources: ReadonlyMap<string, Source>;
}

interface SessionParts {
  ledger: Ledger;
  queue: WorkQueue;
  presence: Presence;
  teacher: Teacher;
  runId: string;
  abort: AbortController;
}

/** How many jobs of a stage one process has under way; calls to an endpoint have a limit of their own. */
const concurrency: Record<StageName, number> = {
  crawl: 8,
  clean: 16,
  dedupe: 16,
  select: 32,
  generate: 32,
  validate: 16,
};

const sweepSize = 1000;

/**
 * One process's share in the work: the ledger, the queue, the teacher and the stages, opened and closed together.
 * Whatever it leaves unsettled, when it is closed or killed, is pending in the ledger for the next one.
 */
export class Session {
  readonly ledger: Ledger;
  readonly queue: WorkQueue;
  readonly teacher: Teacher;
  readonly runId: string;
  /** Set where nothing further could succeed. */
  stopped: StopRunError | undefined;
  readonly #options: SessionOptions;
  readonly #presence: Presence;
  readonly #runner: Runner;
  // The tree of a larger page takes hundreds of megabytes, and no article is so long.
  readonly #extractor = new ArticleExtractor({ threads: 2, maxBytes: 4 * 1024 * 1024 });
  readonly #abort: AbortController;
  readonly #robots = new RobotsCache();
  readonly #reservations = new TdmReservations();
  readonly #gate: LedgerHostGate;
  #consumers: Consumer[] = [];
  #renderer: Promise<PageRenderer | null> | undefined;

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#options = options;
    const { ledger, queue, presence, teacher, runId, abort } = parts;
    this.#abort = abort;
    this.ledger = ledger;
    this.#gate = new LedgerHostGate(ledger);
    this.queue = queue;
    this.teacher = teacher;
    this.#presence = presence;
    this.runId = runId;
    const { config, log, sources } = options;
    const runner = new Runner({
      ...{ ledger, queue, config, log, runId, teacherModel: teacher.model },
      inline: new Set<StageName>(['dedupe', 'validate', ...(teacher.isQuick ? (['select', 'generate'] as const) : [])]),
    });
    this.#runner = runner;
    const stages = pipelineOf({ config, db: ledger.db, extractor: this.#extractor, sources, teacher });
    runner.use(stages.clean).use(stages.dedupe).use(stages.select).use(stages.generate).use(stages.validate);
  }

  static async open(options: SessionOptions): Promise<Session> {
    const ledger = await openLedger(options.config);
    let queue: WorkQueue | undefined;
    let presence: Presence | undefined;
    try {
      queue = await openWorkQueue(options.config, ledger);
      presence = await joinWorkers(ledger.url, options.config.queuePrefix);
      const spend = openSpend(ledger.db, options.config);
      const runId = await beginRun(ledger.db, options.command, options.config);
      const abort = new AbortController();
      const completions = new Completions(ledger.db, runId, spend);
      const shared = { db: ledger.db, log: options.log };
      const teacher = await openTeacher(options.config, completions, abort.signal, shared);
      await markStale(ledger.db, teacher);
      const session = new Session(options, { ledger, queue, presence, teacher, runId, abort });
      await session.#takeUp();
      return session;
    } catch (error) {
      await presence?.leave().catch(() => {});
      await queue?.close().catch(() => {});
      await ledger.close().catch(() => {});
      throw error;
    }
  }

  /** Lanes of the queue that this session works on. */
  get lanes(): Lane[] {
    return stageNames.map((stage) => ({ stage, model: teacherStages.includes(stage) ? this.teacher.model : '' }));
  }

  /** Jobs left active by a process that was killed would wait for their locks to run out: whoever is alone starts anew. */
  async #takeUp(): Promise<void> {
    if (this.#presence.alone) {
      await this.queue.clear(this.lanes);
      await forgetAttempts(this.ledger.db);
    }
    await this.#presence.admitOthers();
  }

  /** Begins a crawl of a source and returns true, or goes on with the one of it that is open and returns false. */
  async crawl(source: Source, request: Partial<CrawlRequest> = {}): Promise<boolean> {
    const whole = { trigger: 'command', since: null, recheck: 'due', ...request } as const;
    const begun = await beginCrawl(this.ledger.db, source, this.runId, whole);
    await this.queue.add([{ stage: 'crawl', groupId: source.id, model: '' }]);
    return begun !== null;
  }

  /** Enqueues whatever is unsettled, under the same job ids as ever; documents that this teacher has not seen included. */
  async enqueueUnsettled(stages: readonly StageName[] = stageNames): Promise<void> {
    if (stages.includes('crawl')) await endDone(this.ledger.db, [...this.#options.sources.keys()]);
    if (stages.includes('select')) await planSelection(this.ledger.db, this.teacher.model, this.runId);
    let after: JobKey | undefined;
    for (;;) {
      const jobs = await pendingJobs(this.ledger.db, this.#scope(stages), sweepSize, after);
      await this.queue.add(jobs);
      if (jobs.length < sweepSize) return;
      after = jobs.at(-1);
    }
  }

  /** Starts to take jobs of these stages. */
  async work(stages: readonly StageName[] = stageNames): Promise<void> {
    this.#runner.take(stages);
    for (const lane of this.lanes.filter(({ stage }) => stages.includes(stage)))
      this.#consumers.push(await this.queue.consume(lane, this.#concurrencyOf(lane.stage), (job) => this.#do(job)));
  }

  /** Enough jobs that calls to the endpoint, which have a bound of their own, do not wait for one. */
  #concurrencyOf(stage: StageName): number {
    const calls = teacherStages.includes(stage) && !this.teacher.isQuick ? this.#options.config.callConcurrency : 0;
    return Math.max(concurrency[stage], calls);
  }

  async #do(job: JobKey): Promise<void> {
    // Handed back, not done: others may be at work as well, and this one's jobs are theirs then.
    if (this.#abort.signal.aborted) throw new RetryLaterError('This worker is stopping.', { retryAfterMs: 500 });
    try {
      await (job.stage === 'crawl' ? this.#crawl(job) : this.#runner.runJob(job));
    } catch (error) {
      if (!(error instanceof RetryLaterError)) this.#stop(asStop(error));
      throw error;
    }
  }

  async #crawl(job: JobKey): Promise<void> {
    const source = this.#options.sources.get(job.groupId);
    if (!source) throw new RetryLaterError('This worker does not know the source.', { retryAfterMs: 1000 });
    const { config, log } = this.#options;
    await crawlSource(job, {
      ...{ source, log, db: this.ledger.db, runner: this.#runner, gate: this.#gate },
      ...{ robots: this.#robots, reservations: this.#reservations, runId: this.runId },
      userAgent: config.userAgent,
      limits: { totalMs: config.fetchTimeoutSeconds * 1000 },
      signal: this.#abort.signal,
      renderer: () => this.#openRenderer(),
    });
  }

  /** Ends the sending of calls and the taking of jobs; whoever runs the session sees `stopped` and closes it. */
  #stop(error: StopRunError): void {
    this.stopped ??= error;
    this.#abort.abort(error);
  }

  #openRenderer(): Promise<PageRenderer | null> {
    this.#renderer ??= this.#options.config.browser ? openBrowser() : Promise.resolve(null);
    return this.#renderer;
  }

  /** Whether anything of these stages is pending that this session could do. */
  async isSettled(stages: readonly StageName[] = stageNames): Promise<boolean> {
    return !(await hasPending(this.ledger.db, this.#scope(stages)));
  }

  #scope(stages: readonly StageName[]): WorkScope {
    return { stages, models: ['', this.teacher.model], sources: [...this.#options.sources.keys()] };
  }

  /** Jobs in the queue, of these stages. */
  async queued(stages: readonly StageName[] = stageNames): Promise<number> {
    const lanes = this.lanes.filter(({ stage }) => stages.includes(stage));
    const sizes = await Promise.all(lanes.map((lane) => this.queue.size(lane)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Stops taking jobs and lets those under way end: calls that were sent are paid for, and their answers worth storing. */
  async close(outcome: string): Promise<void> {
    const { callTimeoutSeconds } = this.#options.config;
    const graceMs = this.teacher.isQuick ? 10_000 : (callTimeoutSeconds + 5) * 1000;
    this.#abort.abort(new StopRunError('The run is stopping.'));
    const drained = Promise.all(this.#consumers.map((consumer) => consumer.close()));
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    await (await this.#renderer?.catch(() => null))?.close();
    await this.#extractor.close();
    await this.#gate.close().catch(() => {});
    if (!this.stopped) await endRun(this.ledger.db, this.runId, outcome).catch(() => {});
    // What would not end within its time may not keep us: its jobs are taken over when their locks run out.
    await Promise.race([this.queue.close(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    await this.#presence.leave().catch(() => {});
    await this.ledger.close();
  }
}

function asStop(error: unknown): StopRunError {
  if (error instanceof StopRunError) return error;
  if (error instanceof SetupError) return new StopRunError(error.message, { cause: error });
  return asDatabaseTrouble(error) ?? new StopRunError(`Unexpected: ${messageOf(error)}`, { cause: error });
}
