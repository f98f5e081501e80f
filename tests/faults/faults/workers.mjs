import { setTimeout as sleep } from 'node:timers/promises';

const drawWorker = (random, { workers }) => ({ worker: random.whole(0, workers.length - 1) });

export const workerFaults = [
  {
    name: 'worker-killed',
    weight: 3,
    fits: () => true,
    draw: drawWorker,
    async inject({ workers }, { worker }) {
      workers[worker].kill('SIGKILL');
      return `worker ${worker}`;
    },
  },
  {
    name: 'all-workers-killed',
    fits: () => true,
    async inject({ workers }) {
      for (const worker of workers) worker.kill('SIGKILL');
      return `${workers.length} workers`;
    },
  },
  {
    // Others take its jobs; what it does once it goes on is late, and must not count.
    name: 'worker-paused-past-its-lock',
    weight: 2,
    fits: ({ workers }) => workers.length > 1,
    draw: (random, plan) => ({ ...drawWorker(random, plan), extraMs: random.whole(1000, 3000) }),
    async inject({ workers, lockSeconds }, { worker, extraMs }) {
      const pausedMs = lockSeconds * 1000 + extraMs;
      const { pid } = workers[worker];
      workers[worker].kill('SIGSTOP');
      await sleep(pausedMs);
      if (workers[worker].pid === pid) workers[worker].kill('SIGCONT');
      return `worker ${worker} for ${pausedMs} ms`;
    },
  },
];
