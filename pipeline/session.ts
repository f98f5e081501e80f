import type { Source } from '../crawlers/define-source.ts';
import { ArticleExtractor } from '../crawlers/extract/extractor-pool.ts';
import { asStop } from './as-stop.ts';
import { SetupError, StopRunError } from './errors.ts';
import { beginCrawl, type CrawlRequest } from './ledger/crawls.ts';
import type { Ledger } from './ledger/ledger.ts';
import { endRun } from './ledger/runs.ts';
import { refuseNewerSchema } from './ledger/schema-version.ts';
import { refreshSpread } from './ledger/spread.ts';
import { noMetrics } from './metrics/metrics.ts';
import { StageSummary } from './metrics/stage-summary.ts';
import { pipelineOf } from './pipeline.ts';
import { Backpressure } from './queue/backpressure.ts';
import { CrawlJobs } from './queue/crawl-jobs.ts';
import { Holds } from './queue/holds.ts';
import { JobsUnderWay } from './queue/jobs-under-way.ts';
import { LaneSupply } from './queue/lane-supply.ts';
import { concurrencyOf, lanesOf } from './queue/lanes.ts';
import { Pauses } from './queue/pauses.ts';
import { Runner } from './queue/runner.ts';
import { Standing } from './queue/standing.ts';
import type { Consumer, Lane, WorkQueue } from './queue/work-queue.ts';
import { type StageName, stageNames } from './reasons.ts';
import { openParts, type SessionOptions, type SessionParts } from './session-parts.ts';
import type { Judge } from './teacher/judge/judge.ts';
import type { Teacher } from './teacher/teacher.ts';

export interface WorkOptions {
  /** Whether other processes are meant to do the stages that this one does not, so that their backlog holds its crawl. */
  besideOthers?: boolean;
}

/** Stages that take a quick teacher no longer than a queue's round trip would. */
const quick: readonly StageName[] = ['select', 'generate'];

/** Documents that may wait for a teacher that works beside the crawl, where nothing is said. */
const defaultMaxBacklog = 10_000;
/** How often a process looks whether a stage is paused, or a newer one has migrated the ledger, in milliseconds. */
const lookEveryMs = 2_000;

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
  readonly #parts: SessionParts;
  readonly #runner: Runner;
  // The tree of a larger page takes hundreds of megabytes, and no article is so long.
  readonly #extractor = new ArticleExtractor({ threads: 2, maxBytes: 4 * 1024 * 1024 });
  readonly #summary: StageSummary;
  readonly #holds: Holds;
  readonly #crawls: CrawlJobs;
  readonly #jobs: JobsUnderWay;
  readonly #supply: LaneSupply;
  readonly #standing: Standing;
  readonly #lookTimer: NodeJS.Timeout;
  #driving: Promise<unknown> | undefined;
  #feeding: Promise<void> | undefined;
  /** Of what this session's settings make of what was there when it began to work. */
  #planned: Promise<void> | undefined;
  readonly #consumers = new Map<StageName, Consumer>();

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#options = options;
    this.#parts = parts;
    const { ledger, queue, teacher, judge, runId, log, left } = parts;
    const { config, sources, metrics = noMetrics } = options;
    const { signal } = parts.abort;
    const { db } = ledger;
    this.ledger = ledger;
    this.queue = queue;
    this.teacher = teacher;
    this.judge = judge;
    this.runId = runId;
    this.#summary = new StageSummary(log);
    const holds = new Holds(new Pauses(db, log));
    this.#holds = holds;
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
      isPaused: (stage) => holds.pauses.holds(stage),
      // None that is paid for: what goes on inline is no job of its own, and looks as if nobody had it in hand.
      inline: new Set<StageName>(['dedupe', 'validate', ...(teacher.isQuick ? quick : [])]),
    });
    this.#runner = runner;
    const stages = pipelineOf({ config, db, extractor: this.#extractor, sources, teacher, judge });
    runner.use(stages.clean).use(stages.dedupe).use(stages.select).use(stages.generate).use(stages.validate);
    if (stages.judge) runner.use(stages.judge);
    this.#crawls = new CrawlJobs({ config, log, ledger, runner, sources, runId, holds, signal });
    this.#jobs = new JobsUnderWay({
      ...{ log, holds, left, signal },
      perform: (job) => (job.stage === 'crawl' ? this.#crawls.do(job) : runner.runJob(job)),
      stop: (error) => this.#stop(error),
    });
    const share = { db, queue, teacher, judge, sourceIds: [...sources.keys()] };
    this.#supply = new LaneSupply({ ...share, runId });
    this.#standing = new Standing({ ...share, holds, jobs: this.#jobs });
    this.#lookTimer = setInterval(() => void this.#look(), lookEveryMs).unref();
  }

  static async open(options: SessionOptions): Promise<Session> {
    const parts = await openParts(options);
    const { log, teacher, queue } = parts;
    log.info({ command: options.command, teacher: teacher.model, queue: queue.backend }, 'The run begins.');
    return new Session(options, parts);
  }

  /** Lanes of the queue that this session works on. */
  get lanes(): Lane[] {
    return lanesOf(this.teacher, this.judge);
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
  enqueueUnsettled(stages: readonly StageName[] = stageNames): Promise<void> {
    return this.#supply.fill(stages);
  }

  /** Starts to take jobs of these stages, where it does not yet, and keeps the queue filled with them. */
  async work(stages: readonly StageName[] = stageNames, { besideOthers = false }: WorkOptions = {}): Promise<void> {
    await this.#holds.pauses.look();
    this.#runner.take(stages);
    this.#holds.backpressure ??= this.#backpressureOf(stages, besideOthers);
    const hand = { isIdle: () => this.#standing.isIdle(stages), goOn: () => this.enqueueUnsettled(stages) };
    const stop = (error: unknown) => this.#stop(asStop(error));
    this.#driving ??= Promise.all(this.#parts.drivers.map((driver) => driver.work(hand).catch(stop)));
    const { concurrency, config } = this.#options;
    for (const lane of this.lanes)
      if (stages.includes(lane.stage) && !this.#consumers.has(lane.stage)) {
        const atOnce = concurrency ?? concurrencyOf(lane.stage, this.teacher, config);
        const consumer = await this.queue.consume(lane, atOnce, (job, lost) => this.#jobs.do(job, lost));
        this.#consumers.set(lane.stage, consumer);
      }
    this.#planned ??= new Promise((resolve) => {
      this.#feeding = this.#supply.keep(stages, this.#parts.abort.signal, resolve, stop);
    });
  }

  #backpressureOf(stages: readonly StageName[], besideOthers: boolean): Backpressure {
    const { config } = this.#options;
    const generates = stages.includes('generate');
    const byDefault = generates && !config.batch ? defaultMaxBacklog : null;
    const most = generates || besideOthers ? (config.maxBacklog ?? byDefault) : null;
    return new Backpressure({ db: this.ledger.db, log: this.#parts.log, model: this.teacher.model, most });
  }

  /** Sees what is paused, and stops where a newer process of a rolling upgrade has migrated the ledger; other trouble shows elsewhere. */
  async #look(): Promise<void> {
    try {
      await refuseNewerSchema(this.ledger.db);
      await this.#holds.pauses.look();
    } catch (error) {
      if (error instanceof SetupError) this.#stop(asStop(error));
    }
  }

  /** Ends the sending of calls and the taking of jobs; whoever runs the session sees `stopped` and closes it. */
  #stop(error: StopRunError): void {
    this.stopped ??= error;
    this.#parts.abort.abort(error);
  }

  /** Whether anything of these stages is pending that this session could do. */
  async isSettled(stages: readonly StageName[] = stageNames): Promise<boolean> {
    await this.#planned;
    return this.#standing.isSettled(stages);
  }

  /** Whether nothing is left to do but to wait for batches that are at the endpoint. */
  async isAwaiting(stages: readonly StageName[] = stageNames): Promise<boolean> {
    const { drivers } = this.#parts;
    if (drivers.length === 0 || !(await this.#standing.isIdle(stages)) || (await this.isSettled(stages))) return false;
    return (await Promise.all(drivers.map((driver) => driver.isQuiet()))).every(Boolean);
  }

  /** What to say where nothing further happens to these stages until those that are paused are resumed; else null. */
  async heldUp(stages: readonly StageName[] = stageNames): Promise<StopRunError | null> {
    await this.#planned;
    return this.#standing.heldUp(stages);
  }

  /** Jobs in the queue, of these stages. */
  queued(stages: readonly StageName[] = stageNames): Promise<number> {
    return this.#standing.queued(stages);
  }

  /** Stops taking jobs and lets those under way end: calls that were sent are paid for, and their answers worth storing. */
  async close(outcome: string): Promise<void> {
    const { callTimeoutSeconds, stopSeconds } = this.#options.config;
    const { abort, log, presence } = this.#parts;
    const longest = this.teacher.isQuick && !this.judge ? 10 : callTimeoutSeconds + 5;
    clearInterval(this.#lookTimer);
    abort.abort(new StopRunError('The run is stopping.'));
    const drained = Promise.all([
      this.#driving,
      this.#feeding,
      ...[...this.#consumers.values()].map((consumer) => consumer.close()),
    ]);
    await within((stopSeconds ?? longest) * 1000, drained);
    if (this.#jobs.count > 0) {
      log.warn({ jobs: this.#jobs.count }, 'Work that did not end in time is handed back.');
      this.#jobs.handBack();
      await within(2_000, drained);
    }
    this.#summary.close();
    log.info({ outcome: this.stopped ? 'stopped' : outcome }, 'The run ends.');
    await this.#extractor.close();
    await this.#crawls.close();
    if (!this.stopped) await endRun(this.ledger.db, this.runId, outcome).catch(() => {});
    // What would not end within its time may not keep us: its jobs are taken over when their locks run out.
    await within(5_000, this.queue.close());
    await presence.leave().catch(() => {});
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
