// What politeness costs: CPU of this process for one turn at a host, alone and with a second process at the same host.
//   npm run build && node tests/benchmarks/host-gate.mjs [2000]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LedgerHostGate } from '../../dist/crawlers/fetch/host-gate.js';
import { loadConfig } from '../../dist/pipeline/config.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';

const [role, ...rest] = process.argv.slice(2);
if (role === 'turns') await take(rest[0], Number(rest[1]), Number(rest[2]), rest[3]);
else await compare(Number(role ?? 2000));

async function compare(count) {
  const home = mkdtempSync(join(tmpdir(), 'sevenllm-gate-'));
  const ledger = await openLedger(loadConfig({ home }, {}));
  try {
    const print = (what, runs) => {
      for (const { cpu, seconds, turns } of runs)
        console.log(`${what}: ${(cpu / turns).toFixed(3)} ms CPU a turn, ${Math.round(turns / seconds)} turns/s`);
    };
    print('delay 0', [await child(ledger.url, count * 10, 0, 'alone.example')]);
    print('delay 0.001', [await child(ledger.url, count, 0.001, 'paced.example')]);
    const both = [0, 1].map(() => child(ledger.url, count * 10, 0, 'shared.example'));
    print('delay 0, two processes', await Promise.all(both));
  } finally {
    await ledger.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function child(...args) {
  const process_ = spawn(process.execPath, [fileURLToPath(import.meta.url), 'turns', ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  process_.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => process_.once('close', resolve));
  if (code !== 0) throw new Error(`it ended with ${code}`);
  return JSON.parse(text);
}

/** Four at a time, each request a millisecond long. */
async function take(databaseUrl, count, delaySeconds, host) {
  const ledger = await openLedger(loadConfig({ databaseUrl }, {}));
  const gate = new LedgerHostGate(ledger);
  let left = count;
  const visit = async (through) => {
    while (left-- > 0) {
      const turn = await through();
      await new Promise((resolve) => setTimeout(resolve, 1));
      turn.done({ ok: true, status: 200, milliseconds: 1 });
    }
  };
  const measured = async (through) => {
    left = count;
    const before = process.cpuUsage();
    const began = performance.now();
    await Promise.all([1, 2, 3, 4].map(() => visit(through)));
    const { user, system } = process.cpuUsage(before);
    return { cpu: (user + system) / 1000, seconds: (performance.now() - began) / 1000, turns: count };
  };
  const idle = await measured(async () => ({ done() {} }));
  const gated = await measured(() => gate.enter(host, { delaySeconds, concurrency: 4 }));
  console.log(JSON.stringify({ ...gated, cpu: gated.cpu - idle.cpu }));
  await gate.close();
  await ledger.close();
}
