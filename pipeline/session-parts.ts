import type { Logger } from 'pino';
import type { Source } from '../crawlers/define-source.ts';
import type { Config } from './config.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { beginRun } from './ledger/runs.ts';
import { forgetAttempts } from './ledger/work.ts';
import { type Metrics, noMetrics } from './metrics/metrics.ts';
import { lanesOf } from './queue/lanes.ts';
import { joinWorkers, type Presence } from './queue/presence.ts';
import { openWorkQueue, type WorkQueue } from './queue/work-queue.ts';
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

/** What a session is made of, opened. */
export interface SessionParts {
  ledger: Ledger;
  queue: WorkQueue;
  presence: Presence;
  teacher: Teacher;
  judge: Judge | null;
  /** Of the teacher's batches and the judge's. */
  drivers: BatchDriver[];
  runId: string;
  /** Its lines name the run. */
  log: Logger;
  /** Given where the session stops: no call is sent any more. */
  abort: AbortController;
  /** Documents whose jobs another worker has taken over, while this process stood still: nothing more is asked for them. */
  left: Set<string>;
}

/** Opens all that a session needs and puts the queue in order where nobody else works; closes what was opened if it fails. */
export async function openParts(options: SessionOptions): Promise<SessionParts> {
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
    const judge = judging?.judge ?? null;
    const drivers = [batches, judging?.batches].flatMap((opened) => opened?.driver ?? []);
    // Jobs left active by a process that was killed would wait for their locks to run out: whoever is alone starts anew.
    if (presence.alone) {
      await queue.clear(lanesOf(teacher, judge));
      await forgetAttempts(ledger.db);
    }
    await presence.admitOthers();
    return { ledger, queue, presence, teacher, judge, drivers, runId, log, abort, left };
  } catch (error) {
    await presence?.leave().catch(() => {});
    await queue?.close().catch(() => {});
    await ledger.close().catch(() => {});
    throw error;
  }
}
