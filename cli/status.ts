import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { readStatus, type Status } from '../pipeline/ledger/status.ts';
import { batchLines } from './batch-lines.ts';
import { crawlTable } from './crawl-tables.ts';
import { curationLines } from './curate.ts';
import { judgeLines } from './judge-lines.ts';
import { configOf, printJson } from './options.ts';
import { pauseLine } from './pause.ts';
import { spendLines } from './spend-tables.ts';
import { evennessTable, pairTable, stageTable } from './tables.ts';
import { withLedger } from './with-ledger.ts';

export function statusCommand(): Command {
  return new Command('status')
    .description('what there is and how far it got')
    .option('--json', 'print it as JSON (stable; documented in the README)')
    .option('--watch [seconds]', 'print it anew every so many seconds (2), until stopped')
    .addHelpText(
      'after',
      '\nExamples:\n  sevenllm status\n  sevenllm status --watch\n  sevenllm status --json | jq .pairs',
    )
    .action(async ({ json = false, watch }: { json?: boolean; watch?: string | true }) => {
      const everyMs = watch === undefined ? undefined : 1000 * secondsOf(watch);
      await withLedger(configOf({}), async ({ db }) => {
        const status = await readStatus(db);
        if (everyMs === undefined) return json ? printJson(status) : console.log(statusText(status));
        await watchStatus(() => readStatus(db), { first: status, everyMs, json });
      });
    });
}

function secondsOf(watch: string | true): number {
  const seconds = watch === true ? 2 : Number(watch);
  if (!(seconds >= 0.1 && seconds <= 86_400)) throw new SetupError(`--watch takes seconds, not "${watch}".`);
  return seconds;
}

function statusText(status: Status): string {
  const lines: string[] = [];
  lines.push(stageTable(status.work));
  lines.push(pairTable(status.tasks));
  lines.push(evennessTable(status.evenness));
  if (status.crawls.length > 0) lines.push(crawlTable(status.crawls));
  for (const paused of status.paused) lines.push(pauseLine(paused));
  for (const { because, since } of status.holds) lines.push(`Crawls wait since ${since}: ${because}.`);
  for (const line of hostLines(status.hosts)) lines.push(line);
  for (const line of endpointLines(status.endpoints)) lines.push(line);
  for (const line of staleLines(status.stale)) lines.push(line);
  lines.push(`Documents: ${status.documents.en} English, ${status.documents.zh} Chinese.`);
  lines.push(`Pairs: ${status.pairs.en} English, ${status.pairs.zh} Chinese.`);
  if (status.curation.leftOut.length > 0) for (const line of curationLines(status.curation)) lines.push(line);
  for (const line of judgeLines(status.judges)) lines.push(line);
  for (const { model, calls, inputTokens, outputTokens } of status.completions)
    lines.push(`Answers of ${model}: ${calls}, ${inputTokens} tokens in, ${outputTokens} out.`);
  for (const line of batchLines(status.batches)) lines.push(line);
  for (const line of spendLines(status.spend)) lines.push(line);
  if (status.lastRun)
    lines.push(
      `Last run: ${status.lastRun.command}, ${status.lastRun.startedAt}, ${status.lastRun.outcome ?? 'not ended'}.`,
    );
  return lines.join('\n');
}

interface Watch {
  first: Status;
  everyMs: number;
  json: boolean;
}

/** Draws the status over the last one on a terminal; elsewhere one follows the other, as JSON each in one line. */
async function watchStatus(read: () => Promise<Status>, { first, everyMs, json }: Watch): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const redraw = process.stdout.isTTY && !json;
  for (let status = first; ; status = await read()) {
    const text = json ? JSON.stringify(status) : `${new Date().toISOString()}\n${statusText(status)}`;
    // Home, the rest of each line and of the screen cleared: a screen that is wiped first would flicker.
    process.stdout.write(redraw ? `\x1b[H${text.replaceAll('\n', '\x1b[K\n')}\x1b[K\n\x1b[J` : `${text}\n`);
    await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    if (stop.signal.aborted) return;
  }
}

function hostLines(hosts: Status['hosts']): string[] {
  return hosts.map(({ host, leftAloneUntil, heldUntil, slowdown, failures, lastError }) => {
    const until = leftAloneUntil ?? heldUntil;
    const what = leftAloneUntil
      ? `is left alone until ${until} after ${failures} failures in a row`
      : heldUntil
        ? `asked to be left alone until ${until}`
        : `is asked ${slowdown} times as seldom`;
    return `${host} ${what}${lastError ? `: ${lastError}` : ''}.`;
  });
}

function endpointLines(endpoints: Status['endpoints']): string[] {
  return endpoints.map(({ endpoint, model, pausedSince, tryAt, heldUntil, lastError }) => {
    const what = pausedSince
      ? `is paused since ${pausedSince}, and tried again at ${tryAt}`
      : `asked to be left alone until ${heldUntil}`;
    return `${model} at ${endpoint} ${what}${lastError ? `: ${lastError}` : ''}.`;
  });
}

function staleLines(stale: Status['stale']): string[] {
  const total = new Map<string, number>();
  for (const { because, count } of stale) total.set(because, (total.get(because) ?? 0) + count);
  return [...total].map(([because, count]) => `Stale cells: ${count}, because their ${because} has changed.`);
}
