import pg from 'pg';
import { messageOf, StopRunError } from '../errors.ts';

const unreachable = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  // A cable that was pulled, or a router that is gone.
  ...['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'],
]);
const shutDown = /^(08|57P)/;
const diskFull = new Set(['53100', '58030', 'ENOSPC']);

/**
 * A StopRunError where the ledger itself is in trouble: unreachable, shut down, out of disk. Nothing can be settled then,
 * so the record stays pending and the next run takes it up. Stages turn network errors of their own into the errors of
 * `errors.ts`, so a bare one can only be the ledger's.
 */
export function asDatabaseTrouble(error: unknown): StopRunError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (diskFull.has(code))
    return new StopRunError(
      `The disk is full (${messageOf(error)}). Free some space and run again; what was not finished is pending.`,
      { cause: error },
    );
  const lost =
    error instanceof pg.DatabaseError
      ? shutDown.test(code)
      : unreachable.has(code) ||
        /^(Connection terminated|Client has encountered a connection error)/.test(error.message);
  if (!lost) return undefined;
  return new StopRunError(
    `The connection to the database was lost (${messageOf(error)}). Start it and run again; what was not finished is pending.`,
    { cause: error },
  );
}

/** Deadlocks, serialisation, too many connections, locks, time-outs: the server is well, and may simply be asked again. */
export const mayBeRepeated = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(40|53[023]|55|57014)/.test(error.code ?? '');
