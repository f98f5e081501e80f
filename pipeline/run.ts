import { StopRunError } from './errors.ts';
import { asDatabaseTrouble } from './ledger/database-trouble.ts';
import type { StageName } from './reasons.ts';
import { stageNames } from './reasons.ts';
import type { Session } from './session.ts';

const lookEveryMs = 150;
/** How often the queue is asked whether it is empty, where there is no waiting for batches. */
const askQueueEveryMs = 1000;

/** `awaiting`: nothing is left to do but to wait for batches, and it was not to wait. */
export type RunOutcome = 'settled' | 'interrupted' | 'awaiting' | { stopped: StopRunError };

/** Works until everything of these stages is settled, the signal is given, or nothing further can succeed or go on. */
export async function runUntilSettled(
  session: Session,
  signal: AbortSignal,
  stages: readonly StageName[] = stageNames,
  { wait = true } = {},
): Promise<RunOutcome> {
  try {
    await session.work(stages);
    let asked = Date.now();
    while (!signal.aborted) {
      if (session.stopped) return { stopped: session.stopped };
      if (await session.isSettled(stages)) return session.stopped ? { stopped: session.stopped } : 'settled';
      const heldUp = await session.heldUp(stages);
      if (heldUp) return { stopped: heldUp };
      if (!wait && Date.now() - asked >= askQueueEveryMs) {
        if (await session.isAwaiting(stages)) return 'awaiting';
        asked = Date.now();
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
