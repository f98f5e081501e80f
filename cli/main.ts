#!/usr/bin/env node
import { program } from './program.ts';
import { reportError } from './report-error.ts';

// Output into a pipe that closed early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

// Whatever would still hold the process after its work is done, a connection that will not end for one, may not.
const leave = () => setTimeout(() => process.exit(), 5_000).unref();

try {
  await (await program(process.argv[2])).parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
} finally {
  leave();
}
