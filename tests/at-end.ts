import { afterAll } from 'vitest';

const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Does something when the test file ends, the last thing first; unlike `afterAll`, also where it is asked for within a test. */
export function atEnd(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}
