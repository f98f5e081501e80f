import { StopRunError } from '../errors.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { countPending, hasPending, type WorkScope } from '../ledger/work.ts';
import type { StageName } from '../reasons.ts';
import type { Judge } from '../teacher/judge/judge.ts';
import type { Teacher } from '../teacher/teacher.ts';
import type { Holds } from './holds.ts';
import type { JobsUnderWay } from './jobs-under-way.ts';
import { lanesOf } from './lanes.ts';
import type { WorkQueue } from './work-queue.ts';

interface StandingParts {
  db: LedgerDatabase;
  queue: WorkQueue;
  teacher: Teacher;
  judge: Judge | null;
  /** Sources that this process can crawl. */
  sourceIds: readonly string[];
  holds: Holds;
  jobs: JobsUnderWay;
}

/** How far the work of stages has got, of what one process could do: its teacher's, and its judge's, which another model may be. */
export class Standing {
  readonly #parts: StandingParts;

  constructor(parts: StandingParts) {
    this.#parts = parts;
  }

  /** Whether nothing is pending. */
  async isSettled(stages: readonly StageName[]): Promise<boolean> {
    for (const scope of this.#scopes(stages)) if (await hasPending(this.#parts.db, scope)) return false;
    return true;
  }

  /** Whether nothing can be done without answers that batches bring, or an operator who resumes what is paused. */
  async isIdle(stages: readonly StageName[]): Promise<boolean> {
    const { db, holds } = this.#parts;
    const unpaused = stages.filter((stage) => !holds.pauses.holds(stage));
    if ((await this.queued(unpaused)) > 0) return false;
    for (const scope of this.#scopes(unpaused))
      if (await hasPending(db, { ...scope, unlessAwaiting: true })) return false;
    return true;
  }

  /** Jobs in the queue. */
  async queued(stages: readonly StageName[]): Promise<number> {
    const { queue, teacher, judge } = this.#parts;
    const lanes = lanesOf(teacher, judge, stages);
    const sizes = await Promise.all(lanes.map((lane) => queue.size(lane)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** What to say where nothing further happens until stages that are paused are resumed; else null. */
  async heldUp(stages: readonly StageName[]): Promise<StopRunError | null> {
    const { holds, jobs } = this.#parts;
    const isPaused = (stage: StageName) => holds.pauses.holds(stage);
    if (!stages.some(isPaused)) return null;
    await holds.pauses.look();
    const held = new Set<StageName>();
    // What waits because too much waits for a paused stage would wait as long.
    for (const stage of stages) if (await holds.holds(stage)) held.add(stage);
    // A crawl stays under way while it is held; whatever else is under way ends, and may make work.
    for (const stage of jobs.stages) if (stage !== 'crawl' || !held.has(stage)) return null;
    if (!(await this.isSettled(stages.filter((stage) => !held.has(stage))))) return null;
    const waits = await Promise.all(stages.filter(isPaused).map((stage) => this.#waitOf(stage)));
    const sentences = waits.flatMap((sentence) => sentence ?? []);
    return sentences.length > 0 ? new StopRunError(sentences.join(' ')) : null;
  }

  /** What waits for a paused stage; null where nothing does. */
  async #waitOf(stage: StageName): Promise<string | null> {
    const { db, holds } = this.#parts;
    const counts = await Promise.all(this.#scopes([stage]).map((scope) => countPending(db, scope)));
    const waiting = counts.reduce((sum, count) => sum + count, 0);
    const paused = holds.pauses.of(stage);
    if (waiting === 0 || !paused) return null;
    const why = paused.reason ? ` (${paused.reason})` : '';
    return `${stage} is paused since ${paused.since}${why}: ${waiting} records wait. \`sevenllm resume ${stage}\` lets it go on.`;
  }

  #scopes(stages: readonly StageName[]): WorkScope[] {
    const { sourceIds: sources, teacher, judge } = this.#parts;
    const others = stages.filter((stage) => stage !== 'judge');
    return [
      ...(others.length > 0 ? [{ stages: others, models: ['', teacher.model], sources }] : []),
      ...(stages.includes('judge') && judge ? [{ stages: ['judge' as const], models: [judge.model], sources }] : []),
    ];
  }
}
