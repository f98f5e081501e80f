import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Root only: copies PostgreSQL's programs to where every user can run them, once a version, for projects whose
 * node_modules others cannot enter. (The server resolves its own path, so the trick of standing in a closed folder that
 * serves for the data does not serve for the programs.) Null where no such place can be written.
 */
export function reachableCopy(
  native: string,
  log: (line: string) => void,
  bases = ['/var/cache/sevenllm', join(tmpdir(), 'sevenllm-root')],
): string | null {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  for (const base of bases) {
    try {
      mkdirSync(base, { recursive: true });
      if (!isOnlyRoots(base)) continue;
      chmodSync(base, 0o755);
      const target = join(base, `postgresql-${version}-${process.arch}`);
      if (!existsSync(target)) {
        log(`Copying PostgreSQL to ${target}, because it may not run as root and others cannot enter node_modules`);
        copyInto(native, base, target);
      }
      return target;
    } catch {
      // A read-only or full place: the next one.
    }
  }
  return null;
}

// In a shared temporary folder anybody could have made it first and put programs of their own in.
function isOnlyRoots(base: string): boolean {
  const { uid, mode } = lstatSync(base);
  return uid === 0 && (mode & 0o170022) === 0o040000;
}

function copyInto(native: string, base: string, target: string): void {
  const unfinished = mkdtempSync(join(base, 'unfinished-'));
  try {
    for (const part of ['bin', 'lib', 'share']) copyReadable(join(native, part), join(unfinished, part));
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

// The modes are set, not copied: an installation under umask 077 is readable by its owner only.
function copyReadable(from: string, to: string): void {
  const entry = lstatSync(from);
  if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (entry.isDirectory()) {
    mkdirSync(to);
    for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name));
    chmodSync(to, 0o755);
  } else {
    copyFileSync(from, to);
    chmodSync(to, entry.mode & 0o100 ? 0o755 : 0o644);
  }
}
