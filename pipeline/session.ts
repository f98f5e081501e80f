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
import { planJudging } from './ledger/plan-judging.ts';
import { planSelection } from './ledger/plan-selection.ts';
import { beginRun, endRun } from './ledger/runs.ts';
import { refuseNewerSchema } from './ledger/schema-version.ts';
import { refreshSpread } from './ledger/spread.ts';
import { forgetAttempts, hasPending, type JobKey, pendingJobs, type WorkScope } from './ledger/work.ts';
import { type Metrics, noMetrics } from './metrics/metrics.ts';
import { StageSummary } from './metrics/stage-summary.ts';
import { pipelineOf, teacherStages } from './pipeline.ts';
import { joinWorkers, type Presence } from './queue/presence.ts';
import { Runner } from './queue/runner.ts';
import { type Consumer, type Lane, openWorkQueue, type WorkQueue } from './queue/work-queue.ts';
import { type StageName, stageNames } from './reasons.ts';
import { type Batches, openBatches } from './teacher/batch/open-batches.ts';
import { Completions } from './teacher/completions.ts';
import type { Judge } from './teacher/judge/judge.ts';
import { openJudge } from './teacher/judge/open-judge.ts';
import { asksEndpoint, openTeacher } from './teacher/open-teacher.ts';
import { openSpend } from './teacher/spend/open-spend.ts';
import type { Teacher } from './teacher/teacher.ts';

export interface SessionOptions {
  config: Config;
  log: Logger;
  /** What the person typed, for the record of runs. */
  command: string;
  sources: ReadonlyMap<string, Source>;
  metrics?: Metrics;
}

interface SessionParts {
  ledger: Ledger;
  queue: WorkQueue;
  presence: Presence;
  teacher: Teacher;
  judge: Judge | null;
  batches: Batches | null;
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
  judge: 32,
};

/** Stages that take a quick teacher no longer than a queue's round trip would. */
const quick: readonly StageName[] = ['select', 'generate'];

const sweepSize = 1000;
/** How often a process looks whether a newer one has migrated the ledger, in milliseconds. */
const lookAtSchemaEveryMs = 5_000;

/**
 * One process's share in the work: the ledger, the queue, the teacher and the stages, opened and closed together.
 * Whatever it leaves unsettled, when it is closed or killed, is pending in the ledger for the next one.
 */
export class Session {
  readonly ledger: Ledger;
  readonly queue: WorkQueue;
  readonly teacher: Teacher;
  /** Null where nobody judges: what waits for a judge then stays pending. */
  readonly judge: Judge | null;
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
  readonly #batches: Batches | null;
  readonly #summary: StageSummary;
  readonly #schemaTimer: NodeJS.Timeout;
  /** Of the jobs under way: gives each back to the queue, whatever is still done for it. */
  readonly #handBack = new Set<() => void>();
  #driving: Promise<void> | undefined;
  /** Of which cells are stale; once a session, since its prompts and tasks do not change. */
  #noting: Promise<void> | undefined;
  #consumers: Consumer[] = [];
  #renderer: Promise<PageRenderer | null> | undefined;

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#options = options;
    const { ledger, queue, presence, teacher, judge, batches, runId, abort } = parts;
    this.#abort = abort;
    this.ledger = ledger;
    this.#gate = new LedgerHostGate(ledger);
    this.queue = queue;
    this.teacher = teacher;
    this.judge = judge;
    this.#batches = batches;
    this.#presence = presence;
    this.runId = runId;
    const { config, log, sources, metrics = noMetrics } = options;
    this.#summary = new StageSummary(log);
    this.#schemaTimer = setInterval(() => void this.#lookAtSchema(), lookAtSchemaEveryMs).unref();
    const runner = new Runner({
      ...{ ledger, queue, config, log, runId, teacherModel: teacher.model },
      metrics: {
        ran: metrics.ran,
        requested: metrics.requested,
        settled: (stage, state, reason) => {
          this.#summary.settled(stage, state);
          metrics.settled(stage, state, reason);
        },
      },
      gatherMs: teacher.isQuick ? 0 : 15,
      // A judge's call may follow a teacher's in one job; those of a quick teacher would all wait behind one document.
      inline: new Set<StageName>(['dedupe', 'validate', ...(teacher.isQuick ? quick : (['judge'] as const))]),
    });
    this.#runner = runner;
    const stages = pipelineOf({ config, db: ledger.db, extractor: this.#extractor, sources, teacher, judge });
    runner.use(stages.clean).use(stages.dedupe).use(stages.select).use(stages.generate).use(stages.validate);
    if (stages.judge) runner.use(stages.judge);
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
      const completions = new Completions(ledger.db, runId, spend, options.config.callConcurrency);
      const log = options.log.child({ run: runId });
      const { config, metrics = noMetrics } = options;
      const shared = { db: ledger.db, log, metrics };
      const batching = { config, ledger, log, completions, runId, spend, stop: abort.signal };
      const batches = asksEndpoint(config) ? await openBatches(batching) : null;
      const teacher = await openTeacher(options.config, completions, abort.signal, { ...shared, batches });
      const judge = await openJudge(options.config, ledger.db, runId, abort.signal, shared);
      const parts = { ledger, queue, presence, teacher, judge, batches, runId, abort };
      const session = new Session({ ...options, log }, parts);
      await session.#takeUp();
      log.info({ command: options.command, teacher: teacher.model, queue: queue.backend }, 'The run begins.');
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
    return stageNames.flatMap((stage): Lane[] => {
      if (stage === 'judge') return this.judge ? [{ stage, model: this.judge.model }] : [];
      return [{ stage, model: teacherStages.includes(stage) ? this.teacher.model : '' }];
    });
  }

  /** Jobs left active by a process that was killed would wait for their locks to run out: whoever is alone starts anew. */
  async #takeUp(): Promise<void> {
    if (this.#presence.alone) {
      await this.queue.clear(this.lanes);
      await forgetAttempts(this.ledger.db);
      await refreshSpread(this.ledger.db, this.#options.config.minimumFit);
    }
    await this.#presence.admitOthers();
  }

  /** Begins a crawl of a source and returns true, or goes on with the one of it that is open and returns false. */
  async crawl(source: Source, request: Partial<CrawlRequest> = {}): Promise<boolean> {
    const whole = { trigger: 'command', since: null, recheck: 'due', ...request } as const;
    await refreshSpread(this.ledger.db, this.#options.config.minimumFit);
    const begun = await beginCrawl(this.ledger.db, source, this.runId, whole);
    await this.queue.add([{ stage: 'crawl', groupId: source.id, model: '' }]);
    return begun !== null;
  }

  /** Enqueues whatever is unsettled, under the same job ids as ever; documents that this teacher has not seen included. */
  async enqueueUnsettled(stages: readonly StageName[] = stageNames): Promise<void> {
    if (stages.includes('crawl')) await endDone(this.ledger.db, [...this.#options.sources.keys()]);
    if (stages.includes('generate')) {
      this.#noting ??= markStale(this.ledger.db, this.teacher);
      await this.#noting;
    }
    if (stages.includes('select')) await planSelection(this.ledger.db, this.teacher.model, this.runId);
    if (stages.includes('judge') && this.judge)
      await planJudging(this.ledger.db, this.judge.model, this.teacher.model, this.runId);
    for (const scope of this.#scopes(stages)) await this.#enqueue({ ...scope, unlessAwaiting: true });
  }

  async #enqueue(scope: WorkScope): Promise<void> {
    let after: JobKey | undefined;
    for (;;) {
      const jobs = await pendingJobs(this.ledger.db, scope, sweepSize, after);
      await this.queue.add(jobs);
      if (jobs.length < sweepSize) return;
      after = jobs.at(-1);
    }
  }

  /** Starts to take jobs of these stages. */
  async work(stages: readonly StageName[] = stageNames): Promise<void> {
    this.#runner.take(stages);
    const hand = { isIdle: () => this.#isIdle(stages), goOn: () => this.enqueueUnsettled(stages) };
    this.#driving ??= this.#batches?.driver.work(hand).catch((error: unknown) => this.#stop(asStop(error)));
    for (const lane of this.lanes.filter(({ stage }) => stages.includes(stage)))
      this.#consumers.push(await this.queue.consume(lane, this.#concurrencyOf(lane.stage), (job) => this.#do(job)));
  }

  /** Enough jobs that calls to the endpoint, which have a bound of their own, do not wait while others are written. */
  #concurrencyOf(stage: StageName): number {
    const asksEndpoint = stage === 'judge' || (teacherStages.includes(stage) && !this.teacher.isQuick);
    return Math.max(concurrency[stage], asksEndpoint ? 2 * this.#options.config.callConcurrency : 0);
  }

  async #do(job: JobKey): Promise<void> {
    // Handed back, not done: others may be at work as well, and this one's jobs are theirs then.
    if (this.#abort.signal.aborted) throw new RetryLaterError('This worker is stopping.', { retryAfterMs: 500 });
    try {
      await this.#orHandBack(job.stage === 'crawl' ? this.#crawl(job) : this.#runner.runJob(job));
    } catch (error) {
      if (!(error instanceof RetryLaterError)) this.#stop(asStop(error));
      throw error;
    }
  }

  /** What comes of work that was handed back counts for nothing, once someone else has done it. */
  #orHandBack(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const handBack = () => reject(new RetryLaterError('This worker has stopped.', { retryAfterMs: 500 }));
      this.#handBack.add(handBack);
      work.then(resolve, reject).finally(() => this.#handBack.delete(handBack));
    });
  }

  /** Stops where a newer process of a rolling upgrade has migrated the ledger; other trouble shows elsewhere. */
  async #lookAtSchema(): Promise<void> {
    await refuseNewerSchema(this.ledger.db).catch((error: unknown) => {
      if (error instanceof SetupError) this.#stop(asStop(error));
    });
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
    for (const scope of this.#scopes(stages)) if (await hasPending(this.ledger.db, scope)) return false;
    return true;
  }

  /** Whether nothing is left to do but to wait for batches that are at the endpoint. */
  async isAwaiting(stages: readonly StageName[] = stageNames): Promise<boolean> {
    return this.#batches?.driver.isQuiet === true && (await this.#isIdle(stages)) && !(await this.isSettled(stages));
  }

  /** Whether nothing can be done, of these stages, without answers that batches bring. */
  async #isIdle(stages: readonly StageName[]): Promise<boolean> {
    if ((await this.queued(stages)) > 0) return false;
    for (const scope of this.#scopes(stages))
      if (await hasPending(this.ledger.db, { ...scope, unlessAwaiting: true })) return false;
    return true;
  }

  /** What this session could do of these stages: its teacher's work, and its judge's, which another model may be. */
  #scopes(stages: readonly StageName[]): WorkScope[] {
    const sources = [...this.#options.sources.keys()];
    const others = stages.filter((stage) => stage !== 'judge');
    return [
      ...(others.length > 0 ? [{ stages: others, models: ['', this.teacher.model], sources }] : []),
      ...(stages.includes('judge') && this.judge
        ? [{ stages: ['judge' as const], models: [this.judge.model], sources }]
        : []),
    ];
  }

  /** Jobs in the queue, of these stages. */
  async queued(stages: readonly StageName[] = stageNames): Promise<number> {
    const lanes = this.lanes.filter(({ stage }) => stages.includes(stage));
    const sizes = await Promise.all(lanes.map((lane) => this.queue.size(lane)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Stops taking jobs and lets those under way end: calls that were sent are paid for, and their answers worth storing. */
  async close(outcome: string): Promise<void> {
    const { callTimeoutSeconds, stopSeconds } = this.#options.config;
    const longest = this.teacher.isQuick && !this.judge ? 10 : callTimeoutSeconds + 5;
    clearInterval(this.#schemaTimer);
    this.#abort.abort(new StopRunError('The run is stopping.'));
    const drained = Promise.all([this.#driving, ...this.#consumers.map((consumer) => consumer.close())]);
    await within((stopSeconds ?? longest) * 1000, drained);
    if (this.#handBack.size > 0) {
      this.#options.log.warn({ jobs: this.#handBack.size }, 'Work that did not end in time is handed back.');
      for (const handBack of this.#handBack) handBack();
      await within(2_000, drained);
    }
    this.#summary.close();
    this.#options.log.info({ outcome: this.stopped ? 'stopped' : outcome }, 'The run ends.');
    await (await this.#renderer?.catch(() => null))?.close();
    await this.#extractor.close();
    await this.#gate.close().catch(() => {});
    if (!this.stopped) await endRun(this.ledger.db, this.runId, outcome).catch(() => {});
    // What would not end within its time may not keep us: its jobs are taken over when their locks run out.
    await within(5_000, this.queue.close());
    await this.#presence.leave().catch(() => {});
    await this.ledger.close();
  }
}

/** Waits for something, and no longer than so many milliseconds. */
async function within(milliseconds: number, something: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([something, late]);
  clearTimeout(timer);
}

function asStop(error: unknown): StopRunError {
  if (error instanceof StopRunError) return error;
  if (error instanceof SetupError) return new StopRunError(error.message, { cause: error });
  return asDatabaseTrouble(error) ?? new StopRunError(`Unexpected: ${messageOf(error)}`, { cause: error });
}
