import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';
import { shardHashes } from './shard-hashes.ts';
import { callConcurrency, corpusFolder, expectBalanced, run, startSlowTeacher } from './slow-teacher.ts';

it('a backup of a run under way, restored into another ledger, goes on from there to the same shards', async () => {
  const { endpoint, settings, whole, reached, hold, restart } = await startSlowTeacher();
  const folder = await corpusFolder();
  const file = join(folder, 'ledger.backup.gz');
  const first = { ...settings, DATABASE_URL: await createDatabase() };
  const command = startCommand(folder, run, first);
  await reached(1 / 3, command);
  const release = hold();
  const stored = endpoint.requests.length - callConcurrency;
  const backedUp = await runCommand(folder, ['backup', file], first);
  expect(backedUp.code, backedUp.stderr).toBe(0);
  expect(backedUp.stdout).toMatch(/^Wrote .*ledger\.backup\.gz: \d+ rows of \d+ tables in/);
  const busy = await runCommand(folder, ['restore', file, '--force'], first);
  expect([busy.code, busy.stderr]).toEqual([2, expect.stringMatching(/Others work on this ledger\. Stop all runs/)]);
  release();
  const ended = await command.ended;
  expect(ended.code, ended.stderr).toBe(0);
  // Whoever copied it meanwhile changed nothing of it.
  expect(await shardHashes(folder)).toEqual(whole.shards);
  expect(endpoint.requests.length).toBe(whole.calls);

  const elsewhere = await temporaryFolder();
  const second = { ...settings, DATABASE_URL: await createDatabase() };
  const restored = await runCommand(elsewhere, ['restore', file], second);
  expect(restored.code, restored.stderr).toBe(0);
  expect(restored.stdout).toMatch(/^Restored \d+ rows of \d+ tables/);
  await expectBalanced(elsewhere, second);
  restart();
  const again = await runCommand(elsewhere, ['run'], second);
  expect(again.code, again.stderr).toBe(0);
  expect(await shardHashes(elsewhere)).toEqual(whole.shards);
  await expectBalanced(elsewhere, second);
  // It asks for what was not answered when the backup was taken, and for nothing else.
  expect(endpoint.requests.length).toBeGreaterThan(0);
  expect(endpoint.requests.length).toBeLessThanOrEqual(whole.calls - stored);
  const occupied = await runCommand(elsewhere, ['restore', file], second);
  expect([occupied.code, occupied.stderr]).toEqual([2, expect.stringMatching(/not empty/)]);
}, 300_000);
