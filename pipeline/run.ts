import type { StopRunError } from './errors.ts';
import type { StageName } from './reasons.ts';
import { stageNames } from './reasons.ts';
import type { Session } from './session.ts';

const lookEveryMs = 150;
/** Looks in a row that find work pending and nothing queued, after which the queue is filled again from the ledger. */
const idleLooks = 10;

export type RunOutcome = 'settled' | 'interrupted' | { stopped: StopRunError };

/** Works until everything of these stages is settled, the signal is given, or nothing further can succeed. */
export async function runUntilSettled(
  session: Session,
  signal: AbortSignal,
  stages: readonly StageName[] = stageNames,
): Promise<RunOutcome> {
  await session.enqueueUnsettled(stages);
  await session.work(stages);
  let idle = 0;
  while (!signal.aborted) {
    if (session.stopped) return { stopped: session.stopped };
    if (await session.isSettled(stages)) return 'settled';
    idle = (await session.queued()) === 0 ? idle + 1 : 0;
    // Work that was entered while its job was ending finds no job: the ledger knows of it, so the queue is told again.
    if (idle >= idleLooks) {
      await session.enqueueUnsettled(stages);
      idle = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return 'interrupted';
}
