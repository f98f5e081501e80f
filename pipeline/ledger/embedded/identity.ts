import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../../errors.ts';
import { passedEnvironment } from './passed-environment.ts';
import { reachableCopy } from './reachable-copy.ts';
import { explainedOutput } from './setup-errors.ts';
import { unfinishedPrefix } from './unfinished-prefix.ts';

/** As whom, and from where, PostgreSQL's programs run. They refuse to run as root. */
export interface Identity {
  /** Folder of `bin`, `lib` and `share` that this identity can reach. */
  native: string;
  /** Whom the data folder must belong to, and who the programs run as; null where that is ourselves. */
  owner: { uid: number; gid: number } | null;
  /** What goes before the program on the command line. */
  wrapper: readonly string[];
  /** What the programs are told as their data folder; null for its plain path. */
  dataAs: string | null;
}

const nobody = { uid: 65534, gid: 65534 };

/*
 * The data folder's parents may be closed to the unprivileged user (root's home, a mode-0700 temporary folder). But a
 * process may always use the folder it stands in, and node enters `cwd` before it gives up root: so the server is started
 * standing in its data folder and told that its data is there. Through /proc/self/cwd no parent is ever walked.
 */
const standingThere = process.platform === 'linux' ? '/proc/self/cwd' : null;
const ourselves = (native: string): Identity => ({ native, owner: null, wrapper: [], dataAs: null });
const unprivileged = (native: string, owner: Identity['owner']): Identity => ({
  native,
  owner,
  wrapper: [],
  dataAs: standingThere,
});

/*
 * Where root may not change its user id (only one id is mapped, or the capability is gone), a user namespace shows root's
 * own files and processes under another number. Also for a user id without a passwd entry, which initdb insists on.
 */
const namespaced = (native: string): Identity => ({
  native,
  owner: null,
  wrapper: ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--'],
  dataAs: standingThere,
});

/** Chooses the identity for a project: ourselves, or as root an unprivileged user, or one in a user namespace. */
export function chooseIdentity(native: string, folder: string, log: (line: string) => void): Identity {
  const problems: string[] = [];
  const candidates = process.geteuid?.() === 0 ? forRoot(native, folder, log) : forUser(native);
  for (let step = candidates.next(); !step.done; ) {
    const problem = probe(step.value, folder);
    if (problem === null) return step.value;
    problems.push(problem.said);
    step = candidates.next(problem);
  }
  throw explainedOutput('No way to run the built-in PostgreSQL for this user was found.', problems.join('\n'), folder);
}

/** Why an identity will not do: it may not be taken on at all, or it cannot run the program where that lies. */
interface Problem {
  kind: 'forbidden' | 'unreachable';
  said: string;
}

function* forUser(native: string): Generator<Identity, void, Problem> {
  if (isInPasswd()) {
    yield ourselves(native);
    return;
  }
  yield namespaced(native);
  throw new SetupError(
    `PostgreSQL needs a name for user id ${process.geteuid?.()}: add the user to /etc/passwd (of the container), ` +
      'or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function* forRoot(native: string, folder: string, log: (line: string) => void): Generator<Identity, void, Problem> {
  const owner = dataOwner(folder);
  // Root's own data were made in a namespace before, and stay there.
  if (owner.uid !== 0) {
    const problem = yield unprivileged(native, owner);
    const copy = problem.kind === 'unreachable' ? reachableCopy(native, log) : null;
    if (copy) yield unprivileged(copy, owner);
  }
  yield namespaced(native);
}

// Existing data keep their owner: root may have been called in for a project of somebody else.
function dataOwner(folder: string): { uid: number; gid: number } {
  return statSync(join(folder, 'postgres', 'data'), { throwIfNoEntry: false }) ?? nobody;
}

function isInPasswd(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Null where the identity can own files here and run the server's program, else what went wrong. */
function probe(identity: Identity, folder: string): Problem | null {
  if (identity.owner) {
    const trial = mkdtempSync(join(folder, unfinishedPrefix));
    try {
      chownSync(trial, identity.owner.uid, identity.owner.gid);
    } catch (error) {
      return { kind: 'forbidden', said: (error as Error).message };
    } finally {
      rmdirSync(trial);
    }
  }
  const [file, args] = commandLine(identity, 'postgres', ['--version']);
  const { error, status, stderr } = spawnSync(file, args, { ...spawnOptions(identity, folder), encoding: 'utf8' });
  if (!error && status === 0) return null;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code === 'ENOENT' && identity.wrapper.length === 0)
    throw new SetupError(
      `${file} does not run on this system: the built-in PostgreSQL needs glibc (Alpine has musl). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
    );
  // EACCES is the program's; the other two are what changing the user id gives.
  const kind = code === 'EPERM' || code === 'EINVAL' ? 'forbidden' : 'unreachable';
  return { kind, said: `${[file, ...args].join(' ')}: ${error?.message ?? stderr}` };
}

/** Starts one of PostgreSQL's programs in the data folder. */
export function spawnProgram(
  identity: Identity,
  program: 'initdb' | 'postgres',
  data: string,
  args: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  const [file, all] = commandLine(identity, program, args);
  return spawn(file, all, { ...spawnOptions(identity, data), stdio, windowsHide: true });
}

/** The `-D` argument, for `spawnProgram`: where the data folder is, seen from the program. */
export const dataArgument = (identity: Identity, data: string): string => identity.dataAs ?? data;

function commandLine(identity: Identity, program: string, args: readonly string[]): [string, string[]] {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [file, ...rest] = [...identity.wrapper, join(identity.native, 'bin', program + suffix), ...args];
  return [file!, rest];
}

const spawnOptions = (identity: Identity, cwd: string) => ({
  cwd,
  env: { ...passedEnvironment(), LC_ALL: 'C', TZ: 'UTC' },
  ...(identity.owner ?? {}),
});
