import type { StageName } from '../reasons.ts';
import type { LedgerDatabase } from './ledger.ts';

/** A stage that takes nothing up until it is resumed. */
export interface PausedStage {
  stage: StageName;
  /** ISO 8601. */
  since: string;
  /** What the operator said of it. */
  reason: string | null;
}

/** Enters stages as paused; of those that are already, the beginning stays, and the reason too unless there is a new one. */
export async function pauseStages(
  db: LedgerDatabase,
  stages: readonly StageName[],
  reason: string | null,
): Promise<void> {
  await db
    .insertInto('paused_stage')
    .values([...new Set(stages)].map((stage) => ({ stage, reason })))
    .onConflict((conflict) => {
      const known = conflict.column('stage');
      return reason === null ? known.doNothing() : known.doUpdateSet({ reason });
    })
    .execute();
}

/** Lets stages go on; returns those that were paused. */
export async function resumeStages(db: LedgerDatabase, stages: readonly StageName[]): Promise<StageName[]> {
  const rows = await db.deleteFrom('paused_stage').where('stage', 'in', stages).returning('stage').execute();
  return rows.map(({ stage }) => stage);
}

export async function pausedStages(db: LedgerDatabase): Promise<PausedStage[]> {
  const rows = await db.selectFrom('paused_stage').selectAll().orderBy('since').orderBy('stage').execute();
  return rows.map(({ stage, since, reason }) => ({ stage, since: since.toISOString(), reason }));
}
