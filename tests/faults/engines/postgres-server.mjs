import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locateBinaries } from '../../../dist/pipeline/ledger/embedded/binaries.js';
import { chooseIdentity } from '../../../dist/pipeline/ledger/embedded/identity.js';
import { Supervised } from '../supervised.mjs';
import { clockEnvironment, clockFile } from './clock.mjs';
import { queryAt } from './query-at.mjs';

/** Copies a home with a prepared cluster. */
export async function copyHome(template, home) {
  // Its own copying keeps owners, which a copy by Node does not.
  const [code] = await once(spawn('cp', ['-a', '--reflink=auto', template, home], { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`The prepared home could not be copied to ${home}.`);
}

/** A PostgreSQL of our own, on the data of a copied home, started again whenever it ends. */
export class PostgresServer {
  #home;
  #port;
  #addresses;
  #process;

  /** `addresses` beyond the loopback are let in by password too. `clocked`: its clock can be stepped. */
  constructor({ home, port, addresses = [], clocked = false, log }) {
    this.#home = home;
    this.#port = port;
    this.#addresses = ['127.0.0.1', ...addresses];
    const data = this.data;
    const identity = chooseIdentity(locateBinaries(), home, () => {});
    for (const address of addresses)
      appendFileSync(join(data, 'pg_hba.conf'), `host all all ${address}/24 scram-sha-256\n`);
    if (clocked) writeFileSync(join(data, clockFile), '+0\n', { mode: 0o644 });
    const [file, ...args] = [
      ...identity.wrapper,
      join(identity.native, 'bin', 'postgres'),
      ...['-D', identity.dataAs ?? data, `--port=${port}`, `--listen_addresses=${this.#addresses.join()}`],
      ...['--unix_socket_directories=', '--max_connections=200', '--shared_buffers=64MB', '--max_wal_size=64MB'],
      ...['--min_wal_size=32MB', '--timezone=UTC', '--log_timezone=UTC'],
    ];
    const env = {
      PATH: process.env.PATH,
      LC_ALL: 'C',
      TZ: 'UTC',
      ...(clocked && clockEnvironment(join(data, clockFile))),
    };
    this.#process = new Supervised({
      start: () => ({ file, args, options: { cwd: data, env, ...(identity.owner ?? {}) } }),
      log,
    });
  }

  get data() {
    return join(this.#home, 'postgres', 'data');
  }

  url(address = '127.0.0.1', port = this.#port) {
    const password = readFileSync(join(this.#home, 'postgres', 'password'), 'utf8').trim();
    return `postgres://sevenllm:${password}@${address}:${port}/sevenllm`;
  }

  async start() {
    this.#process.run();
    await this.whenReady();
  }

  async whenReady(patienceMs = 30_000) {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        await queryAt(this.url(), 'select 1');
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  /** Ends it by a signal and keeps it down for so long: SIGINT is `pg_ctl -m fast`, SIGQUIT `-m immediate`. */
  takeDown(signal, downMs) {
    this.#process.heldUntil = Date.now() + downMs;
    this.#process.kill(signal);
  }

  killAll(downMs) {
    this.#process.heldUntil = Date.now() + downMs;
    killPostgres(this.data, { children: true });
  }

  async stop() {
    await this.#process.stop('SIGINT', 10_000);
  }
}

/** Kills the postmaster of a data folder, with all that it has started where asked. Tells how many died. */
export function killPostgres(data, { children }) {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (!pid || !isPostgres(pid)) return 0;
  const victims = [pid, ...(children ? childrenOf(pid) : [])];
  for (const victim of victims) killQuietly(victim);
  return victims.length;
}

const isPostgres = (pid) => readQuietly(`/proc/${pid}/cmdline`).includes('postgres');

const childrenOf = (parent) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(statOf(name)[1]) === parent)
    .map(Number);

const statOf = (pid) => readQuietly(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');

function readQuietly(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function killQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
}
