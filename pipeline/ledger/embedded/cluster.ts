import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SetupError } from '../../errors.ts';
import { dataArgument, type Identity, spawnProgram } from './identity.ts';
import { explainedOutput } from './setup-errors.ts';
import { unfinishedPrefix } from './unfinished-prefix.ts';

/** A database cluster on disk: `<folder>/postgres/` with `data/`, `password`, `port` and `server.log`. */
export interface Cluster {
  home: string;
  data: string;
  password: string;
}

/** Opens the project's cluster; the first time makes it, beside its place, and moves it there when it is whole. */
export async function ensureCluster(folder: string, identity: Identity, log: (line: string) => void): Promise<Cluster> {
  const home = join(folder, 'postgres');
  // What a killed first run left behind. Its initdb may still write, hence the retries; it ends when its folder is gone.
  for (const name of readdirSync(folder))
    if (name.startsWith(unfinishedPrefix)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
  if (!existsSync(home)) {
    log('Preparing the built-in database (once, a few seconds)');
    await createCluster(folder, home, identity);
  }
  return readCluster(folder, home, identity);
}

function readCluster(folder: string, home: string, identity: Identity): Cluster {
  const data = join(home, 'data');
  accessSync(home, constants.R_OK | constants.X_OK);
  if (!existsSync(join(home, 'password')) || !existsSync(join(data, 'PG_VERSION')))
    throw new SetupError(
      `${home} is not a database that sevenllm made, or parts are missing. Move it away and run again.`,
    );
  const expected = identity.owner?.uid ?? process.geteuid?.();
  const { uid } = statSync(data);
  if (expected !== undefined && uid !== expected)
    throw new SetupError(
      `The database in ${folder} belongs to another user (id ${uid}). Run as that user or as root, or delete ${home} to begin anew.`,
    );
  return { home, data, password: readFileSync(join(home, 'password'), 'utf8').trim() };
}

async function createCluster(folder: string, home: string, identity: Identity): Promise<void> {
  const unfinished = mkdtempSync(join(folder, unfinishedPrefix));
  const data = join(unfinished, 'data');
  try {
    mkdirSync(data, { mode: 0o700 });
    if (identity.owner) chownSync(data, identity.owner.uid, identity.owner.gid);
    refuseWithoutModes(folder, data);
    await initialise(folder, data, identity);
    const password = randomBytes(24).toString('hex');
    await setUp(folder, data, identity, password);
    writeFileSync(join(data, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { flush: true });
    writeFileSync(join(unfinished, 'password'), `${password}\n`, { mode: 0o600, flush: true });
    renameSync(unfinished, home);
    flushFolder(folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

// Code-point order and Unicode case rules from PostgreSQL itself: the same on every system, whatever locales it has.
const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

async function initialise(folder: string, data: string, identity: Identity): Promise<void> {
  const args = ['--username=sevenllm', '--encoding=UTF8', ...locale, '--auth=trust', '--no-instructions'];
  const program = spawnProgram(identity, 'initdb', data, ['-D', dataArgument(identity, data), ...args], 'pipe');
  const { code, output } = await finished(program);
  if (code !== 0) throw explainedOutput('The built-in database could not be prepared.', output, folder);
}

// In single-user mode nothing listens yet, so there is no moment in which the server runs without a password.
async function setUp(folder: string, data: string, identity: Identity, password: string): Promise<void> {
  const args = ['--single', '-D', dataArgument(identity, data), 'postgres'];
  const program = spawnProgram(identity, 'postgres', data, args, 'pipe');
  program.stdin?.on('error', () => {});
  program.stdin?.end(`ALTER ROLE sevenllm PASSWORD '${password}'\nCREATE DATABASE sevenllm\n`);
  const { code, output } = await finished(program);
  // Single-user mode goes on after a failed statement and ends with 0.
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(output))
    throw explainedOutput('The built-in database could not be set up.', output, folder);
}

async function finished(program: ChildProcess): Promise<{ code: number | null; output: string }> {
  const [out, err, [code]] = await Promise.all([
    text(program.stdout!),
    text(program.stderr!),
    once(program, 'close') as Promise<[number | null]>,
  ]);
  return { code, output: out + err };
}

function refuseWithoutModes(folder: string, data: string): void {
  if (process.platform === 'win32') return;
  chmodSync(data, 0o700);
  if ((statSync(data).mode & 0o077) !== 0)
    throw new SetupError(
      `The file system of ${folder} keeps no owners and permissions, which PostgreSQL insists on (a folder shared from ` +
        'Windows or a host?). Move the project to a local disk, or set DATABASE_URL to a PostgreSQL of your own.',
    );
}

function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
