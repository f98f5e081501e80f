import pg from 'pg';
import { noticeLostMachines } from '../ledger/lost-machines.ts';

/** This process among all that work on one ledger. */
export interface Presence {
  /** Whether no other process was working when this one came. */
  alone: boolean;
  /** Lets others in. To be called once whatever must be done alone is done. */
  admitOthers(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Joins the processes that work on a ledger, by a PostgreSQL advisory lock: shared by all that work, held alone by the
 * first while it puts the queue in order. The server drops a dead process's lock with its connection.
 */
export async function joinWorkers(url: string, name: string): Promise<Presence> {
  const client = new pg.Client({
    ...{ connectionString: url, application_name: 'sevenllm-presence' },
    ...{ options: noticeLostMachines, keepAlive: true },
  });
  client.on('error', () => {});
  await client.connect();
  const key = `hashtextextended('sevenllm workers of ' || $1, 0)`;
  const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${key}) as alone`, [name]);
  const alone = rows[0]?.alone ?? false;
  const share = () => client.query(`select pg_advisory_lock_shared(${key})`, [name]);
  if (!alone) await share();
  return {
    alone,
    async admitOthers() {
      if (!alone) return;
      await share();
      await client.query(`select pg_advisory_unlock(${key})`, [name]);
    },
    async leave() {
      await client.end();
    },
  };
}
