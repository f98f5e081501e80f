import { existsSync, writeFileSync } from 'node:fs';

/** The library that shows a process another time of day (Debian: libfaketime). */
const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
  .map((folder) => `${folder}/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));

export const canStepClocks = library !== undefined;

/** Name of the file that says how far a process's clock is off. */
export const clockFile = 'clock.offset';

/** What a process whose clock is to be stepped is started with. Its monotonic clock goes on as it was: so does a machine's. */
export const clockEnvironment = (file) => ({
  LD_PRELOAD: library,
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_CACHE_DURATION: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
});

export function stepClock(file, seconds) {
  writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
}
