import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const project = join(import.meta.dirname, '../..');
const compiler = join(project, 'node_modules/typescript/bin/tsc');

/** Compiles the embedded server, as the built tree has it, and a command that opens it. Returns the command's file. */
export function buildCommand(): string {
  const cache = join(project, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'embedded-'));
  // For the tests that run as another user.
  execFileSync('chmod', ['755', outDir]);
  const source = join(project, 'pipeline/ledger/embedded');
  const config = {
    extends: join(project, 'tsconfig.build.json'),
    compilerOptions: { rootDir: project, outDir },
    include: [],
    files: [join(source, 'open-embedded-server.ts'), join(source, 'keeper.ts')],
  };
  writeFileSync(join(outDir, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [compiler, '--project', join(outDir, 'tsconfig.json')], { stdio: 'pipe' });
  const command = join(outDir, 'command.js');
  writeFileSync(command, commandText);
  return command;
}

const commandText = `
import { createInterface } from 'node:readline';
import { openEmbeddedServer } from './pipeline/ledger/embedded/open-embedded-server.js';
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
try {
  const start = performance.now();
  const log = (line) => say({ log: line });
  const server = await openEmbeddedServer(process.argv[2], { log });
  say({ url: server.url, milliseconds: Math.round(performance.now() - start) });
  createInterface({ input: process.stdin }).on('line', async (line) => {
    if (line === 'exit') process.exit(0);
    if (line === 'throw') throw new Error('on purpose');
    await server.close();
    say({ closed: true });
    process.exit(0);
  });
} catch (error) {
  say({ error: error.message, name: error.name });
  process.exit(2);
}
`;

export interface Said {
  url?: string;
  milliseconds?: number;
  log?: string;
  closed?: boolean;
  error?: string;
  name?: string;
}

/** A process that holds the server of a folder open until it is told otherwise. */
export class Command {
  readonly child: ChildProcess;
  readonly said: Said[] = [];
  readonly ended: Promise<void>;

  constructor(file: string, folder: string, options: SpawnOptions = {}, wrapper: string[] = []) {
    const [program, ...rest] = [...wrapper, process.execPath, file, folder];
    this.child = spawn(program!, rest, { ...options, stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.said.push(JSON.parse(line) as Said));
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
  }

  /** Waits for the URL, or for the error in its place. */
  async opened(): Promise<Said> {
    return until(() => this.said.find((said) => said.url ?? said.error), 50_000);
  }

  async tell(what: 'close' | 'exit' | 'throw'): Promise<void> {
    this.child.stdin!.write(`${what}\n`);
    await this.ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Polls until the condition gives something. */
export async function until<T>(condition: () => T | undefined | null | false, patience = 10_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited ${patience} ms in vain for: ${condition}`);
    await sleep(10);
  }
}

/** Command lines of all living processes (zombies have none), by process number. */
function processTable(): Map<number, string> {
  const table = new Map<number, string>();
  if (existsSync('/proc/self/cmdline')) {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      try {
        const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
        if (line) table.set(Number(entry), line);
      } catch {
        // It ended while we looked.
      }
    }
    return table;
  }
  const { stdout } = spawnSync('ps', ['-ax', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' });
  for (const line of stdout.split('\n')) {
    const [, pid, args] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    if (args && !args.endsWith('<defunct>')) table.set(Number(pid), args);
  }
  return table;
}

export const isRunning = (pid: number): boolean => processTable().has(pid);

/** The keepers of a data folder that run now: one, but for a moment in which several contend. */
export const keepersOf = (folder: string): number[] =>
  [...processTable()].filter(([, line]) => line.includes(`keeper.js ${folder}`)).map(([pid]) => pid);

/** The number in `postmaster.pid`, whoever has it. */
export function postmasterOf(folder: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  } catch {
    return null;
  }
}

/** Waits until none of the processes is left. */
export const allGone = (pids: number[], patience = 5000): Promise<boolean> =>
  until(() => !pids.some(isRunning), patience);

export async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

/** A closed folder, as `mktemp -d` makes it. */
export const closedFolder = (): string => mkdtempSync(join(tmpdir(), 'sevenllm-test-'));

export const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
