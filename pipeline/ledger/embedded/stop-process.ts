import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Cluster } from './cluster.ts';
import type { Identity } from './identity.ts';

/** Stops a postmaster: fast, then immediately, then by force; `ended` tells when it is gone. */
export async function stopProcess(
  { data }: Cluster,
  { native }: Identity,
  pid: number,
  ended: Promise<void>,
): Promise<void> {
  // Windows has no signals: PostgreSQL listens on a pipe there, which pg_ctl knows.
  if (process.platform === 'win32')
    await promisify(execFile)(join(native, 'bin', 'pg_ctl.exe'), ['stop', '-m', 'fast', '-D', data]).catch(() => {});
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    if (await within(ended, 0)) return;
    try {
      process.kill(pid, signal);
    } catch {
      // It went just now.
    }
    if (await within(ended, patience)) return;
  }
}

async function within(ended: Promise<void>, patience: number): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      ended.then(() => true),
      sleep(patience, false, { signal: timer.signal }).catch(() => false),
    ]);
  } finally {
    timer.abort();
  }
}
