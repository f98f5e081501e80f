import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare, leftOver, settle } from './check-round.mjs';
import { Round } from './round.mjs';

/** Most milliseconds that the work of a round may take; it takes seconds. */
const patienceMs = 300_000;

/**
 * Runs a round to its end and checks it against an undisturbed one's outcome; without `expected`, it becomes one. Its
 * folder is kept where something is violated.
 */
export async function runRound(plan, { root, template, expected = null }) {
  const folder = join(root, `round-${plan.seed}`);
  const began = Date.now();
  const round = new Round(plan, folder);
  const violations = [];
  let settled = null;
  let lost = 0;
  try {
    await round.prepare(template);
    const ended = await round.work(expected, patienceMs);
    const workedMs = Date.now() - round.began;
    if (!ended) violations.push(`the work had not ended after ${patienceMs / 1000} s`);
    const stuck = await round.stopWorkers();
    if (stuck.length > 0) violations.push(`worker ${stuck.join()} did not stop when asked to`);
    const { violations: unsettled, ...rest } = await settle(round);
    violations.push(...unsettled);
    settled = { ...rest, calls: round.endpoint?.bought.length ?? 0, milliseconds: workedMs };
    if (expected) {
      const compared = compare(round, settled, expected);
      violations.push(...compared.violations);
      lost = compared.lost;
    }
  } catch (error) {
    violations.push(`the harness failed: ${error.stack}`);
    await round.stopWorkers().catch(() => {});
  }
  await round.close().catch((error) => violations.push(`not closed: ${error.message}`));
  for (const { pid, words } of leftOver(folder)) {
    violations.push(`left over: ${words}`);
    process.kill(pid, 'SIGKILL');
  }
  if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
  return { plan, violations, settled, lost, injected: told(round), folder, seconds: (Date.now() - began) / 1000 };
}

const told = ({ injected, began }) =>
  injected.map(({ name, from, said }) => `${name} at ${((from - began) / 1000).toFixed(1)} s (${said})`);
