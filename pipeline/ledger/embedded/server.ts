import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { dataArgument, type Identity, spawnProgram } from './identity.ts';
import { accepts, clusterMark, disownPostmaster, isAlive, isThisServer, readPostmaster, urlOf } from './postmaster.ts';
import { explainedOutput } from './setup-errors.ts';
import { stopProcess } from './stop-process.ts';

/** A running PostgreSQL. */
export interface Server {
  url: string;
  /** Resolves when the server has ended, for whatever cause. */
  ended: Promise<void>;
  /** Stops it in fast mode: open transactions are rolled back, what is committed is on disk. */
  stop(): Promise<void>;
}

/** Takes over the cluster's server where one runs without a keeper, else starts one. */
export async function startServer(cluster: Cluster, identity: Identity, log: (line: string) => void): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const running = await adopt(cluster, identity);
    if (running) return running;
    const outcome = await launch(cluster, identity, log);
    if (typeof outcome !== 'string') return outcome;
    // The port was taken in between; or the last backends of a killed server have not noticed yet that it is gone; or a
    // killed keeper had started a server that had not written its file when we looked.
    const passing = /^killed|could not bind|could not create any TCP|still in use|already exists/.test(outcome);
    if (!passing || attempt === 10)
      throw explainedOutput(`The built-in database did not start (log: ${logFile(cluster)}).`, outcome, cluster.home);
    await sleep(300);
  }
}

async function adopt(cluster: Cluster, identity: Identity): Promise<Server | null> {
  let left = readPostmaster(cluster);
  // Empty for an instant while a starting server makes it, and for good where the machine went down in that instant.
  for (let tries = 0; left && !left.pid && tries < 20; tries++) {
    await sleep(50);
    left = readPostmaster(cluster);
  }
  if (!left) return null;
  if (!(await isThisServer(cluster, left))) {
    if (!left.pid || isAlive(left.pid)) disownPostmaster(cluster);
    return null;
  }
  const found = left;
  const runs = () => isThisServer(cluster, found);
  const patience = Date.now() + 30_000;
  while (left && left.status !== 'ready' && (await runs()) && Date.now() < patience) {
    await sleep(50);
    left = readPostmaster(cluster);
  }
  const ended = (async () => {
    while (await runs()) await sleep(100);
  })();
  const stop = () => stopProcess(cluster, identity, found.pid, ended);
  if (left?.status === 'ready' && (await accepts(cluster, left.port)))
    return { url: urlOf(cluster, left.port), ended, stop };
  if (await runs()) await stop();
  return null;
}

async function launch(cluster: Cluster, identity: Identity, log: (line: string) => void): Promise<Server | string> {
  const port = await freePort(lastPort(cluster));
  const seen = statSync(logFile(cluster), { throwIfNoEntry: false })?.size ?? 0;
  const startAnew = seen > 4_000_000;
  const out = openSync(logFile(cluster), startAnew ? 'w' : 'a', 0o600);
  const args = ['-D', dataArgument(identity, cluster.data), ...settings(cluster, port)];
  const child = spawnProgram(identity, 'postgres', cluster.data, args, ['ignore', out, out]);
  closeSync(out);
  const ended = once(child, 'exit').then(() => {});
  ended.catch(() => {});
  const ready = await isReady(cluster, child, log);
  if (child.signalCode) return `killed by ${child.signalCode}`;
  if (!ready)
    return readFileSync(logFile(cluster))
      .subarray(startAnew ? 0 : seen)
      .toString();
  writeFileSync(portFile(cluster), `${port}\n`);
  return { url: urlOf(cluster, port), ended, stop: () => stopProcess(cluster, identity, child.pid!, ended) };
}

const settings = (cluster: Cluster, port: number): string[] => [
  clusterMark(cluster),
  `--port=${port}`,
  '--listen_addresses=127.0.0.1',
  '--unix_socket_directories=',
  '--max_connections=200',
  '--shared_buffers=64MB',
  '--max_wal_size=256MB',
  '--timezone=UTC',
  '--log_timezone=UTC',
  // Nothing subscribes to anything here; saves a process.
  '--max_logical_replication_workers=0',
  // A statement of ours may carry a document's whole text.
  '--log_min_error_statement=panic',
];

/** False where the server ended instead. Waits as long as it lives: recovery after a crash takes the time it takes. */
async function isReady(cluster: Cluster, child: ChildProcess, log: (line: string) => void): Promise<boolean> {
  const slow = setTimeout(() => log('The built-in database is recovering from a crash, please wait'), 5000);
  try {
    if (child.pid === undefined) await once(child, 'spawn');
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      const written = readPostmaster(cluster);
      if (written?.pid === child.pid && written?.status === 'ready') return true;
      await sleep(10);
    }
  } finally {
    clearTimeout(slow);
  }
}

const logFile = ({ home }: Cluster) => join(home, 'server.log');
const portFile = ({ home }: Cluster) => join(home, 'port');

// The same port again where possible, so that clients who outlive a crash of the server find it at the URL they have.
function lastPort(cluster: Cluster): number | null {
  try {
    return Number(readFileSync(portFile(cluster), 'utf8')) || null;
  } catch {
    return null;
  }
}
