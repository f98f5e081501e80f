// Processes that a benchmark starts and measures: the program itself, a Redis of its own, and the embedded PostgreSQL.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../dist/pipeline/ledger/embedded/free-port.js';
import { packageRoot } from '../../dist/pipeline/package-root.js';

// Told to end, it ends as it does where it fails: with what it started.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** A command of the program, with its CPU seconds and peak memory while it runs; `options` are Node's own. */
export function startCommand(args, environment, options = []) {
  const began = performance.now();
  const child = spawn(process.execPath, [...options, join(packageRoot, 'dist', 'cli', 'main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  const kill = () => child.kill('SIGKILL');
  // A benchmark that fails leaves nothing running.
  process.once('exit', kill);
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const seen = { cpu: 0, peakMb: 0 };
  const look = () => {
    seen.cpu = Math.max(seen.cpu, cpuSeconds(child.pid));
    seen.peakMb = Math.max(seen.peakMb, peakMegabytes(child.pid));
  };
  const timer = setInterval(look, 25);
  const ended = new Promise((resolve, reject) => {
    child.once('close', (code, signal) => {
      clearInterval(timer);
      process.off('exit', kill);
      if (code !== 0 && signal === null) reject(new Error(`${args.join(' ')} ended with ${code}`));
      else resolve({ ...seen, output, seconds: (performance.now() - began) / 1000 });
    });
  });
  return { pid: child.pid, began, seen, ended, stop: () => child.kill('SIGTERM'), kill };
}

/** Null where there is no redis-server. */
export async function startRedis(folder) {
  const port = await freePort(null);
  const args = ['--port', port, '--bind', '127.0.0.1', '--appendonly', 'yes', '--save', '', '--dir', folder];
  const server = spawn('redis-server', args.map(String), { stdio: ['ignore', 'pipe', 'ignore'] });
  const started = await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.once('close', () => resolve(false));
    server.stdout.on('data', (text) => text.includes('Ready to accept connections') && resolve(true));
  });
  return started
    ? { url: `redis://127.0.0.1:${port}`, seconds: () => cpuSeconds(server.pid), stop: () => server.kill() }
    : null;
}

/** User and system time of a process, in seconds: the clock ticks a hundred times a second. */
export function cpuSeconds(pid, withChildren = false) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const ticks = fields.slice(11, withChildren ? 15 : 13).map(Number);
    return ticks.reduce((sum, one) => sum + one, 0) / 100;
  } catch {
    return 0;
  }
}

/** Of the embedded server and all it has started. */
export function postgresSeconds(home) {
  const pid = readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
  const children = readdirSync('/proc').filter((name) => {
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === pid;
    } catch {
      return false;
    }
  });
  return children.reduce((sum, child) => sum + cpuSeconds(child), cpuSeconds(pid, true));
}

function peakMegabytes(pid) {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
