import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { locateBinaries } from '../../pipeline/ledger/embedded/binaries.ts';
import { chooseIdentity } from '../../pipeline/ledger/embedded/identity.ts';
import { packageRoot } from '../../pipeline/package-root.ts';
import { atEnd } from '../at-end.ts';

/** A machine on a network of its own: a namespace with an address, joined to the others by a bridge. */
export interface Machine {
  address: string;
  /** What goes before a command that is to run there. */
  wrapper: string[];
}

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
const nobody = 65534;

/** Why machines cannot be made here; null where they can. */
export function whyNoMachines(): string | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0)
    return 'only root on Linux may make network namespaces';
  const name = `svp${process.pid}`;
  const made = spawnSync('sh', ['-c', `ip netns add ${name} && ip netns del ${name} && setpriv --version`]);
  return made.status === 0 ? null : `network namespaces cannot be made: ${made.stderr}`;
}

/** Makes so many machines, and gives the test itself an address among them. Removed when the test file ends. */
export function makeMachines(count: number): { host: string; machines: Machine[] } {
  const id = process.pid % 65_536;
  const addressOf = (number: number) => `10.${id >> 8}.${id & 255}.${number}`;
  const bridge = `sv${process.pid}`;
  ip('link', 'add', bridge, 'type', 'bridge');
  atEnd(() => ip('link', 'del', bridge));
  ip('addr', 'add', `${addressOf(254)}/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  const machines = Array.from({ length: count }, (_, number): Machine => {
    const name = `${bridge}-${number}`;
    const address = addressOf(number + 1);
    ip('netns', 'add', name);
    // Its end of the cable goes with it.
    atEnd(() => ip('netns', 'del', name));
    ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'net0', 'netns', name);
    ip('link', 'set', name, 'master', bridge, 'up');
    ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'net0');
    ip('-n', name, 'link', 'set', 'net0', 'up');
    ip('-n', name, 'link', 'set', 'lo', 'up');
    return { address, wrapper: ['ip', 'netns', 'exec', name] };
  });
  return { host: addressOf(254), machines };
}

/**
 * Starts a PostgreSQL on a machine that asks everybody for a password, with the role that `docker/postgres` makes for
 * workers. Returns the addresses of its superuser and of that role.
 */
export async function startPostgres({ address, wrapper }: Machine, folder: string) {
  // Where nobody may run them, whatever folder the project lies in.
  const bin = join(chooseIdentity(locateBinaries(), folder, () => {}).native, 'bin');
  const password = randomBytes(12).toString('hex');
  // It refuses to run as root.
  const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
  const place = join(folder, 'postgres');
  const data = join(place, 'data');
  mkdirSync(place);
  writeFileSync(join(place, 'password'), password);
  chmodSync(folder, 0o711);
  for (const path of [place, join(place, 'password')]) chownSync(path, nobody, nobody);
  const make = ['-D', data, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${join(place, 'password')}`];
  execFileSync(asNobody[0]!, [...asNobody.slice(1), join(bin, 'initdb'), ...make, '--locale=C', '--encoding=UTF8'], {
    stdio: 'pipe',
    cwd: place,
  });
  appendFileSync(join(data, 'pg_hba.conf'), '\nhost all all samenet scram-sha-256\n');
  const settings = { listen_addresses: address, unix_socket_directories: '', max_connections: '200', fsync: 'off' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  start([...wrapper, ...asNobody, join(bin, 'postgres'), '-D', data, ...options], place, 'SIGINT');
  const superuser = `postgres://postgres:${password}@${address}:5432/postgres`;
  const admin = await connected(superuser);
  await admin.query(readFileSync(join(packageRoot, 'docker/postgres/10-sevenllm.sql'), 'utf8'));
  await admin.query(`alter role sevenllm password '${password}'`);
  await admin.end();
  return { superuser, worker: `postgres://sevenllm:${password}@${address}:5432/postgres` };
}

/** Starts a Redis on a machine that asks for a password, and returns its address. */
export async function startRedis({ address, wrapper }: Machine, folder: string): Promise<string> {
  const password = randomBytes(12).toString('hex');
  const options = { bind: address, requirepass: password, save: '', appendonly: 'no', dir: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  start([...wrapper, 'redis-server', ...args], folder, 'SIGKILL');
  const url = `redis://:${password}@${address}:6379`;
  const redis = new Redis(url);
  redis.on('error', () => {});
  await redis.ping();
  redis.disconnect();
  return url;
}

function start([program, ...args]: string[], folder: string, signal: NodeJS.Signals): void {
  const server = spawn(program!, args, { cwd: folder, stdio: 'ignore' });
  const ended = once(server, 'close');
  atEnd(async () => {
    server.kill(signal);
    await ended;
  });
}

async function connected(url: string): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
}
