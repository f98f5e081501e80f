import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../../pipeline/ledger/embedded/free-port.ts';
import { atEnd } from '../at-end.ts';

/** A Redis without a disk that may be emptied, killed, and replaced by an empty one on the same port. */
export interface OwnRedis {
  url: string;
  flush(): Promise<void>;
  kill(): Promise<void>;
  /** Starts another one where it was. */
  replace(): Promise<void>;
}

/** Starts a Redis of a test file's own, killed when the file ends. */
export async function startOwnRedis(folder: string): Promise<OwnRedis> {
  const port = await freePort(null);
  let server: ChildProcess;
  const start = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    server = spawn('redis-server', args, { stdio: 'ignore' });
    // Waits until it is there.
    const redis = new Redis(port);
    redis.on('error', () => {});
    await redis.ping();
    redis.disconnect();
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'close');
  };
  await start();
  atEnd(kill);
  return {
    ...{ url: `redis://127.0.0.1:${port}`, kill, replace: start },
    async flush() {
      const redis = new Redis(port);
      await redis.flushall();
      redis.disconnect();
    },
  };
}
