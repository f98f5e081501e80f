import { messageOf, SetupError, StopRunError } from './errors.ts';
import { asDatabaseTrouble } from './ledger/database-trouble.ts';

/** An error that nobody may go on after, as the one that stops a run. */
export function asStop(error: unknown): StopRunError {
  if (error instanceof StopRunError) return error;
  if (error instanceof SetupError) return new StopRunError(error.message, { cause: error });
  return asDatabaseTrouble(error) ?? new StopRunError(`Unexpected: ${messageOf(error)}`, { cause: error });
}
