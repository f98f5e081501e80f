import { setTimeout as sleep } from 'node:timers/promises';
import { endDone } from '../ledger/crawls.ts';
import { mayBeRepeated } from '../ledger/database-trouble.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { markStale } from '../ledger/mark-stale.ts';
import { planJudging } from '../ledger/plan-judging.ts';
import { planSelection } from '../ledger/plan-selection.ts';
import { pendingJobs } from '../ledger/work.ts';
import type { StageName } from '../reasons.ts';
import type { Judge } from '../teacher/judge/judge.ts';
import type { Teacher } from '../teacher/teacher.ts';
import { Feeder } from './feeder.ts';
import { lanesOf } from './lanes.ts';
import type { Lane, WorkQueue } from './work-queue.ts';

interface LaneSupplyParts {
  db: LedgerDatabase;
  queue: WorkQueue;
  teacher: Teacher;
  judge: Judge | null;
  /** Sources that this process can crawl. */
  sourceIds: readonly string[];
  runId: string;
}

/** How often a process looks whether its lanes want filling, in milliseconds; at random around it, so that one does before the others. */
const feedEveryMs = 1000;
/** How often it enters what its settings make of what others did; where that takes long, so many times as long lies between. */
const planning = { everyMs: 15_000, pause: 20 };

/** Keeps a process's lanes filled from the ledger, and enters there what its settings make of what there is as work. */
export class LaneSupply {
  readonly #parts: LaneSupplyParts;
  readonly #feeder: Feeder;
  /** Of which cells are stale; once a process, since its prompts and tasks do not change. */
  #noting: Promise<void> | undefined;

  constructor(parts: LaneSupplyParts) {
    this.#parts = parts;
    const { db, queue, sourceIds: sources } = parts;
    const scope = { sources, unlessAwaiting: true };
    this.#feeder = new Feeder(queue, (lane, limit, after) => pendingJobs(db, { ...lane, ...scope }, limit, after));
  }

  /** Fills the lanes of these stages as far as they take it; documents that this teacher has not seen included. */
  async fill(stages: readonly StageName[]): Promise<void> {
    await this.#plan(stages);
    await this.#feeder.feed(this.#lanesOf(stages), { anew: true });
  }

  /**
   * Keeps the lanes filled until the signal is given; `whenPlanned` is told once what was there at first is entered as work.
   * What is pending is enqueued before anything is planned: of a large ledger, that takes longer. Hands on an error that
   * does not pass.
   */
  async keep(
    stages: readonly StageName[],
    signal: AbortSignal,
    whenPlanned: () => void,
    whenFailed: (error: unknown) => void,
  ): Promise<void> {
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
    while (!signal.aborted) {
      await feed().catch((error: unknown) => {
        // Others are at the same rows: the next look finds what there is.
        if (!mayBeRepeated(error)) whenFailed(error);
      });
      await sleep(feedEveryMs * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => {});
    }
    whenPlanned();
  }

  async #plan(stages: readonly StageName[]): Promise<void> {
    const { db, teacher, judge, sourceIds, runId } = this.#parts;
    if (stages.includes('crawl')) await endDone(db, [...sourceIds]);
    if (stages.includes('generate')) {
      this.#noting ??= markStale(db, teacher);
      await this.#noting;
    }
    if (stages.includes('select')) await planSelection(db, teacher.model, runId);
    if (stages.includes('judge') && judge) await planJudging(db, judge.model, teacher.model, runId);
  }

  #lanesOf(stages: readonly StageName[]): Lane[] {
    return lanesOf(this.#parts.teacher, this.#parts.judge, stages);
  }
}
