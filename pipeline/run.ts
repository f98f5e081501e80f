import type { StopRunError } from './errors.ts';
import type { StageName } from './reasons.ts';
import { stageNames } from './reasons.ts';
import type { Session } from './session.ts';

const lookEveryMs = 150;
/** How often the queue is asked whether it is empty, and how often in a row before it is filled from the ledger. */
const askQueueEveryMs = 1000;
const emptyAnswers = 2;

export type RunOutcome = 'settled' | 'interrupted' | { stopped: StopRunError };

/** Works until everything of these stages is settled, the signal is given, or nothing further can succeed. */
export async function runUntilSettled(
  session: Session,
  signal: AbortSignal,
  stages: readonly StageName[] = stageNames,
): Promise<RunOutcome> {
  await session.enqueueUnsettled(stages);
  await session.work(stages);
  let empty = 0;
  let asked = Date.now();
  while (!signal.aborted) {
    if (session.stopped) return { stopped: session.stopped };
    if (await session.isSettled(stages)) return 'settled';
    if (Date.now() - asked >= askQueueEveryMs) {
      empty = (await session.queued()) === 0 ? empty + 1 : 0;
      asked = Date.now();
    }
    // Work that was entered while its job was ending finds no job: the ledger knows of it, so the queue is told again.
    if (empty >= emptyAnswers) {
      await session.enqueueUnsettled(stages);
      empty = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return 'interrupted';
}
