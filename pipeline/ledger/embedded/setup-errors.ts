import { messageOf, SetupError } from '../../errors.ts';

const instead = 'Or set DATABASE_URL to a PostgreSQL of your own.';

/** Words an operating system's error about the data folder as what a person can do; anything else comes back unchanged. */
export function explained(error: unknown, folder: string): unknown {
  if (error instanceof SetupError) return error;
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, error);
  if (code === 'EROFS') return new SetupError(`${folder} is on a read-only file system. ${instead}`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new SetupError(
      `No permission for ${folder} (${messageOf(error)}). Run as the user the folder belongs to, or make it writable. ${instead}`,
      { cause: error },
    );
  if (code === 'ENOTSUP' || code === 'EOPNOTSUPP')
    return new SetupError(
      `The file system of ${folder} lacks what a database needs (${messageOf(error)}). Move the project to a local disk. ${instead}`,
      { cause: error },
    );
  return error;
}

/** The same for what a PostgreSQL program printed before it gave up. */
export function explainedOutput(what: string, output: string, folder: string): SetupError {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(folder, new Error(output));
  const lastLines = output.trim().split('\n').slice(-8).join('\n  ');
  return new SetupError(`${what} Its last words were:\n  ${lastLines || '(nothing)'}\n${instead}`);
}

function diskFull(folder: string, cause: unknown): SetupError {
  return new SetupError(`The disk that holds ${folder} is full. Free some room and run again; nothing is lost.`, {
    cause,
  });
}
