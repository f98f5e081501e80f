import { spawnSync } from 'node:child_process';
import { canStepClocks } from './engines/clock.mjs';
import { SecondMachine } from './engines/second-machine.mjs';
import { faults } from './faults/index.mjs';
import { Random } from './random.mjs';

/** What this machine lets us do to processes, and why it does not. */
export function abilities() {
  const isRoot = process.getuid?.() === 0;
  const skipped = [];
  const able = (can, what, why) => {
    if (!can) skipped.push(`${what}: ${why}`);
    return can;
  };
  return {
    placements: [
      ['embedded', 3],
      ['server', 3],
      ['proxied', 2],
      ...(able(isRoot, 'full disks', 'only root can mount a small one') ? [['small-disk', 2]] : []),
      ...(able(canStepClocks, 'stepped clocks', 'libfaketime is not installed') ? [['stepped-clocks', 2]] : []),
      ...(able(SecondMachine.isPossible, 'two machines', 'no network namespace can be made')
        ? [['two-machines', 3]]
        : []),
    ],
    backends: ['postgres', ...(able(hasRedis(), 'Redis', 'redis-server is not installed') ? ['redis'] : [])],
    isRoot,
    skipped,
  };
}

const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

/** All that happens in a round, as its seed decides; of faults, one to three. */
export function planRound(seed, { placements, backends, isRoot }) {
  const random = new Random(seed);
  const placement = random.weighed(placements);
  const backend = random.pick(backends);
  const work = random.weighed([
    ['openai', 6],
    ['judged', 2],
    ['rules', 2],
    ['crawl', 2],
  ]);
  const count = random.whole(placement === 'two-machines' ? 2 : 1, 4);
  // The first takes the input in, and its end is the end of the round.
  const workers = Array.from({ length: count }, (_, number) => (number === 0 || random.chance(0.3) ? 'run' : 'work'));
  const isFresh = placement === 'embedded' && random.chance(0.2);
  const plan = { seed, placement, backend, work, workers, isFresh, isRoot };
  const fitting = faults.filter((fault) => fault.fits(plan));
  const drawn = Array.from({ length: random.whole(1, 3) }, () => {
    const fault = random.weighed(fitting.map((one) => [one, one.weight ?? 1]));
    return { name: fault.name, when: momentOf(random), details: fault.draw?.(random, plan) ?? {} };
  });
  return { ...plan, faults: drawn };
}

/** Most come while there is work; some while the processes start, and take their input in. */
const momentOf = (random) =>
  random.chance(0.2) ? { milliseconds: random.whole(0, 3000) } : { share: random.between(0.02, 0.95) };
