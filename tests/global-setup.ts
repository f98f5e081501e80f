import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../pipeline/ledger/embedded/free-port.ts';
import { openEmbeddedServer } from '../pipeline/ledger/embedded/open-embedded-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL; tests make databases of their own in it. */
    postgresUrl: string;
    /** A real Redis, or null where there is no redis-server. */
    redisUrl: string | null;
  }
}

/** Starts the real servers that tests share, once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sevenllm-tests-'));
  const postgres = await openEmbeddedServer(folder);
  const redis = await startRedis(folder);
  if (!redis) {
    if (process.env.CI === 'true') throw new Error('CI needs redis-server, and there is none');
    console.warn('\n*** No redis-server was found: the tests of the Redis backend are SKIPPED. ***\n');
  }
  project.provide('postgresUrl', postgres.url);
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startRedis(folder: string): Promise<{ url: string; stop(): Promise<void> } | null> {
  const port = await freePort(null);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const started = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.once('close', () => resolve(false));
    server.stdout.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!started) return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}
