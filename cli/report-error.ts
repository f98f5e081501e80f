import { CommanderError } from 'commander';
import { BudgetSpentError, messageOf, SetupError, StopRunError } from '../pipeline/errors.ts';

/** Exit codes: 0 done; 1 the result is not good; 2 the call or the set-up is wrong; 3 the budget is spent; 130 interrupted. */
export const exitCodes = { done: 0, bad: 1, setup: 2, budget: 3, interrupted: 130 } as const;

/** Prints what went wrong as a sentence, with a stack trace only where it is our own fault; returns the exit code. */
export function reportError(error: unknown): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.setup;
  if (error instanceof SetupError || error instanceof StopRunError) {
    console.error(`sevenllm: ${messageOf(error)}`);
    if (error instanceof BudgetSpentError) return exitCodes.budget;
    // What stopped a run may have been the set-up as well, as it turned out on the way.
    const isSetup = error instanceof SetupError || error.cause instanceof SetupError;
    return isSetup ? exitCodes.setup : exitCodes.bad;
  }
  console.error(`sevenllm: unexpected error: ${messageOf(error)}`);
  if (error instanceof Error && error.stack) console.error(error.stack);
  return exitCodes.bad;
}
