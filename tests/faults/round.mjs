import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../dist/pipeline/ledger/embedded/free-port.js';
import { packageRoot } from '../../dist/pipeline/package-root.js';
import { asJsonLines, sections } from './corpus.mjs';
import { CountingEndpoint } from './counting-endpoint.mjs';
import { clockEnvironment } from './engines/clock.mjs';
import { copyHome, PostgresServer } from './engines/postgres-server.mjs';
import { queryAt } from './engines/query-at.mjs';
import { RedisServer } from './engines/redis-server.mjs';
import { SecondMachine } from './engines/second-machine.mjs';
import { SmallDisk } from './engines/small-disk.mjs';
import { TcpProxy } from './engines/tcp-proxy.mjs';
import { faultNamed } from './faults/index.mjs';
import { siteId, startSmallSite } from './small-site.mjs';
import { Supervised } from './supervised.mjs';

/** What is worked on, and by whom it is answered. */
export const works = {
  openai: { sample: { every: 10, from: 0 }, asks: true },
  judged: { sample: { every: 15, from: 3 }, asks: true, settings: { SEVENLLM_JUDGE_MODEL: 'faults-judge' } },
  rules: { sample: { every: 5, from: 1 } },
  crawl: { sample: { every: 8, from: 2 } },
};

const lockSeconds = 5;
const latencyMs = 100;
export const callsAtOnce = 8;
const main = join(packageRoot, 'dist', 'cli', 'main.js');

/** One round's engines and workers, from their start to their end. */
export class Round {
  lockSeconds = lockSeconds;
  workers = [];
  proxies = {};
  /** `{ name, from, to, said }` of every fault that came to pass, in milliseconds since 1970. */
  injected = [];
  /** Of the first worker's start, in milliseconds since 1970. */
  began = 0;
  #corpus = '';
  #settings = {};
  #closing = [];

  constructor(plan, folder) {
    this.plan = plan;
    this.folder = folder;
    this.home = join(folder, 'home');
  }

  /** Starts all that the workers need. */
  async prepare(template) {
    const { placement, backend, work, isFresh, faults } = this.plan;
    mkdirSync(this.folder, { mode: 0o755 });
    const later = (close) => this.#closing.unshift(close);
    const clocked = placement === 'stepped-clocks';
    const documents = sections(works[work].sample);
    this.#corpus = asJsonLines(documents);
    if (placement === 'two-machines') {
      this.secondMachine = new SecondMachine(this.plan.seed % 255);
      later(() => this.secondMachine.close());
    }
    const { address = '127.0.0.1' } = this.secondMachine ?? {};
    const addresses = this.secondMachine ? [address] : [];
    if (placement === 'small-disk') {
      this.disk = new SmallDisk(join(this.folder, 'disk'), 160);
      later(() => this.disk.close());
      this.home = join(this.folder, 'disk', 'home');
    }
    if (!isFresh) await copyHome(template, this.home);
    if (placement !== 'embedded') {
      const parts = { home: this.home, port: await freePort(null), addresses, clocked, log: this.#log('postgres') };
      this.postgres = new PostgresServer(parts);
      later(() => this.postgres.stop());
      await this.postgres.start();
      const port = placement === 'proxied' ? await this.#proxy('postgres', parts.port, later) : parts.port;
      this.#settings.DATABASE_URL = this.postgres.url(address, port);
    } else this.#settings.SEVENLLM_HOME = this.home;
    if (backend === 'redis') {
      const folder = join(this.folder, 'redis');
      const parts = { folder, port: await freePort(null), addresses, log: this.#log('redis-server') };
      this.redis = new RedisServer(parts);
      later(() => this.redis.stop());
      await this.redis.start();
      const port = placement === 'proxied' ? await this.#proxy('redis', parts.port, later) : parts.port;
      this.#settings.REDIS_URL = this.redis.url(address, port);
    }
    if (works[work].asks) {
      this.endpoint = new CountingEndpoint(latencyMs);
      later(() => this.endpoint.close());
      this.#settings.OPENAI_BASE_URL = await this.endpoint.listen(address);
    }
    if (work === 'crawl') {
      const site = await startSmallSite(documents, 30);
      later(() => site.close());
      mkdirSync(join(this.folder, 'sources'));
      site.writeSource(join(this.folder, 'sources'));
      this.#settings.SEVENLLM_SOURCES = join(this.folder, 'sources');
    }
    if (faults.some(({ name }) => name === 'output-disk-full')) {
      this.outputDisk = new SmallDisk(join(this.folder, 'worker-0', 'output'), 4);
      later(() => this.outputDisk.close());
    }
    Object.assign(this.#settings, works[work].settings);
  }

  async #proxy(engine, port, later) {
    this.proxies[engine] = new TcpProxy(port);
    later(() => this.proxies[engine].close());
    return this.proxies[engine].listen();
  }

  /** Starts the workers, lets the faults befall them, and waits until the first of them is done; false where that takes too long. */
  async work(expected, patienceMs) {
    this.began = Date.now();
    const lives = this.plan.workers.map((kind, number) => this.#startWorker(kind, number).run());
    const over = new AbortController();
    const befalling = this.plan.faults.map((fault) => this.#befall(fault, expected, over.signal));
    const ended = await Promise.race([lives[0].then(() => true), sleep(patienceMs, false, { ref: false })]);
    over.abort();
    await Promise.all(befalling);
    return ended;
  }

  #startWorker(kind, number) {
    const folder = this.#workingFolder(`worker-${number}`);
    const { placement } = this.plan;
    const isFar = placement === 'two-machines' && number % 2 === 1;
    const clock = join(folder, 'clock.offset');
    if (placement === 'stepped-clocks') writeFileSync(clock, '+0\n');
    const [file, ...args] = [
      ...(isFar ? this.secondMachine.prefix : []),
      ...[process.execPath, main, ...(kind === 'run' ? this.#runArguments({ exports: number === 0 }) : ['work'])],
    ];
    const worker = new Supervised({
      start: (start) => ({
        ...{ file, args },
        options: {
          cwd: folder,
          env: {
            ...this.environment(`worker-${number}-${start}`),
            ...(placement === 'stepped-clocks' && clockEnvironment(clock)),
          },
        },
      }),
      log: this.#log(`worker-${number}`),
      isDone: (code) => kind === 'run' && code === 0,
    });
    this.workers.push(Object.assign(worker, { kind, isFar, clock }));
    return worker;
  }

  /** A folder with the input in it: a page's address holds the path by which its file was named. */
  #workingFolder(name) {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'corpus.jsonl'), this.#corpus);
    return folder;
  }

  #runArguments({ exports, crawls = true }) {
    const input = {
      crawl: crawls ? ['--source', siteId] : [],
    }[this.plan.work] ?? ['--input', 'corpus.jsonl', '--id-field', 'id', '--title-field', 'title'];
    return ['run', '--json', ...input, ...(exports ? [] : ['--no-export'])];
  }

  /** Settings of a process with this name. */
  environment(name) {
    const { PATH, HOME } = process.env;
    return {
      ...{ PATH, HOME, ...this.#settings, SEVENLLM_TEACHER: works[this.plan.work].asks ? 'openai' : 'rules' },
      ...{ OPENAI_API_KEY: name, SEVENLLM_MODEL: 'faults-teacher' },
      ...{ SEVENLLM_LOG_LEVEL: 'info', SEVENLLM_BROWSER: 'false', SEVENLLM_LOCK_SECONDS: String(lockSeconds) },
      ...{ SEVENLLM_CALL_CONCURRENCY: String(callsAtOnce), SEVENLLM_CALL_TIMEOUT: '10', SEVENLLM_STOP_SECONDS: '10' },
      ...{ SEVENLLM_UNDERSTANDING: '2', SEVENLLM_GENERATION: '1' },
    };
  }

  async #befall({ name, when, details }, expected, over) {
    const isDue = () =>
      'milliseconds' in when
        ? Date.now() - this.began >= when.milliseconds
        : this.endpoint
          ? this.endpoint.bought.length >= when.share * expected.calls
          : Date.now() - this.began >= when.share * expected.milliseconds;
    while (!over.aborted && !isDue()) await sleep(10);
    if (over.aborted) return;
    const from = Date.now();
    const fault = { name, from, to: Number.POSITIVE_INFINITY, said: '' };
    this.injected.push(fault);
    fault.said = await faultNamed(name)
      .inject(this, details)
      // Two faults at one time: the second may find nothing to befall.
      .catch((error) => `in vain: ${error.message}`);
    fault.to = Date.now();
  }

  /** Stops the workers that are left; returns the numbers of those that did not end by themselves. */
  async stopWorkers() {
    const stopped = await Promise.all(this.workers.map((worker) => worker.stop('SIGINT', 20_000)));
    return stopped.flatMap((wellEnded, number) => (wellEnded ? [] : [number]));
  }

  /** Rows of a query, on whatever PostgreSQL this round has. */
  query = (text) => queryAt(this.databaseUrl, text);

  get databaseUrl() {
    if (this.postgres) return this.postgres.url();
    const password = readFileSync(join(this.home, 'postgres', 'password'), 'utf8').trim();
    const port = readFileSync(join(this.home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://sevenllm:${password}@127.0.0.1:${port}/sevenllm`;
  }

  /** Settings by which this process opens the ledger. */
  get ledgerSettings() {
    return this.postgres ? { databaseUrl: this.postgres.url() } : { home: this.home };
  }

  #log(name) {
    return join(this.folder, `${name}.log`);
  }

  async close() {
    for (const close of this.#closing) await close();
  }

  /** The command line of the run that ends a round, and where it is run. */
  get lastRun() {
    const folder = this.#workingFolder('last');
    // Another crawl would be another visit.
    return { args: [main, ...this.#runArguments({ exports: true, crawls: false })], folder };
  }

  get audit() {
    return { args: [main, 'audit', '--json'], folder: this.folder };
  }
}
