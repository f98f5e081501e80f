import { Command } from 'commander';
import { readStatus, type Status } from '../pipeline/ledger/status.ts';
import { crawlTable } from './crawl-tables.ts';
import { configOf, printJson } from './options.ts';
import { spendLines } from './spend-tables.ts';
import { pairTable, stageTable } from './tables.ts';
import { withLedger } from './with-ledger.ts';

export function statusCommand(): Command {
  return new Command('status')
    .description('what there is and how far it got')
    .option('--json', 'print it as JSON (stable; documented in the README)')
    .addHelpText('after', '\nExamples:\n  sevenllm status\n  sevenllm status --json | jq .pairs')
    .action(async (options: { json?: boolean }) => {
      const status = await withLedger(configOf({}), ({ db }) => readStatus(db));
      if (options.json) return printJson(status);
      console.log(stageTable(status.work));
      console.log(pairTable(status.tasks));
      if (status.crawls.length > 0) console.log(crawlTable(status.crawls));
      for (const line of hostLines(status.hosts)) console.log(line);
      for (const line of endpointLines(status.endpoints)) console.log(line);
      for (const line of staleLines(status.stale)) console.log(line);
      console.log(`Documents: ${status.documents.en} English, ${status.documents.zh} Chinese.`);
      console.log(`Pairs: ${status.pairs.en} English, ${status.pairs.zh} Chinese.`);
      for (const { model, calls, inputTokens, outputTokens } of status.completions)
        console.log(`Answers of ${model}: ${calls}, ${inputTokens} tokens in, ${outputTokens} out.`);
      for (const line of spendLines(status.spend)) console.log(line);
      if (status.lastRun)
        console.log(
          `Last run: ${status.lastRun.command}, ${status.lastRun.startedAt}, ${status.lastRun.outcome ?? 'not ended'}.`,
        );
    });
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
