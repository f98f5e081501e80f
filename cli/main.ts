#!/usr/bin/env node
import { program } from './program.ts';
import { reportError } from './report-error.ts';

// Output into a pipe that closed early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

try {
  await (await program(process.argv[2])).parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
