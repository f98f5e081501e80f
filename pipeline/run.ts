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

export type RunOutcome = 'settled' | 'interrupted' | { stopped: StopRunError };

/** Works until everything of these stages is settled, the signal is given, or nothing further can succeed. */
export async function runUntilSettled(
  session: Session,
  signal: AbortSignal,
  stages: readonly StageName[] = stageNames,
): Promise<RunOutcome> {
  try {
    await session.enqueueUnsettled(stages);
    await session.work(stages);
    let empty = 0;
    let asked = Date.now();
    let filled = Date.now();
    while (!signal.aborted) {
      if (session.stopped) return { stopped: session.stopped };
      if (await session.isSettled(stages)) return 'settled';
      if (Date.now() - asked >= askQueueEveryMs) {
        empty = (await session.queued(stages)) === 0 ? empty + 1 : 0;
        asked = Date.now();
      }
      // Work that was entered while its job was ending finds no job: the ledger knows of it, so the queue is told again.
      if (empty >= 2 || Date.now() - filled >= refillEveryMs) {
        await session.enqueueUnsettled(stages);
        empty = 0;
        filled = Date.now();
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
