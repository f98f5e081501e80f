import { InvalidArgumentError } from 'commander';

/** A whole number that stands on the command line, nine digits at most. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
