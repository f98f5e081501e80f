import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clockFile, stepClock } from '../engines/clock.mjs';

const isApart = ({ placement }) => placement === 'two-machines';

export const machineFaults = [
  {
    name: 'disk-full',
    weight: 10,
    fits: ({ placement }) => placement === 'small-disk',
    draw: (random) => ({ fullMs: random.whole(300, 3000) }),
    async inject({ disk, postgres }, { fullMs }) {
      disk.fill();
      await sleep(fullMs);
      disk.free();
      await postgres.whenReady();
      return `that of PostgreSQL, for ${fullMs} ms`;
    },
  },
  {
    // Until a run has failed of it, where one gets so far.
    name: 'output-disk-full',
    fits: ({ isRoot }) => isRoot,
    async inject({ outputDisk, workers: [first] }) {
      outputDisk.fill();
      const ends = first.ends.length;
      const deadline = Date.now() + 6_000;
      while (first.ends.length === ends && Date.now() < deadline) await sleep(50);
      outputDisk.free();
      return first.ends.length > ends ? 'until a run had ended' : 'for 6 s';
    },
  },
  {
    name: 'clock-stepped',
    weight: 8,
    fits: ({ placement }) => placement === 'stepped-clocks',
    // Not that of Redis: its allocator reads the time before libfaketime is ready, and it does not start.
    draw: (random, { workers }) => ({
      whose: random.pick(['workers', 'worker', 'postgres']),
      worker: random.whole(0, workers.length - 1),
      seconds: random.pick([-86_400, -3600, -45, 45, 3600, 86_400]),
    }),
    async inject({ workers, postgres }, { whose, worker, seconds }) {
      const stepped = {
        workers: workers.map((one) => one.clock),
        worker: [workers[worker].clock],
        postgres: [join(postgres.data, clockFile)],
      }[whose];
      for (const file of stepped) stepClock(file, seconds);
      // They look once a second.
      await sleep(1100);
      return `that of ${whose === 'worker' ? `worker ${worker}` : whose}, by ${seconds} s`;
    },
  },
  {
    name: 'machine-cut-off',
    weight: 7,
    fits: isApart,
    draw: (random) => ({ cutMs: random.whole(300, 7000), how: random.pick(['cutOff', 'pullCable']) }),
    async inject({ secondMachine }, { cutMs, how }) {
      secondMachine[how]();
      await sleep(cutMs);
      secondMachine.restore();
      return `${how === 'cutOff' ? 'packets vanished' : 'cable pulled'} for ${cutMs} ms`;
    },
  },
  {
    // Its workers die unheard: no connection of theirs is ever closed.
    name: 'machine-lost',
    weight: 5,
    fits: isApart,
    async inject({ secondMachine, workers }) {
      secondMachine.lose();
      const there = workers.filter((worker) => worker.isFar);
      for (const worker of there) {
        worker.heldUntil = Number.POSITIVE_INFINITY;
        worker.kill('SIGKILL');
      }
      return `for good, with ${there.length} workers`;
    },
  },
];
