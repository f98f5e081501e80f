import { Command, Option } from 'commander';
import { exportShards } from '../pipeline/shards/export-shards.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description('write the dataset as shards with a manifest')
    .addOption(new Option('--format <name>', 'format of the shards').choices(['sevenllm']).default('sevenllm'))
    .requiredOption('--out <folder>', 'folder to write to')
    .option('--model <name>', 'whose pair to take where several models answered the same')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  sevenllm export --format sevenllm --out shards')
    .action(async (options: { out: string; model?: string; json?: boolean }) => {
      const config = configOf(options);
      const report = await withLedger(config, (ledger) =>
        exportShards(ledger, config, options.out, options.model ?? ''),
      );
      if (options.json) return printJson(report);
      for (const { path, records, bytes } of report.files)
        console.log(`${report.folder}/${path}: ${records} pairs, ${bytes} bytes`);
      console.log(`${report.folder}/${report.manifest}`);
      if (report.pairs === 0) console.log('There are no pairs yet; `sevenllm run` makes some.');
    });
}
