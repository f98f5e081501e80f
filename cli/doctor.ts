import { statfs } from 'node:fs/promises';
import { Command } from 'commander';
import { findChromium } from '../crawlers/fetch/find-chromium.ts';
import type { Config } from '../pipeline/config.ts';
import { messageOf } from '../pipeline/errors.ts';
import { openWorkQueue } from '../pipeline/queue/work-queue.ts';
import { shownUrl } from '../pipeline/shown-url.ts';
import { configOf, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { withLedger } from './with-ledger.ts';

interface Finding {
  what: string;
  ok: boolean;
  found: string;
}

const leastFreeBytes = 2 * 1024 ** 3;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check what this program needs, and say what to do about what is missing')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  sevenllm doctor')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine(configOf({}));
      if (findings.some(({ ok }) => !ok)) process.exitCode = exitCodes.bad;
      if (options.json) return printJson(findings);
      for (const { what, ok, found } of findings) console.log(`${ok ? '✓' : '✗'} ${what}: ${found}`);
    });
}

async function examine(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (what: string, find: () => Promise<string> | string) => {
    try {
      findings.push({ what, ok: true, found: await find() });
    } catch (error) {
      findings.push({ what, ok: false, found: messageOf(error) });
    }
  };
  await look('Node.js', () => process.version);
  await look('database', () =>
    withLedger(config, async (ledger) => {
      const { rows } = await ledger.pool.query<{ server_version: string }>('show server_version');
      await look('queue', async () => {
        const queue = await openWorkQueue(config, ledger);
        await queue.close();
        return `BullMQ on ${queue.backend}`;
      });
      return `PostgreSQL ${rows[0]?.server_version}, ${config.databaseUrl ? 'of DATABASE_URL' : `embedded in ${config.home}`}`;
    }),
  );
  await look('browser', () => {
    const path = findChromium();
    if (path) return path;
    throw new Error(
      'no Chromium; pages drawn by script are read without it. Install one, or name it by CHROMIUM_PATH.',
    );
  });
  await look('disk', async () => {
    const { bavail, bsize } = await statfs('.');
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
  return `${config.model} at ${endpoint} (HTTP ${response.status})`;
}
