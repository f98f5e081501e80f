import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

const moments = [0.15, 0.3, 0.5, 0.7, 0.9];

async function undisturbed(environment: NodeJS.ProcessEnv) {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'));
  const began = Date.now();
  const result = await runCommand(folder, run, environment);
  expect(result.code, result.stderr).toBe(0);
  return { milliseconds: Date.now() - began, shards: await shardHashes(folder) };
}

const run = ['run', '--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];

/** Kills a run at about this share of an undisturbed one's time, goes on with another, and returns the shards. */
async function killedAt(
  moment: number,
  milliseconds: number,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'));
  const command = startCommand(folder, run, environment);
  await sleep(milliseconds * moment);
  command.process.kill('SIGKILL');
  // Quicker than the undisturbed one, and done already: once more, and earlier.
  if ((await command.ended).signal !== 'SIGKILL') return killedAt(moment * 0.8, milliseconds, environment);
  const again = await runCommand(folder, run, environment);
  expect(again.code, again.stderr).toBe(0);
  const audited = await runCommand(folder, ['audit', '--json'], environment);
  expect(audited.code, audited.stdout).toBe(0);
  return shardHashes(folder);
}

it('gives the same shards, byte for byte, after a kill -9 at any of five moments', async () => {
  const whole = await undisturbed({});
  const names = ['en', 'zh'].map((language) => `sevenllm-instruct-train-${language}-00001.jsonl`);
  expect(Object.keys(whole.shards)).toEqual(expect.arrayContaining(names));
  for (const moment of moments) expect(await killedAt(moment, whole.milliseconds, {})).toEqual(whole.shards);
}, 400_000);

it.skipIf(inject('redisUrl') === null)(
  'gives the same shards on Redis as on PostgreSQL, killed or not',
  async () => {
    const plain = await undisturbed({});
    const redis = { REDIS_URL: inject('redisUrl')!, SEVENLLM_QUEUE_PREFIX: 'killed' };
    const whole = await undisturbed(redis);
    expect(whole.shards).toEqual(plain.shards);
    expect(await killedAt(0.5, whole.milliseconds, redis)).toEqual(plain.shards);
  },
  300_000,
);
