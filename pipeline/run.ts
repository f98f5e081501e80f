import { StopRunError } from './errors.ts';
import { asDatabaseTrouble } from './ledger/database-trouble.ts';
import type { StageName } from './reasons.ts';
import { stageNames } from './reasons.ts';
import type { Session } from './session.ts';

const lookEveryMs = 150;
/** How often the queue is asked whether it is empty; twice in a row, and it is filled again from the ledger. */
const askQueueEveryMs = 1000;
/** How often it is filled again in any case: a job that waits for an hour must not hide one that was lost. */
const refillEveryMs = 15_000;
/** Where that takes long, so many times as long lies between, as tens of thousands of jobs would else be added all the time. */
const refillPause = 20;

/** `awaiting`: nothing is left to do but to wait for batches, and it was not to wait. */
export type RunOutcome = 'settled' | 'interrupted' | 'awaiting' | { stopped: StopRunError };

/** Works until everything of these stages is settled, the signal is given, or nothing further can succeed. */
export async function runUntilSettled(
  session: Session,
  signal: AbortSignal,
  stages: readonly StageName[] = stageNames,
  { wait = true } = {},
): Promise<RunOutcome> {
  try {
    const began = Date.now();
    await session.enqueueUnsettled(stages);
    await session.work(stages);
    let empty = 0;
    let asked = Date.now();
    let filled = Date.now();
    let fillingMs = filled - began;
    while (!signal.aborted) {
      if (session.stopped) return { stopped: session.stopped };
      if (await session.isSettled(stages)) return 'settled';
      if (Date.now() - asked >= askQueueEveryMs) {
        empty = (await session.queued(stages)) === 0 ? empty + 1 : 0;
        asked = Date.now();
        if (!wait && empty > 0 && (await session.isAwaiting(stages))) return 'awaiting';
      }
      // Work that was entered while its job was ending finds no job: the ledger knows of it, so the queue is told again.
      if (empty >= 2 || Date.now() - filled >= Math.max(refillEveryMs, refillPause * fillingMs)) {
        const since = Date.now();
        await session.enqueueUnsettled(stages);
        empty = 0;
        filled = Date.now();
        fillingMs = filled - since;
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    return 'interrupted';
  } catch (error) {
    const stopped = session.stopped ?? (error instanceof StopRunError ? error : asDatabaseTrouble(error));
    if (stopped) return { stopped };
    throw error;
  }
}
