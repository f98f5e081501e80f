import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Command } from 'commander';
import { findChromium } from '../crawlers/fetch/find-chromium.ts';
import type { Config } from '../pipeline/config.ts';
import { messageOf, SetupError } from '../pipeline/errors.ts';
import { type Ledger, openLedger } from '../pipeline/ledger/ledger.ts';
import { shownUrl } from '../pipeline/shown-url.ts';
import { examineEndpoint, type Finding } from '../pipeline/teacher/openai/examine/examine-endpoint.ts';
import {
  checkClock,
  checkConnections,
  checkDatabase,
  checkDatabaseUser,
  checkNode,
  checkOpenFiles,
  checkQueue,
  checkRedis,
  type Doubt,
} from './doctor-checks.ts';
import { configOf, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { withLedger } from './with-ledger.ts';

const leastFreeBytes = 2 * 1024 ** 3;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check what this program needs, and say what to do about what is missing')
    .option('--model [name]', 'probe the endpoint and this model instead, or the configured one, by about six calls')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExamples:\n  sevenllm doctor\n  sevenllm doctor --model llama3.1:8b')
    .action(async ({ model, json }: { model?: string | true; json?: boolean }) => {
      const config = configOf({ model: typeof model === 'string' ? model : undefined });
      const findings = model ? await examineModel(config) : await examine(config);
      if (findings.some(({ ok }) => !ok)) process.exitCode = exitCodes.bad;
      if (json) return printJson(findings);
      for (const { what, ok, warning, found } of findings)
        console.log(`${ok ? (warning ? '!' : '✓') : '✗'} ${what}: ${found}`);
    });
}

/** Where the ledger cannot be opened, the endpoint is probed all the same, and what was found is not remembered. */
async function examineModel(config: Config): Promise<Finding[]> {
  if (!config.openaiBaseUrl && !config.openaiApiKey)
    throw new SetupError(
      'There is no endpoint to probe: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own (such as http://127.0.0.1:11434/v1).',
    );
  let ledger: Ledger | undefined;
  let trouble: Finding | undefined;
  try {
    ledger = await openLedger(config);
  } catch (error) {
    trouble = { what: 'ledger', ok: true, warning: true, found: `nothing is remembered: ${messageOf(error)}` };
  }
  try {
    const findings = await examineEndpoint(config, ledger?.db ?? null);
    return trouble ? [...findings, trouble] : findings;
  } finally {
    await ledger?.close();
  }
}

async function examine(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (what: string, find: () => Promise<string | Doubt> | string | Doubt) => {
    try {
      const found = await find();
      if (typeof found === 'string') findings.push({ what, ok: true, found });
      else findings.push({ what, ok: true, warning: true, found: found.doubt });
    } catch (error) {
      findings.push({ what, ok: false, found: messageOf(error) });
    }
  };
  await look('Node.js', checkNode);
  await look('database', () =>
    withLedger(config, async (ledger) => {
      await look('queue', () => checkQueue(config, ledger));
      await look('connections', () => checkConnections(ledger));
      await look('clock', () => checkClock(ledger));
      await look('database user', () => checkDatabaseUser(config, ledger));
      return checkDatabase(config, ledger);
    }),
  );
  if (config.redisUrl) await look('Redis', () => checkRedis(config.redisUrl!));
  await look('open files', checkOpenFiles);
  await look('browser', () => {
    const path = findChromium();
    if (path) return path;
    throw new Error(
      'no Chromium; pages drawn by script are read without it. Install one, or name it by CHROMIUM_PATH.',
    );
  });
  await look('disk', async () => {
    const { bavail, bsize } = await statfs(existsSync(config.home) ? config.home : '.');
    const gigabytes = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free`;
    if (bavail * bsize < leastFreeBytes) throw new Error(`${gigabytes}; free some space before a long run.`);
    return gigabytes;
  });
  await look('teacher', () => describeTeacher(config));
  return findings;
}

async function describeTeacher(config: Config): Promise<string> {
  const endpoint =
    (config.openaiBaseUrl && shownUrl(config.openaiBaseUrl)) ?? (config.openaiApiKey ? 'the OpenAI API' : null);
  if (config.teacher === 'rules' || !endpoint)
    return 'the built-in rules (set OPENAI_BASE_URL or OPENAI_API_KEY for a model)';
  if (!config.openaiBaseUrl) return `${config.model} at ${endpoint}`;
  const response = await fetch(`${config.openaiBaseUrl.replace(/\/$/, '')}/models`, {
    headers: config.openaiApiKey ? { authorization: `Bearer ${config.openaiApiKey}` } : {},
    signal: AbortSignal.timeout(5000),
  }).catch((error: unknown) => {
    throw new Error(`${endpoint} cannot be reached (${messageOf(error)}). Start it or correct OPENAI_BASE_URL.`);
  });
  if (response.status === 401 || response.status === 403)
    throw new Error(`${endpoint} refuses the key (HTTP ${response.status}). Check OPENAI_API_KEY.`);
  return `${config.model} at ${endpoint} (HTTP ${response.status}); probe it by sevenllm doctor --model`;
}
