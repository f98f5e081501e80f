// Throughput from one worker to four against an endpoint of 200 ms, on both backends; and what the runner itself costs for
// a job whose stage does next to nothing, in CPU of all processes.
//   npm run build && node tests/benchmarks/scaling.mjs [calls of a worker at once=4] [seconds each=15, 0 for none] [empty jobs=10000]
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { pendingJobs } from '../../dist/pipeline/ledger/work.js';
import { noMetrics } from '../../dist/pipeline/metrics/metrics.js';
import { Feeder } from '../../dist/pipeline/queue/feeder.js';
import { Runner } from '../../dist/pipeline/queue/runner.js';
import { openWorkQueue } from '../../dist/pipeline/queue/work-queue.js';
import { postgresSeconds, startCommand, startRedis } from './measured-processes.mjs';
import { answer, enterPendingCells } from './pending-cells.mjs';

const [callsAtOnce = 4, seconds = 15, emptyJobs = 10_000] = process.argv.slice(2).map(Number);
const latency = 200;
const mostWorkers = 4;
const model = 'slow';
const load = () => `load ${loadavg()[0].toFixed(1)}`;

const folder = mkdtempSync(join(tmpdir(), 'sevenllm-scaling-'));
const endpoint = fork(new URL('slow-endpoint.mjs', import.meta.url), [latency, mostWorkers * callsAtOnce].map(String));
const tell = (message) => new Promise((done) => endpoint.once('message', done).send(message));
const redis = await startRedis(folder);
const config = loadConfig({ home: folder, model, openaiBaseUrl: 'http://127.0.0.1:9/v1' }, {});
const ledger = await openLedger(config);
const backends = { PostgreSQL: null, ...(redis && { Redis: redis.url }) };
try {
  const perSecond = (mostWorkers * callsAtOnce) / (latency / 1000);
  const documents = 1 + Math.ceil(2 * Object.keys(backends).length * perSecond * seconds * 2);
  console.log(await enterPendingCells(ledger, config, { documents, tasksOfDocument: 1, paragraphs: 6 }));
  for (const [name, redisUrl] of Object.entries(seconds > 0 ? backends : {})) {
    const rates = [];
    for (const workers of [1, 2, 4]) rates.push({ workers, ...(await throughput(workers, redisUrl)) });
    for (const { workers, rate, cpu } of rates)
      console.log(
        `${name}: ${workers} workers ${rate.toFixed(1)} calls/s, ${(rate / (workers * rates[0].rate)).toFixed(3)} of linear, ${(rate / ((workers * callsAtOnce) / (latency / 1000))).toFixed(3)} of the ideal; CPU for each call ${cpu.toFixed(1)} ms, ${load()}`,
      );
  }
  for (const [name, redisUrl] of Object.entries(backends)) await runnersCost(name, redisUrl);
} finally {
  endpoint.kill();
  redis?.stop();
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Calls a second of so many workers, once all of them are under way, and CPU milliseconds of all processes for each. */
async function throughput(workers, redisUrl) {
  const { port } = await tell({ answer: JSON.stringify(answer) });
  const started = Array.from({ length: workers }, () =>
    startCommand(['work', '--stages', 'generate,validate'], {
      ...{ SEVENLLM_HOME: folder, SEVENLLM_MODEL: model, OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` },
      ...{ SEVENLLM_CALL_CONCURRENCY: String(callsAtOnce) },
      ...(redisUrl && { REDIS_URL: redisUrl }),
    }),
  );
  // More than all but one of them could have under way: every one is calling.
  while ((await tell({})).most <= (workers - 1) * callsAtOnce) await sleep(20);
  const cpu = () =>
    started.reduce((sum, { seen }) => sum + seen.cpu, postgresSeconds(folder)) + (redisUrl ? redis.seconds() : 0);
  const before = { answered: (await tell({})).answered, at: performance.now(), cpu: cpu() };
  await sleep(1000 * seconds);
  const answered = (await tell({})).answered - before.answered;
  const took = (performance.now() - before.at) / 1000;
  const spent = cpu() - before.cpu;
  for (const worker of started) worker.stop();
  await Promise.all(started.map(({ ended }) => ended));
  return { rate: answered / took, cpu: (1000 * spent) / answered };
}

/** Empty jobs through ledger, queue, runner and settlement in this process. */
async function runnersCost(name, redisUrl) {
  const { db } = ledger;
  const prefix = `empty${name.toLowerCase()}`;
  await ledger.pool.query(
    `insert into work (stage, record_id, group_id, state, run_id)
     select 'clean', '${prefix}_' || n, '${prefix}_' || n, 'pending', 'run_benchmark' from generate_series(1, ${emptyJobs}) n`,
  );
  const own = { ...config, queuePrefix: prefix, redisUrl };
  const queue = await openWorkQueue(own, ledger);
  const runner = new Runner({
    ...{ ledger, queue, config: own, log: pino({ level: 'silent' }), runId: 'run_benchmark', teacherModel: model },
    ...{ inline: new Set(), gatherMs: 15, metrics: noMetrics },
  });
  const lane = { stage: 'clean', model: '' };
  let done = 0;
  runner.use({
    name: 'clean',
    load: async (ids) => ids.map((recordId) => ({ recordId, input: null })),
    run: async () => {
      done++;
      return { kept: false, reason: 'too-short', detail: 'Nothing was done.' };
    },
  });
  const feeder = new Feeder(queue, (of, limit, after) =>
    pendingJobs(db, { ...of, sources: [], unlessAwaiting: true }, limit, after),
  );
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6 + postgresSeconds(folder) + (redisUrl ? redis.seconds() : 0);
  };
  const node = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
  const before = { all: cpu(), node: node(), at: performance.now() };
  await queue.consume(lane, 64, (job) => runner.runJob(job));
  while (done < emptyJobs) {
    await feeder.feed([lane]);
    await sleep(100);
  }
  while ((await queue.size(lane)) > 0) await sleep(50);
  const took = (performance.now() - before.at) / 1000;
  const each = (from, to) => ((1000 * (to - from)) / emptyJobs).toFixed(2);
  console.log(
    `${name}: an empty job costs ${each(before.all, cpu())} ms of CPU, ${each(before.node, node())} ms of it in Node; ${(emptyJobs / took).toFixed(0)} jobs/s, ${load()}`,
  );
  await queue.close();
}
