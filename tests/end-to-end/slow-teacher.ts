import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect } from 'vitest';
import { atEnd } from '../at-end.ts';
import { type Answerer, diligent, startLoopbackEndpoint } from '../loopback-endpoint.ts';
import { createDatabase } from '../test-database.ts';
import { type RunningCommand, runCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';

export const form = ['--id-field', 'id', '--title-field', 'title'];
export const run = ['run', '--input', 'corpus.jsonl', ...form];
/** Calls that one process has under way. */
export const callConcurrency = 4;

/** A folder with a corpus that takes a slow teacher some seconds. */
export async function corpusFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 3);
  return folder;
}

/**
 * An endpoint slow enough that there is a middle to disturb, with the settings that name it; `whole` is what a run makes
 * of the corpus that nobody disturbs: its shards, and how many calls it takes.
 */
export async function startSlowTeacher(host = '127.0.0.1') {
  let held = Promise.resolve();
  const sentAt: number[] = [];
  const answer: Answerer = async (request) => {
    sentAt.push(performance.now());
    await sleep(60);
    await held;
    return diligent(request);
  };
  const endpoint = await startLoopbackEndpoint(answer, { host });
  atEnd(() => endpoint.close());
  const settings = {
    ...{ OPENAI_BASE_URL: endpoint.baseUrl, SEVENLLM_MODEL: 'loopback', OPENAI_API_KEY: 'sk-loopback' },
    ...{ SEVENLLM_CALL_CONCURRENCY: String(callConcurrency), SEVENLLM_UNDERSTANDING: '1', SEVENLLM_GENERATION: '1' },
  };
  const folder = await corpusFolder();
  const result = await runCommand(folder, run, { ...settings, DATABASE_URL: await createDatabase() });
  expect(result.code, result.stderr).toBe(0);
  const whole = { shards: await shardHashes(folder), calls: endpoint.requests.length };
  /** Counts from zero again. */
  const restart = () => {
    endpoint.requests.length = 0;
    sentAt.length = 0;
  };
  restart();
  return {
    ...{ endpoint, settings, whole, restart },
    /** When each call came, in milliseconds. */
    sentAt: sentAt as readonly number[],
    /** Answers nobody until what it returns is called. */
    hold(): () => void {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    /** Waits until this share of a whole run's calls has come since the last restart. */
    async reached(share: number, command: RunningCommand): Promise<void> {
      while (endpoint.requests.length < whole.calls * share) {
        if (command.process.exitCode !== null) throw new Error(`It ended early: ${(await command.ended).stderr}`);
        await sleep(10);
      }
    },
  };
}

export async function expectBalanced(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { code, stdout } = await runCommand(folder, ['audit', '--json'], environment);
  expect(code, stdout).toBe(0);
}

/** Waits until nothing is pending in a ledger that somebody else works on. */
export async function untilSettled(database: string, milliseconds = 120_000): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const deadline = Date.now() + milliseconds;
  try {
    for (;;) {
      const { rows } = await client.query("select count(*)::int as pending from work where state = 'pending'");
      if (rows[0].pending === 0) return;
      if (Date.now() > deadline) throw new Error(`${rows[0].pending} records are still pending`);
      await sleep(200);
    }
  } finally {
    await client.end();
  }
}
