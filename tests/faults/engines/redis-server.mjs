import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Supervised } from '../supervised.mjs';

/** A Redis of our own that keeps an append-only file, started again whenever it ends. */
export class RedisServer {
  #folder;
  #port;
  #process;

  constructor({ folder, port, addresses = [], log }) {
    this.#folder = folder;
    this.#port = port;
    mkdirSync(folder);
    const args = [
      ...['--port', String(port), '--bind', '127.0.0.1', ...addresses, '--protected-mode', 'no'],
      ...['--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec'],
    ];
    const env = { PATH: process.env.PATH };
    this.#process = new Supervised({
      start: () => ({ file: 'redis-server', args, options: { cwd: folder, env } }),
      log,
    });
  }

  url(address = '127.0.0.1', port = this.#port) {
    return `redis://${address}:${port}`;
  }

  async start() {
    this.#process.run();
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await this.command('PING');
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  }

  async command(...words) {
    const client = new Redis(this.url(), { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 1 });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.call(...words);
    } finally {
      client.disconnect();
    }
  }

  /** Kills it and keeps it down for so long; with what it had kept, or without. */
  async kill(downMs, { forget }) {
    this.#process.heldUntil = Date.now() + downMs;
    this.#process.kill('SIGKILL');
    if (!forget) return;
    while (this.#process.pid) await sleep(5);
    rmSync(join(this.#folder, 'appendonlydir'), { recursive: true, force: true });
  }

  async stop() {
    await this.#process.stop('SIGTERM', 5_000);
  }
}
