import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { paidTwice } from './paid-twice.mjs';
import { callsAtOnce } from './round.mjs';
import { differences, readShards, readStandings } from './standings.mjs';

/** Ends a round by one more run, and tells what there is then; `violations` are those of the run and of the balance. */
export async function settle(round) {
  const violations = [];
  const last = await runCommand(round, 'last', round.lastRun);
  if (last.code !== 0)
    violations.push(`the last run ended with ${last.code}: ${last.stderr.trim().split('\n').at(-1)}`);
  const audited = await runCommand(round, 'audit', round.audit);
  if (audited.code !== 0) violations.push(`audit ended with ${audited.code}: ${brokenRules(audited.stdout)}`);
  const ledger = await openLedger(loadConfig(round.ledgerSettings, {}));
  try {
    const query = async (statement) => (await ledger.pool.query(statement)).rows;
    const standings = await readStandings(query);
    const [{ completions }] = await query('select count(*)::int as completions from completion');
    const twice = await query('select cell_id as id from pair group by cell_id having count(*) > 1');
    if (twice.length > 0) violations.push(`two pairs of ${twice.map(({ id }) => id).join()}`);
    return { violations, standings, completions, shards: readShards(round.lastRun.folder) };
  } finally {
    await ledger.close();
  }
}

/** Holds a round that was settled against an undisturbed one; returns what is wrong, as sentences. */
export function compare(round, settled, expected) {
  const { endpoint, workers, injected } = round;
  const violations = [
    ...differences('records that stand at', settled.standings, expected.standings),
    ...differences('shard', settled.shards, expected.shards),
    ...differences("first worker's shard", readShards(`${round.folder}/worker-0`), expected.shards),
  ];
  if (!endpoint) return { violations, lost: 0 };
  const ends = workers.flatMap((worker) => worker.ends.filter(({ at, code }) => code !== 0 && at >= round.began));
  const { excused, again } = paidTwice(endpoint.bought, [...injected, ...stoodStill(round)], ends);
  for (const calls of again)
    violations.push(`paid ${calls.length} times for one answer: ${calls.map((call) => told(call, round)).join('; ')}`);
  // Every process that was stopped or stood still loses no more than it may have under way.
  const most = callsAtOnce * (ends.length + injected.length * workers.length);
  if (excused > most) violations.push(`${excused} calls were lost, and no more than ${most} can have been under way`);
  const lost = endpoint.bought.length - new Set(endpoint.bought.map(({ hash }) => hash)).size;
  if (settled.completions !== expected.completions)
    violations.push(`${settled.completions} completions are stored, undisturbed ${expected.completions}`);
  return { violations, lost };
}

/** What workers say of themselves: on a machine that is too busy they stand still for longer than a lock, without a fault of ours. */
function stoodStill({ folder, workers, lockSeconds }) {
  return workers.flatMap((_, number) =>
    readFileSync(join(folder, `worker-${number}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.includes('stood still'))
      .map((line) => Date.parse(JSON.parse(line).time))
      .map((noticed) => ({ from: noticed - 2 * lockSeconds * 1000, to: noticed })),
  );
}

const told = ({ purpose, by, start, end }, { began }) =>
  `${purpose} by ${by} from ${start - began} to ${end === null ? 'never' : end - began} ms`;

/** Processes that are left over of a round: those that stand in its folder, or name it. */
export function leftOver(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const isOurs = words.includes(folder) || readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
        return isOurs ? [{ pid: Number(pid), words }] : [];
      } catch {
        return [];
      }
    });
}

async function runCommand(round, name, { args, folder }) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: round.environment(name),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  clearTimeout(timer);
  return { code, stdout, stderr };
}

function brokenRules(report) {
  try {
    const { stages, rules } = JSON.parse(report);
    return [
      ...stages.filter(({ balanced }) => !balanced).map(({ stage }) => `${stage} is not balanced`),
      ...rules.filter(({ violations }) => violations > 0).map(({ rule, ids }) => `${rule} (${ids.slice(0, 3).join()})`),
    ].join('; ');
  } catch {
    return report.slice(0, 300);
  }
}
