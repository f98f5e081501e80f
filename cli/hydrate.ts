import { Command, Option } from 'commander';
import { loadSources } from '../crawlers/load-sources.ts';
import { type HydrateReport, hydrate } from '../pipeline/hydrate/hydrate.ts';
import { defaultExport } from '../pipeline/shards/export-shards.ts';
import type { FormatOptions } from '../pipeline/shards/formats/format.ts';
import { formatNamed, formats } from '../pipeline/shards/formats/index.ts';
import { startSampleNews } from '../sample-news/server.ts';
import { withFormOptions } from './form-options.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { showLines } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { withLedger } from './with-ledger.ts';

interface HydrateOptions {
  out: string;
  format: string;
  target: FormatOptions['target'];
  template: FormatOptions['template'];
  json?: boolean;
}

export function hydrateCommand(): Command {
  const names = formats.filter(({ name, line }) => line && name !== 'pointers').map(({ name }) => name);
  const command = new Command('hydrate')
    .description("restore a dataset that was published without its articles' text")
    .argument('<file...>', 'shards of the format `pointers`, plain or compressed (.gz, .zst)')
    .requiredOption('--out <folder>', 'folder to write the restored shards to')
    .addOption(new Option('--format <name>', 'form to write').choices(names).default('sevenllm'));
  return withFormOptions(command)
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Fetches each page once, by the same rules and at the same turns as \`sevenllm crawl\` (robots.txt, reservations, delays, no
private addresses), and restores the pairs whose text is still there, word for word. \`unrestored.jsonl\` in the folder
names the others: changed, gone, refused or failed. Run it again to go on where it was interrupted, or to try
again what failed. Exit code 1 where nothing could be restored, or where a line holds no pointer.

Examples:
  sevenllm export --format pointers --out pointers
  sevenllm hydrate pointers/*.jsonl --out restored`,
    )
    .action(run);
}

async function run(files: string[], options: HydrateOptions): Promise<void> {
  const config = configOf({});
  const signal = interruptSignal();
  const sources = await loadSources(config.sources);
  // Whether a page of the sample site is among them is not known yet; to serve it costs little.
  const site = await startSampleNews();
  for (const [id, source] of sources)
    if (id.startsWith('sample-news-')) sources.set(id, { ...source, connectTo: site.connectTo });
  let line = 'Reading the pointers';
  const progress = showLines(async () => line, { text: line });
  try {
    const report = await withLedger(config, (ledger) =>
      hydrate(ledger, config, {
        ...{ files, sources, signal, folder: options.out, format: formatNamed(options.format)! },
        ...{ target: options.target, template: options.template },
        ...{ sizes: defaultExport.sizes, compression: defaultExport.compression },
        onProgress({ done, pages, host }) {
          line = `${done} of ${pages} pages, last of ${host}`;
        },
      }),
    ).finally(() => progress.stop());
    if (report.outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
    else if (report.restored === 0 || report.brokenCount > 0) process.exitCode = exitCodes.bad;
    if (options.json) printJson(report);
    else printReport(report);
    printBroken(report);
  } finally {
    await site.close();
  }
}

function printReport(report: HydrateReport): void {
  const { outcome, restored, changed, gone, refused, failed, pages, fetched, folder, files } = report;
  if (outcome === 'interrupted') {
    console.log(`Fetched ${fetched} pages; the same command goes on from here.`);
    return;
  }
  for (const { path, records, bytes } of files) console.log(`${folder}/${path}: ${records} pairs, ${bytes} bytes`);
  console.log(`${restored} pairs were restored of ${pages} pages, ${fetched} of them fetched now.`);
  const lost = Object.entries({ changed, gone, refused, failed }).filter(([, count]) => count > 0);
  if (lost.length > 0)
    console.log(
      `Not restored: ${lost.map(([reason, count]) => `${count} ${reason}`).join(', ')}. ${folder}/unrestored.jsonl says which and why.`,
    );
}

function printBroken({ broken, brokenCount }: HydrateReport): void {
  for (const { file, line, problem } of broken) console.error(`${file}: line ${line}: ${problem}`);
  if (brokenCount > broken.length) console.error(`… and ${brokenCount - broken.length} more.`);
  if (brokenCount > 0) console.error(`${brokenCount} lines hold no pointer, and were left out.`);
}
