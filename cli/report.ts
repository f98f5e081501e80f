import { Command } from 'commander';
import { headlines } from '../pipeline/report/headlines.ts';
import { writeReport } from '../pipeline/report/write-report.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function reportCommand(): Command {
  return new Command('report')
    .description('write a page that shows what the dataset is made of, beside the published bench')
    .option('--out <file>', 'file to write the page to', 'report.html')
    .option('--json', 'print the figures of the page as JSON')
    .addHelpText(
      'after',
      `
The page is one HTML file that loads nothing and runs no script: it can be sent and opened anywhere.

Examples:
  sevenllm report
  sevenllm report --out reports/today.html
  sevenllm report --json | jq .grounding`,
    )
    .action(async (options: { out: string; json?: boolean }) => {
      const { figures, path } = await withLedger(configOf({}), (ledger) => writeReport(ledger, options.out));
      if (options.json) return printJson(figures);
      console.log(path);
      for (const { name, figure, beside } of headlines(figures).slice(0, 3))
        console.log(`${name}: ${figure}${beside === '' ? '' : ` (${beside})`}`);
      if (figures.curation.pairs.en + figures.curation.pairs.zh === 0)
        console.log('There are no pairs yet: the page says so. `sevenllm run` makes some.');
    });
}
