// Real processes, real faults, by seed: whatever befalls a run, its outcome is that of an undisturbed one.
//   npm run build && node tests/faults/run.mjs [--rounds 20] [--seed 1] [--at-once 1]
//   node tests/faults/run.mjs --replay SEED
// Every round has a seed of its own, the first's is --seed. Some faults take root, network namespaces or libfaketime.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../dist/pipeline/package-root.js';
import { leftOver } from './check-round.mjs';
import { abilities, planRound } from './plan-round.mjs';
import { runRound } from './run-round.mjs';

const { values } = parseArgs({
  options: {
    ...{ rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
    ...{ replay: { type: 'string' }, 'at-once': { type: 'string', default: '1' } },
  },
});
const first = Number(values.replay ?? values.seed);
const rounds = values.replay ? 1 : Number(values.rounds);
const seeds = Array.from({ length: rounds }, (_, index) => first + index);
const began = Date.now();

const root = mkdtempSync(join(tmpdir(), 'sevenllm-faults-'));
// PostgreSQL runs as another user than root, and looks for its clock in here.
chmodSync(root, 0o755);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const { pid } of leftOver(root)) process.kill(pid, 'SIGKILL');
    console.log(`Stopped; what there was is in ${root}.`);
    process.exit(130);
  });
const able = abilities();
for (const skipped of able.skipped) console.log(`Skipped here: ${skipped}.`);
const template = join(root, 'template');
prepareTemplate();

/** Outcomes of undisturbed rounds, by work. */
const undisturbed = new Map();
const results = [];
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
rmSync(template, { recursive: true, force: true });
const violated = results.filter(({ violations }) => violations.length > 0);
if (violated.length === 0) rmdirSync(root);
summarise();
process.exitCode = violated.length === 0 ? 0 : 1;

async function work() {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const plan = planRound(seed, able);
    const expected = await outcomeOf(plan.work);
    const result = await runRound(plan, { root, template, expected });
    results.push(result);
    print(result);
  }
}

function outcomeOf(work) {
  if (!undisturbed.has(work)) undisturbed.set(work, runUndisturbed(work));
  return undisturbed.get(work);
}

async function runUndisturbed(work) {
  const plan = { seed: work, placement: 'embedded', backend: 'postgres', work, workers: ['run'], faults: [] };
  const { violations, settled, folder, seconds } = await runRound(plan, { root, template });
  if (violations.length > 0) throw new Error(`The undisturbed round of ${work} failed (${folder}): ${violations}`);
  console.log(
    `${work}, undisturbed: ${settled.calls} calls, ${Object.keys(settled.shards).length} shards, ${seconds.toFixed(1)} s`,
  );
  return settled;
}

/** A home whose cluster and schemas are made already: each round copies it. */
function prepareTemplate() {
  const main = join(packageRoot, 'dist', 'cli', 'main.js');
  const { PATH, HOME } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [main, 'run', '--no-export', '--teacher', 'rules'], {
    cwd: root,
    env: { PATH, HOME, SEVENLLM_HOME: template },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The database could not be prepared: ${stderr}`);
}

function print({ plan, violations, settled, lost, injected, folder, seconds }) {
  const { seed, placement, backend, work, workers } = plan;
  const late = plan.faults.length - injected.length;
  const outcome = violations.length === 0 ? 'ok' : 'VIOLATED';
  console.log(
    `${outcome} seed ${seed}: ${work} on ${backend}, ${placement}, ${workers.join('+')}; ` +
      `${injected.join(', ') || 'no fault'}${late > 0 ? `, ${late} too late` : ''}; ` +
      `${settled?.calls ?? 0} calls, ${lost} lost; ${seconds.toFixed(1)} s`,
  );
  for (const violation of violations) console.log(`  ${violation}`);
  if (violations.length > 0) console.log(`  Kept in ${folder}; again: node tests/faults/run.mjs --replay ${seed}`);
}

function summarise() {
  const befell = new Map();
  for (const said of results.flatMap(({ injected }) => injected)) {
    const name = said.split(' ')[0];
    befell.set(name, (befell.get(name) ?? 0) + 1);
  }
  const counts = [...befell].sort(([, one], [, other]) => other - one).map(([name, count]) => `${name} ${count}`);
  const lost = results.reduce((sum, result) => sum + result.lost, 0);
  console.log(
    `${results.length} rounds, ${violated.length} violated, ${lost} calls lost under way, ${Math.round((Date.now() - began) / 1000)} s.`,
  );
  console.log(`Faults: ${counts.join(', ')}.`);
  if (violated.length > 0) console.log(`Violated: ${violated.map(({ plan }) => plan.seed).join(' ')}`);
}
