import { Command } from 'commander';
import { curate } from '../pipeline/curation/curate.ts';
import type { CurationReport } from '../pipeline/curation/curation-report.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function curateCommand(): Command {
  return new Command('curate')
    .description('decide which pairs exports leave out: duplicates, and those above a cap')
    .option('--model <name>', 'whose pair to take where several models answered the same', '')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nNothing is deleted: `sevenllm show pair_…` says why a pair is left out, and `sevenllm status` counts them.' +
        '\nAn export does this by itself.\n\nExamples:\n  sevenllm curate\n  SEVENLLM_DOCUMENT_CAP=5 sevenllm curate --json',
    )
    .action(async (options: { model: string; json?: boolean }) => {
      const config = configOf({});
      const report = await withLedger(config, ({ db }) => curate(db, config, options.model));
      if (options.json) return printJson(report);
      if (!report.isFresh) console.log('Nothing has changed since the last time.');
      for (const line of curationLines(report)) console.log(line);
    });
}

/** How many pairs exports take, and how many they leave out for what. */
export function curationLines({ pairs, exported, leftOut }: CurationReport): string[] {
  return [
    `Exported: ${exported.en} of ${pairs.en} English pairs, ${exported.zh} of ${pairs.zh} Chinese.`,
    ...leftOut.map(({ reason, en, zh }) => `Left out, ${reason}: ${en} English, ${zh} Chinese.`),
  ];
}
