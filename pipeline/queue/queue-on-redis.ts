import { createRedisBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { messageOf, SetupError } from '../errors.ts';
import { type AnyQueue, type AnyWorker, type QueueBackend, type Traced, workerOptions } from './queue-backend.ts';

const onRedis = withBackend(createRedisBackend);

/** Opens queues on the Redis of REDIS_URL. Throws a SetupError where it does not answer. */
export async function openRedis(config: Config, traced: Traced): Promise<QueueBackend> {
  // A worker waits for Redis as long as it takes; whoever adds or asks wants to know.
  const connect = (maxRetriesPerRequest: number | null) =>
    new Redis(config.redisUrl!, { maxRetriesPerRequest, retryStrategy: (times) => Math.min(times * 200, 5000) });
  const connection = connect(10);
  const waiting = connect(null);
  waiting.on('error', () => {});
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('ready', () => resolve());
      setTimeout(() => reject(new Error('no answer within 5 seconds')), 5_000).unref();
    });
    connection.on('error', () => {});
  } catch (error) {
    connection.disconnect();
    waiting.disconnect();
    throw new SetupError(
      `Cannot reach the Redis of REDIS_URL: ${messageOf(error)}. Start it, correct the address, or unset REDIS_URL to queue in PostgreSQL.`,
    );
  }
  return {
    name: 'redis',
    queue: (name) => new onRedis.Queue(name, { connection, ...traced }) as unknown as AnyQueue,
    worker: (name, concurrency, handler) =>
      new onRedis.Worker(name, (job, _token, lost) => handler(job.data, lost!), {
        connection: waiting,
        ...traced,
        ...workerOptions(config, concurrency),
      }) as unknown as AnyWorker,
    async close() {
      connection.disconnect();
      waiting.disconnect();
    },
  };
}
