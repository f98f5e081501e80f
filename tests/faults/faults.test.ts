import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { packageRoot } from '../../pipeline/package-root.ts';

/** A taste; CI runs 20. The long run has 200: `node tests/faults/run.mjs --rounds 200 --seed 1000 --at-once 2`. */
const rounds = process.env.FAULT_ROUNDS ?? '6';
const seed = process.env.FAULT_SEED ?? '1';

it(`ends ${rounds} rounds of faults as undisturbed ones end`, async () => {
  const args = [join(packageRoot, 'tests', 'faults', 'run.mjs'), '--rounds', rounds, '--seed', seed, '--at-once', '2'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = await text(child.stdout);
  // What befell, and how a violation is played again, is worth reading either way.
  console.log(said);
  expect(await ended, said).toBe(0);
}, 7_200_000);
