import { createPostgresBackend, type PostgresConnectionOptions, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { noticeLostMachines } from '../ledger/lost-machines.ts';
import { type AnyQueue, type AnyWorker, type QueueBackend, type Traced, workerOptions } from './queue-backend.ts';

const onPostgres = withBackend(createPostgresBackend);

/** The only schema that BullMQ takes with a pool that was made for it. */
const schema = 'bullmq';

/** Opens queues beside the ledger, in a schema of their own of its PostgreSQL. */
export async function openPostgres(config: Config, ledger: Ledger, traced: Traced): Promise<QueueBackend> {
  const client = await ledger.pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
  // One pool for all queues and workers, since each would open its own; every worker keeps one connection to listen on,
  // so it must be larger than the number of workers.
  const pool = new pg.Pool({
    connectionString: ledger.url,
    max: 24,
    // A commit of the queue need not wait for the disk: what a crash of the server takes from it, the ledger gives back.
    options: `-c search_path=${schema} -c synchronous_commit=off ${noticeLostMachines}`,
    application_name: 'sevenllm-queue',
    keepAlive: true,
  });
  pool.on('error', () => {});
  // Every queue and worker listens to the one pool.
  pool.setMaxListeners(0);
  // BullMQ describes a pool more loosely than pg types it.
  const connection = pool as unknown as PostgresConnectionOptions;
  return {
    name: 'postgres',
    queue: (name) => new onPostgres.Queue(name, { connection, ...traced }) as unknown as AnyQueue,
    worker: (name, concurrency, handler) =>
      new onPostgres.Worker(name, (job, _token, lost) => handler(job.data, lost!), {
        connection,
        ...traced,
        ...workerOptions(config, concurrency),
      }) as unknown as AnyWorker,
    async close() {
      await pool.end();
    },
  };
}
