import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { type RunningCommand, runCommand, startCommand } from './cli.ts';
import { type OwnRedis, startOwnRedis } from './own-redis.ts';
import { shardHashes } from './shard-hashes.ts';
import {
  callConcurrency,
  corpusFolder,
  expectBalanced,
  form,
  run,
  startSlowTeacher,
  untilSettled,
} from './slow-teacher.ts';

describe.skipIf(inject('redisUrl') === null)('a Redis that loses everything', async () => {
  const { endpoint, settings, whole, reached, restart } = await startSlowTeacher();

  async function start() {
    const folder = await corpusFolder();
    const redis = await startOwnRedis(folder);
    restart();
    return { folder, redis, shared: { ...settings, DATABASE_URL: await createDatabase(), REDIS_URL: redis.url } };
  }

  /** Empties it at a third of the calls, and at two thirds kills it and puts an empty one in its place. */
  async function disturb(command: RunningCommand, redis: OwnRedis, awayMs: number): Promise<void> {
    await reached(1 / 3, command);
    await redis.flush();
    await reached(2 / 3, command);
    await redis.kill();
    await sleep(awayMs);
    await redis.replace();
  }

  async function expectWhole(folder: string, shared: NodeJS.ProcessEnv): Promise<void> {
    expect(await shardHashes(folder)).toEqual(whole.shards);
    await expectBalanced(folder, shared);
    // What was under way when the queue forgot it may be asked twice, and nothing else: twice the queue was lost.
    expect(endpoint.requests.length).toBeGreaterThanOrEqual(whole.calls);
    expect(endpoint.requests.length).toBeLessThanOrEqual(whole.calls + 2 * callConcurrency);
  }

  it('in the middle of a run costs nothing but time', async () => {
    const { folder, redis, shared } = await start();
    const command = startCommand(folder, run, shared);
    await disturb(command, redis, 1_000);
    const { code, stderr } = await command.ended;
    expect(code, stderr).toBe(0);
    await expectWhole(folder, shared);
  }, 300_000);

  it('is filled again by a worker that goes on working, without a restart', async () => {
    const { folder, redis, shared } = await start();
    const entered = await runCommand(folder, ['ingest', 'corpus.jsonl', ...form], shared);
    expect(entered.code, entered.stderr).toBe(0);
    const worker = startCommand(folder, ['work'], shared);
    await disturb(worker, redis, 1_000);
    await untilSettled(shared.DATABASE_URL);
    expect(worker.process.exitCode).toBeNull();
    worker.process.kill('SIGINT');
    const { code, stderr } = await worker.ended;
    expect(code, stderr).toBe(0);
    expect((await runCommand(folder, ['run'], shared)).code).toBe(0);
    await expectWhole(folder, shared);
  }, 300_000);
});
