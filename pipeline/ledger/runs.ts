import { randomUUID } from 'node:crypto';
import { type Config, withoutSecrets } from '../config.ts';
import type { LedgerDatabase } from './ledger.ts';

/** Notes that a command began to work on the ledger, with its configuration; returns the run's id. */
export async function beginRun(db: LedgerDatabase, command: string, config: Config): Promise<string> {
  const id = `run_${randomUUID()}`;
  await db
    .insertInto('run')
    .values({ id, command, config: JSON.stringify(withoutSecrets(config)) })
    .execute();
  return id;
}

export async function endRun(db: LedgerDatabase, id: string, outcome: string): Promise<void> {
  await db.updateTable('run').set({ ended_at: new Date(), outcome }).where('id', '=', id).execute();
}
