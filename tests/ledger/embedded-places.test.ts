import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { locateBinaries } from '../../pipeline/ledger/embedded/binaries.ts';
import { reachableCopy } from '../../pipeline/ledger/embedded/reachable-copy.ts';
import {
  buildCommand,
  Command,
  closedFolder,
  isRunning,
  keepersOf,
  query,
  remove,
  until,
} from './embedded-commands.ts';

const isRoot = process.geteuid?.() === 0;
let file: string;
let folder: string;
const places: string[] = [];

function newPlace(): string {
  const place = closedFolder();
  places.push(place);
  folder = join(place, '.sevenllm');
  return place;
}

async function works(command: Command): Promise<void> {
  const { url, error } = await command.opened();
  expect(error).toBeUndefined();
  expect(await query(url!, "select lower('É') || current_setting('TimeZone') as it")).toEqual([{ it: 'éUTC' }]);
  await command.tell('close');
  expect(keepersOf(folder)).toEqual([]);
}

const succeeds = (program: string, args: string[], options = {}) => spawnSync(program, args, options).status === 0;

const canRead = (uid: number) => succeeds(process.execPath, ['--check', file], { uid, gid: uid });

beforeAll(() => {
  file = buildCommand();
});
afterEach(async () => {
  await until(() => keepersOf(folder).length === 0);
  for (const place of places.splice(0)) remove(place);
});
afterAll(() => remove(dirname(file)));

describe('a new data folder', () => {
  it('works in a folder that others cannot enter, on the loopback only, for who has the password', async () => {
    newPlace();
    const command = new Command(file, folder);
    const { url } = await command.opened();
    const wrong = new URL(url!);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    const shown = await query(
      url!,
      "select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'unix_socket_directories', 'max_connections') order by name",
    );
    expect(shown).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'max_connections', setting: '200' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    await works(command);
    expect(statSync(join(folder, 'postgres/password')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['postgres']);
  });

  it('works at the end of a path longer than socket paths may be', async () => {
    const deep = join(newPlace(), 'x'.repeat(90), 'y'.repeat(90));
    mkdirSync(deep, { recursive: true });
    folder = join(deep, '.sevenllm');
    await works(new Command(file, folder));
  });

  it('is made anew where an earlier making was killed in the middle', async () => {
    newPlace();
    const first = new Command(file, folder);
    const unfinished = () => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name !== 'postgres');
    await until(() => unfinished().some((name) => existsSync(join(folder, name, 'data/base'))), 30_000);
    for (const keeper of keepersOf(folder)) process.kill(keeper, 'SIGKILL');
    await first.kill();
    await works(new Command(file, folder));
    expect(readdirSync(folder)).toEqual(['postgres']);
  });
});

describe('an existing data folder', () => {
  let kept: string;
  beforeAll(async () => {
    kept = join(closedFolder(), '.sevenllm');
    folder = kept;
    await works(new Command(file, folder));
  });
  beforeEach(() => {
    folder = kept;
  });
  afterAll(() => remove(dirname(kept)));

  it('starts although postmaster.pid names a living stranger', async () => {
    const data = join(folder, 'postgres/data');
    const { uid, gid } = statSync(data);
    // As in a container started anew, where the number belongs to another process of the same user.
    const stranger = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    const pidFile = join(data, 'postmaster.pid');
    writeFileSync(pidFile, `${stranger.pid}\n${data}\n1795500000\n5432\n\n127.0.0.1\n  5432001        77\nready   \n`);
    if (isRoot) chownSync(pidFile, uid, gid);
    await works(new Command(file, folder));
    expect(isRunning(stranger.pid!)).toBe(true);
    stranger.kill();
  });

  it.runIf(isRoot)('tells a user whose it is not', async ({ skip }) => {
    if (!canRead(1)) skip('this work tree is closed to other users');
    chmodSync(dirname(folder), 0o755);
    const { error, name } = await new Command(file, folder, { uid: 1, gid: 1 }).opened();
    expect([name, error]).toEqual(['SetupError', expect.stringMatching(/^No permission for .*\.sevenllm/)]);
  });

  it('that is damaged is named with the end of its log', async () => {
    remove(join(folder, 'postgres/data/global/pg_control'));
    const command = new Command(file, folder);
    const { error, name } = await command.opened();
    expect(name).toBe('SetupError');
    expect(error).toMatch(/did not start.*server\.log[\s\S]*could not find the database system[\s\S]*DATABASE_URL/);
    await command.ended;
  });
});

describe('a machine that npm has no PostgreSQL for', () => {
  it('is told to bring its own', () => {
    const binaries = join(dirname(file), 'pipeline/ledger/embedded/binaries.js');
    const script = `Object.defineProperty(process, 'arch', { value: 's390x' });
      const { locateBinaries } = await import(${JSON.stringify(binaries)});
      try { locateBinaries() } catch (error) { console.log(error.name, error.message) }`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stdout).toMatch(/^SetupError .*-s390x.*DATABASE_URL/);
  });
});

describe.runIf(isRoot)('as another user', () => {
  const asUser = (uid: number) => {
    const place = newPlace();
    chownSync(place, uid, uid);
    return new Command(file, folder, { uid, gid: uid, env: { PATH: process.env.PATH } });
  };

  it('works for an ordinary user', async ({ skip }) => {
    if (!canRead(1)) skip('this work tree is closed to other users');
    await works(asUser(1));
    expect(statSync(join(folder, 'postgres/data')).uid).toBe(1);
  });

  it('works for a user without a name, or says what is missing', async ({ skip }) => {
    if (!canRead(12345)) skip('this work tree is closed to other users');
    const namespaces = succeeds('unshare', ['--user', '--map-user=65534', 'true'], { uid: 12345, gid: 12345 });
    const command = asUser(12345);
    if (namespaces) return works(command);
    expect((await command.opened()).error).toMatch(/user id 12345.*DATABASE_URL/);
    await command.ended;
  });
});

describe.runIf(isRoot)('where root has less than usual', () => {
  it('runs in a user namespace if it may not change its user', async ({ skip }) => {
    const without = ['setpriv', '--bounding-set=-setuid,-setgid,-chown', '--'];
    if (!succeeds('setpriv', [...without.slice(1), 'unshare', '--user', '--map-user=65534', 'true']))
      skip('no user namespaces here');
    newPlace();
    await works(new Command(file, folder, {}, without));
    expect(statSync(join(folder, 'postgres/data')).uid).toBe(0);
    // And the same data with the usual powers.
    await works(new Command(file, folder));
  });

  it('runs programs that others cannot reach from a copy', () => {
    const base = join(newPlace(), 'copies');
    const native = locateBinaries();
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const copy = reachableCopy(native, log, [base])!;
    expect(reachableCopy(native, log, [base])).toBe(copy);
    expect(lines).toHaveLength(1);
    chmodSync(dirname(base), 0o755);
    expect(succeeds(join(copy, 'bin/postgres'), ['--version'], { uid: 65534, gid: 65534 })).toBe(true);
  });

  it('trusts no copy that somebody else could have made', () => {
    const base = mkdtempSync(join(newPlace(), 'copies-'));
    chownSync(base, 1, 1);
    expect(reachableCopy(locateBinaries(), () => {}, [base])).toBeNull();
  });

  it('says so when the disk is full', async ({ skip }) => {
    const place = newPlace();
    if (!succeeds('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', place])) skip('may not mount');
    try {
      const command = new Command(file, folder);
      const { name, error } = await command.opened();
      expect([name, error]).toEqual(['SetupError', expect.stringMatching(/^The disk that holds .* is full/)]);
      await command.ended;
      await until(() => keepersOf(folder).length === 0);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      // Lazily: a process that has just ended may still be letting go of its folder.
      spawnSync('umount', ['--lazy', place]);
    }
  });
});
