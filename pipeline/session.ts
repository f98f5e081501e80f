import { setTimeout as sleep } from 'node:timers/promises';
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
import { asDatabaseTrouble, mayBeRepeated } from './ledger/database-trouble.ts';
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
import { Backpressure } from './queue/backpressure.ts';
import { Feeder } from './queue/feeder.ts';
import { joinWorkers, type Presence } from './queue/presence.ts';
import { Runner } from './queue/runner.ts';
import { type Consumer, type Lane, openWorkQueue, type WorkQueue } from './queue/work-queue.ts';
import { type StageName, stageNames } from './reasons.ts';
import type { BatchDriver } from './teacher/batch/batch-driver.ts';
import { openBatches } from './teacher/batch/open-batches.ts';
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
  /** Jobs of each stage that are under way at once; by default, what suits the stage. */
  concurrency?: number;
}

export interface WorkOptions {
  /** Whether other processes are meant to do the stages that this one does not, so that their backlog holds its crawl. */
  besideOthers?: boolean;
}

interface SessionParts {
  ledger: Ledger;
  queue: WorkQueue;
  presence: Presence;
  teacher: Teacher;
  judge: Judge | null;
  drivers: BatchDriver[];
  runId: string;
  abort: AbortController;
  left: Set<string>;
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

/** How often a process looks whether its lanes want filling, in milliseconds; at random around it, so that one does before the others. */
const feedEveryMs = 1000;
/** How often it enters what its settings make of what others did; where that takes long, so many times as long lies between. */
const planning = { everyMs: 15_000, pause: 20 };
/** Documents that may wait for a teacher that works beside the crawl, where nothing is said. */
const defaultMaxBacklog = 10_000;
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
  readonly #feeder: Feeder;
  // The tree of a larger page takes hundreds of megabytes, and no article is so long.
  readonly #extractor = new ArticleExtractor({ threads: 2, maxBytes: 4 * 1024 * 1024 });
  readonly #abort: AbortController;
  readonly #robots = new RobotsCache();
  readonly #reservations = new TdmReservations();
  readonly #gate: LedgerHostGate;
  /** Of the teacher's batches and the judge's. */
  readonly #drivers: readonly BatchDriver[];
  readonly #summary: StageSummary;
  readonly #schemaTimer: NodeJS.Timeout;
  /** Of the jobs under way: gives each back to the queue, whatever is still done for it. */
  readonly #handBack = new Set<() => void>();
  /** Documents whose jobs another worker has taken over, while this process stood still: nothing more is asked for them. */
  readonly #left: Set<string>;
  #driving: Promise<unknown> | undefined;
  #feeding: Promise<void> | undefined;
  /** Of what this session's settings make of what was there when it began to work. */
  #planned: Promise<void> | undefined;
  #backpressure: Backpressure | undefined;
  /** Of which cells are stale; once a session, since its prompts and tasks do not change. */
  #noting: Promise<void> | undefined;
  #consumers: Consumer[] = [];
  #renderer: Promise<PageRenderer | null> | undefined;

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#options = options;
    const { ledger, queue, presence, teacher, judge, drivers, runId, abort, left } = parts;
    this.#abort = abort;
    this.#left = left;
    this.ledger = ledger;
    this.#gate = new LedgerHostGate(ledger);
    this.queue = queue;
    this.teacher = teacher;
    this.judge = judge;
    this.#drivers = drivers;
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
      // None that is paid for: what goes on inline is no job of its own, and looks as if nobody had it in hand.
      inline: new Set<StageName>(['dedupe', 'validate', ...(teacher.isQuick ? quick : [])]),
    });
    this.#runner = runner;
    const scope = { sources: [...sources.keys()], unlessAwaiting: true };
    this.#feeder = new Feeder(queue, (lane, limit, after) =>
      pendingJobs(ledger.db, { ...lane, ...scope }, limit, after),
    );
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
      const left = new Set<string>();
      const isLeft = (documentId: string) => left.has(documentId);
      const completions = new Completions(ledger.db, runId, spend, options.config.callConcurrency, isLeft);
      const log = options.log.child({ run: runId });
      const { config, metrics = noMetrics } = options;
      const shared = { db: ledger.db, log, metrics };
      const batching = { config, ledger, log, completions, runId, spend, stop: abort.signal };
      const batches = asksEndpoint(config) ? await openBatches(batching) : null;
      const teacher = await openTeacher(options.config, completions, abort.signal, { ...shared, batches });
      const judging = await openJudge({ config, ledger, runId, stop: abort.signal, shared, isLeft });
      const drivers = [batches, judging?.batches].flatMap((opened) => opened?.driver ?? []);
      const parts = { ledger, queue, presence, teacher, judge: judging?.judge ?? null, drivers, runId, abort, left };
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
    }
    await this.#presence.admitOthers();
  }

  /** To be called before new documents come in: they are chosen for by how things are spread now. */
  async expectDocuments(): Promise<void> {
    await refreshSpread(this.ledger.db, this.#options.config.minimumFit);
  }

  /** Begins a crawl of a source and returns true, or goes on with the one of it that is open and returns false. */
  async crawl(source: Source, request: Partial<CrawlRequest> = {}): Promise<boolean> {
    const whole = { trigger: 'command', since: null, recheck: 'due', ...request } as const;
    await this.expectDocuments();
    const begun = await beginCrawl(this.ledger.db, source, this.runId, whole);
    await this.queue.add([{ stage: 'crawl', groupId: source.id, model: '' }]);
    return begun !== null;
  }

  /** Fills the queue with whatever is unsettled, as far as it takes it; documents that this teacher has not seen included. */
  async enqueueUnsettled(stages: readonly StageName[] = stageNames): Promise<void> {
    await this.#plan(stages);
    await this.#feeder.feed(this.#lanesOf(stages), { anew: true });
  }

  /** Enters what this session's settings make of what is there as work. */
  async #plan(stages: readonly StageName[]): Promise<void> {
    if (stages.includes('crawl')) await endDone(this.ledger.db, [...this.#options.sources.keys()]);
    if (stages.includes('generate')) {
      this.#noting ??= markStale(this.ledger.db, this.teacher);
      await this.#noting;
    }
    if (stages.includes('select')) await planSelection(this.ledger.db, this.teacher.model, this.runId);
    if (stages.includes('judge') && this.judge)
      await planJudging(this.ledger.db, this.judge.model, this.teacher.model, this.runId);
  }

  /** Starts to take jobs of these stages, and keeps the queue filled with them. */
  async work(stages: readonly StageName[] = stageNames, { besideOthers = false }: WorkOptions = {}): Promise<void> {
    this.#runner.take(stages);
    this.#backpressure ??= this.#backpressureOf(stages, besideOthers);
    const hand = { isIdle: () => this.#isIdle(stages), goOn: () => this.enqueueUnsettled(stages) };
    this.#driving ??= Promise.all(
      this.#drivers.map((driver) => driver.work(hand).catch((error: unknown) => this.#stop(asStop(error)))),
    );
    for (const lane of this.#lanesOf(stages))
      this.#consumers.push(
        await this.queue.consume(lane, this.#concurrencyOf(lane.stage), (job, lost) => this.#do(job, lost)),
      );
    this.#planned ??= new Promise((resolve) => {
      this.#feeding = this.#keepFed(stages, resolve);
    });
  }

  /** What is pending is enqueued before anything is planned: of a large ledger, that takes longer. */
  async #keepFed(stages: readonly StageName[], whenPlanned: () => void): Promise<void> {
    const lanes = this.#lanesOf(stages);
    let planned = Number.NEGATIVE_INFINITY;
    let tookMs = 0;
    const feed = async () => {
      await this.#feeder.feed(lanes);
      if (performance.now() - planned < Math.max(planning.everyMs, planning.pause * tookMs)) return;
      const began = performance.now();
      await this.#plan(stages);
      planned = performance.now();
      tookMs = planned - began;
      // A lane that looked empty may not be any longer.
      await this.#feeder.feed(lanes);
      whenPlanned();
    };
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await feed().catch((error: unknown) => {
        // Others are at the same rows: the next look finds what there is.
        if (!mayBeRepeated(error)) this.#stop(asStop(error));
      });
      await sleep(feedEveryMs * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => {});
    }
    whenPlanned();
  }

  #backpressureOf(stages: readonly StageName[], besideOthers: boolean): Backpressure {
    const { config, log } = this.#options;
    const generates = stages.includes('generate');
    const byDefault = generates && !config.batch ? defaultMaxBacklog : null;
    const most = generates || besideOthers ? (config.maxBacklog ?? byDefault) : null;
    return new Backpressure({ db: this.ledger.db, log, model: this.teacher.model, most });
  }

  #lanesOf(stages: readonly StageName[]): Lane[] {
    return this.lanes.filter(({ stage }) => stages.includes(stage));
  }

  /** Enough jobs that calls to the endpoint, which have a bound of their own, do not wait while others are written. */
  #concurrencyOf(stage: StageName): number {
    if (this.#options.concurrency !== undefined) return this.#options.concurrency;
    const asksEndpoint = stage === 'judge' || (teacherStages.includes(stage) && !this.teacher.isQuick);
    return Math.max(concurrency[stage], asksEndpoint ? 2 * this.#options.config.callConcurrency : 0);
  }

  async #do(job: JobKey, lost: AbortSignal): Promise<void> {
    this.#left.delete(job.groupId);
    lost.addEventListener('abort', () => {
      this.#left.add(job.groupId);
      const { log } = this.#options;
      log.warn({ stage: job.stage, group: job.groupId }, 'This worker stood still for longer than its lock on a job.');
    });
    if (job.stage === 'clean') await this.#backpressure?.pass('clean', this.#abort.signal);
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
      holds: async () => (await this.#backpressure?.holds('crawl')) ?? false,
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
    await this.#planned;
    for (const scope of this.#scopes(stages)) if (await hasPending(this.ledger.db, scope)) return false;
    return true;
  }

  /** Whether nothing is left to do but to wait for batches that are at the endpoint. */
  async isAwaiting(stages: readonly StageName[] = stageNames): Promise<boolean> {
    if (this.#drivers.length === 0 || !(await this.#isIdle(stages)) || (await this.isSettled(stages))) return false;
    return (await Promise.all(this.#drivers.map((driver) => driver.isQuiet()))).every(Boolean);
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
    const sizes = await Promise.all(this.#lanesOf(stages).map((lane) => this.queue.size(lane)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Stops taking jobs and lets those under way end: calls that were sent are paid for, and their answers worth storing. */
  async close(outcome: string): Promise<void> {
    const { callTimeoutSeconds, stopSeconds } = this.#options.config;
    const longest = this.teacher.isQuick && !this.judge ? 10 : callTimeoutSeconds + 5;
    clearInterval(this.#schemaTimer);
    this.#abort.abort(new StopRunError('The run is stopping.'));
    const drained = Promise.all([this.#driving, this.#feeding, ...this.#consumers.map((consumer) => consumer.close())]);
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
