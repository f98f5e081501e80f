import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { Config } from '../../../pipeline/config.ts';
import { job, lane, onBothBackends, until } from './both-backends.ts';

/** Longer than a lock lasts and two looks for stalled jobs take: a job is marked by the first and taken by the second. */
const patience = 90_000;
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** A process that takes jobs and holds them; `took` is what it has taken. */
function startHolder(config: Config, concurrency: number) {
  const file = join(import.meta.dirname, 'held-worker.mjs');
  const child = spawn(process.execPath, [file, JSON.stringify(config), String(concurrency)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(child);
  const took: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => took.push(line));
  return { child, took };
}

onBothBackends('a job under way', ({ configOf, open }) => {
  it.concurrent(
    'of a worker that was killed is taken by another, each once',
    async () => {
      const queue = await open('killed');
      const holder = startHolder(configOf('killed'), 2);
      await queue.add(['a', 'b', 'c', 'd'].map(job));
      await until(() => holder.took.length === 2);
      holder.child.kill('SIGKILL');
      await once(holder.child, 'close');
      const seen: string[] = [];
      await queue.consume(lane, 4, async ({ groupId }) => void seen.push(groupId));
      await until(() => seen.length >= 2);
      // Those that nobody had are not kept waiting by those that the dead one has.
      expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd'].filter((name) => !holder.took.includes(name)));
      await until(async () => (await queue.size(lane)) === 0, patience);
      expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    },
    patience + 30_000,
  );

  it.concurrent(
    'of a worker that was stopped past its lock is another’s, whatever the first makes of it afterwards',
    async () => {
      const queue = await open('paused');
      const holder = startHolder(configOf('paused'), 1);
      await queue.add([job('a')]);
      await until(() => holder.took.length === 1);
      holder.child.kill('SIGSTOP');
      let runs = 0;
      let end = () => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      await queue.consume(lane, 1, async () => {
        runs++;
        await ended;
      });
      await until(() => runs === 1, patience);
      holder.child.kill('SIGCONT');
      holder.child.stdin!.write('\n');
      await sleep(3_000);
      // Its late end took the job from nobody.
      expect(await queue.size(lane)).toBe(1);
      end();
      await until(async () => (await queue.size(lane)) === 0);
      expect([runs, holder.took]).toEqual([1, ['a']]);
    },
    patience + 30_000,
  );
});
