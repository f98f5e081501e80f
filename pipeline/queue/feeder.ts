import type { JobKey } from '../ledger/work.ts';
import type { Lane, WorkQueue } from './work-queue.ts';

/** Reads what the ledger has pending for a lane, in order of groups, from after one on. */
type ReadPending = (lane: Lane, limit: number, after: string | undefined) => Promise<JobKey[]>;

/** How far the ledger was read for one lane. */
interface Pass {
  /** Whether it has not come to the end: what it has not read yet is in the ledger and may not be in the queue. */
  underWay: boolean;
  after: string | undefined;
  /** Whether the lane was fuller than the low mark since the pass began: what was to be added then was not taken. */
  wasFull: boolean;
  /** How often in a row the lane was found empty. */
  empty: number;
  endedAt: number;
  /** What the ledger took for the last of it, in milliseconds. */
  tookMs: number;
}

const pageSize = 1000;
/** The low mark is this part of what a lane holds at most. */
const low = 0.5;
/** The ledger is read anew after this long in any case: a job that waits for an hour must not hide one that was lost. */
const anewEveryMs = 15_000;
/** Where that takes long, so many times as long lies between. */
const pause = 20;

/**
 * Fills the lanes of the queue from the ledger, each up to its mark: when it falls below half of that, and when it is
 * found empty, since a queue may lose everything. The ledger is read in passes that go on where they stopped, so what a
 * lane costs does not depend on how much is pending. Jobs that are in the queue already are left as they are.
 */
export class Feeder {
  readonly #queue: WorkQueue;
  readonly #read: ReadPending;
  readonly #passes = new Map<string, Pass>();

  constructor(queue: WorkQueue, read: ReadPending) {
    this.#queue = queue;
    this.#read = read;
  }

  /** Looks at each lane, and fills those that want it; with `anew`, all that have room, from the ledger's beginning. */
  async feed(lanes: readonly Lane[], { anew = false } = {}): Promise<void> {
    for (const lane of lanes) {
      const pass = this.#passOf(lane);
      if (anew) Object.assign(pass, { underWay: true, after: undefined });
      const size = await this.#queue.size(lane);
      pass.empty = size === 0 ? pass.empty + 1 : 0;
      if (size >= low * this.#queue.most) pass.wasFull = true;
      if (anew || (size < low * this.#queue.most && this.#isDue(pass))) await this.#fill(lane, pass, size);
    }
  }

  #isDue({ underWay, wasFull, empty, endedAt, tookMs }: Pass): boolean {
    if (underWay || wasFull) return true;
    const sinceMs = performance.now() - endedAt;
    return sinceMs >= pause * tookMs && (empty >= 2 || sinceMs >= anewEveryMs);
  }

  async #fill(lane: Lane, pass: Pass, size: number): Promise<void> {
    if (!pass.underWay) Object.assign(pass, { underWay: true, after: undefined });
    pass.wasFull = false;
    let readingMs = 0;
    for (let room = this.#queue.most - size; room > 0; room = this.#queue.most - (await this.#queue.size(lane))) {
      const limit = Math.min(room, pageSize);
      const began = performance.now();
      const jobs = await this.#read(lane, limit, pass.after);
      readingMs += performance.now() - began;
      await this.#queue.add(jobs);
      pass.after = jobs.at(-1)?.groupId;
      if (jobs.length < limit) {
        Object.assign(pass, { underWay: false, empty: 0, endedAt: performance.now(), tookMs: readingMs });
        return;
      }
    }
  }

  #passOf({ stage, model }: Lane): Pass {
    const key = `${stage} ${model}`;
    const known = this.#passes.get(key);
    if (known) return known;
    const begun = { underWay: true, after: undefined, wasFull: false, empty: 0, endedAt: 0, tookMs: 0 };
    this.#passes.set(key, begun);
    return begun;
  }
}
