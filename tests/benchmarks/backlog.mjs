// A backlog of pending cells: how long a worker takes to its first call, what memory it needs, and what `status` takes.
//   npm run build && node tests/benchmarks/backlog.mjs [cells=1000000] [seconds of work=20] [folder, to keep the ledger in]
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { postgresSeconds, startCommand, startRedis } from './measured-processes.mjs';
import { answer, enterPendingCells } from './pending-cells.mjs';

const [cells = 1_000_000, seconds = 20] = process.argv.slice(2, 4).map(Number);
const kept = process.argv[4];
const tasksOfDocument = 5;
const documents = Math.ceil(cells / (2 * tasksOfDocument));
const model = 'slow';
const home = kept ?? mkdtempSync(join(tmpdir(), 'sevenllm-backlog-'));
const isFilled = kept !== undefined && existsSync(kept);
const load = () => `load ${loadavg()[0].toFixed(1)}`;

const endpoint = fork(new URL('slow-endpoint.mjs', import.meta.url), ['200', '64']);
const tell = (message) => new Promise((done) => endpoint.once('message', done).send(message));
const redis = await startRedis(tmpdir());
const config = loadConfig({ home, model, openaiBaseUrl: 'http://127.0.0.1:9/v1' }, {});
// Held open throughout, so that the embedded server is not started anew for each command.
const ledger = await openLedger(config);
try {
  if (!isFilled) console.log(await enterPendingCells(ledger, config, { documents, tasksOfDocument, paragraphs: 6 }));
  for (const redisUrl of [null, redis?.url]) if (redisUrl !== undefined) await measure(redisUrl);
} finally {
  endpoint.kill();
  redis?.stop();
  await ledger.close();
  if (!kept) rmSync(home, { recursive: true, force: true });
}

async function measure(redisUrl) {
  const name = redisUrl ? 'Redis' : 'PostgreSQL';
  const { port } = await tell({ answer: JSON.stringify(answer) });
  const environment = {
    ...{ SEVENLLM_HOME: home, SEVENLLM_MODEL: model, OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` },
    ...(redisUrl && { REDIS_URL: redisUrl }),
  };
  const before = postgresSeconds(home);
  const worker = startCommand(['work', '--stages', 'select,generate,validate'], environment);
  while ((await tell({})).calls === 0) await sleep(10);
  const start = (performance.now() - worker.began) / 1000;
  const cpu = { node: worker.seen.cpu, postgres: postgresSeconds(home) - before };
  console.log(
    `${name}: first call after ${start.toFixed(2)} s (CPU: Node ${cpu.node.toFixed(2)} s, PostgreSQL ${cpu.postgres.toFixed(2)} s), ${load()}`,
  );
  const until = performance.now() + 1000 * seconds;
  let mostJobs = 0;
  while (performance.now() < until) {
    mostJobs = Math.max(mostJobs, await jobsIn(redisUrl));
    await sleep(500);
  }
  const began = performance.now();
  const status = await startCommand(['status', '--json'], environment).ended;
  const took = (performance.now() - began) / 1000;
  const pending = JSON.parse(status.output).work.find(
    ({ stage, state }) => stage === 'generate' && state === 'pending',
  );
  console.log(
    `${name}: status ${took.toFixed(2)} s beside the worker (CPU: Node ${status.cpu.toFixed(2)} s), ${pending.count} cells pending, ${load()}`,
  );
  worker.stop();
  const { peakMb } = await worker.ended;
  const alone = postgresSeconds(home);
  const idle = await startCommand(['status', '--json'], environment).ended;
  console.log(
    `${name}: status ${idle.seconds.toFixed(2)} s with no worker (CPU: Node ${idle.cpu.toFixed(2)} s, PostgreSQL ${(postgresSeconds(home) - alone).toFixed(2)} s)`,
  );
  console.log(`${name}: peak memory of Node ${peakMb.toFixed(0)} MB; at most ${mostJobs} jobs in the queue, ${load()}`);
}

async function jobsIn(redisUrl) {
  if (!redisUrl)
    return Number(
      (await ledger.pool.query('select count(*) from bullmq.job').catch(() => ({ rows: [{ count: 0 }] }))).rows[0]
        .count,
    );
  const client = new Redis(redisUrl);
  const keys = await client.keys('bull:*:wait');
  const sizes = await Promise.all(keys.map((key) => client.llen(key)));
  client.disconnect();
  return sizes.reduce((sum, size) => sum + size, 0);
}
