import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { runCommand, startCommand } from './cli.ts';
import { temporaryFolder, writeCorpus } from './corpus.ts';
import { expectBalanced, form, run, untilSettled } from './slow-teacher.ts';

it('pauses a stage, says so wherever one asks, ends a run with a word, and goes on once resumed', async () => {
  const folder = await temporaryFolder();
  await writeCorpus(join(folder, 'corpus.jsonl'), 8);
  const environment = { DATABASE_URL: await createDatabase(), SEVENLLM_UNDERSTANDING: '2', SEVENLLM_GENERATION: '2' };
  const call = (...args: string[]) => runCommand(folder, args, environment);
  const said = async (...args: string[]) => {
    const { code, stdout, stderr } = await call(...args);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  expect((await call('pause', 'generation')).stderr).toMatch(/Allowed choices are crawl, clean, .*generate/);
  expect((await call('pause')).code).toBe(2);

  const { paused } = JSON.parse(await said('pause', 'generate', '--reason', 'a better prompt', '--json'));
  expect(paused).toEqual([{ stage: 'generate', since: expect.any(String), reason: 'a better prompt' }]);
  const sentence = `generate is paused since ${paused[0].since} (a better prompt)`;
  const held = await call(...run);
  expect(held.code, held.stdout).toBe(1);
  expect(held.stderr).toContain(`sevenllm: ${sentence}: `);
  const waiting = Number(/(\d+) records wait\. `sevenllm resume generate`/.exec(held.stderr)?.[1]);
  expect(await said('status')).toContain(`${sentence}; sevenllm resume generate lets it go on.`);
  const status = JSON.parse(await said('status', '--json'));
  expect(status.paused).toEqual(paused);
  const generate = status.work.filter(({ stage }: { stage: string }) => stage === 'generate');
  expect(generate).toMatchObject([{ state: 'pending', count: waiting }]);
  expect(waiting).toBeGreaterThan(0);

  // Long-lived workers hold it too, and go on by themselves.
  const worker = startCommand(folder, ['work'], environment);
  await sleep(5_000);
  expect(JSON.parse(await said('status', '--json')).pairs).toEqual({ en: 0, zh: 0 });
  expect(await said('resume', 'generate', 'clean')).toBe('generate goes on.\nclean was not paused.\n');
  await untilSettled(environment.DATABASE_URL);
  worker.process.kill('SIGINT');
  expect((await worker.ended).code).toBe(0);
  const { pairs, paused: left } = JSON.parse(await said('status', '--json'));
  expect(left).toEqual([]);
  expect(pairs.en).toBeGreaterThan(0);
  expect((await call(...run.slice(0, 3), ...form)).code).toBe(0);
  await expectBalanced(folder, environment);
}, 200_000);
