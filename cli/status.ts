import { Command } from 'commander';
import { readStatus } from '../pipeline/ledger/status.ts';
import { configOf, printJson } from './options.ts';
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
      console.log(`Documents: ${status.documents.en} English, ${status.documents.zh} Chinese.`);
      console.log(`Pairs: ${status.pairs.en} English, ${status.pairs.zh} Chinese.`);
      for (const { model, calls, inputTokens, outputTokens } of status.completions)
        console.log(`Answers of ${model}: ${calls}, ${inputTokens} tokens in, ${outputTokens} out.`);
      if (status.lastRun)
        console.log(
          `Last run: ${status.lastRun.command}, ${status.lastRun.startedAt}, ${status.lastRun.outcome ?? 'not ended'}.`,
        );
    });
}
