import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Cluster } from './cluster.ts';

/** What `postmaster.pid` says of the server that wrote it. */
export interface Postmaster {
  /** 0 where the file is empty. */
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`, or empty while the file is being written. */
  status: string;
}

/** Reads `postmaster.pid`; null where there is none. */
export function readPostmaster({ data }: Cluster): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { pid: Number(lines[0]) || 0, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/** An argument that only this cluster's server has on its command line. */
export const clusterMark = ({ password }: Cluster): string =>
  `--cluster_name=sevenllm-${createHash('sha256').update(password).digest('hex').slice(0, 16)}`;

export const urlOf = ({ password }: Cluster, port: number): string =>
  `postgres://sevenllm:${password}@127.0.0.1:${port}/sevenllm`;

/**
 * Whether the process that the file names is this cluster's server. Its number alone says nothing: after a crash, and
 * always after a container was started anew, it may be anybody's.
 */
export async function isThisServer(cluster: Cluster, { pid, port }: Postmaster): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return accepts(cluster, port);
  try {
    const commandLine =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return commandLine.includes(clusterMark(cluster));
  } catch {
    return false;
  }
}

/** Whether a process of that number exists, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a server on that port lets us in. The login proves both sides, so a yes means it is this cluster's. */
export async function accepts(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port), connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Puts a process number that cannot exist into a `postmaster.pid` that names a stranger, who would block the start.
 * Deleting the file instead would take from PostgreSQL its own check for surviving backends, which the file also serves.
 */
export function disownPostmaster({ data }: Cluster): void {
  const file = join(data, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, ['2147483646', ...rest].join('\n'));
}
