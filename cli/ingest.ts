import { Command } from 'commander';
import { loadSources } from '../crawlers/load-sources.ts';
import { messageOf, SetupError } from '../pipeline/errors.ts';
import { type IngestReport, ingest } from '../pipeline/ingest/ingest.ts';
import { findInputFiles } from '../pipeline/ingest/input-files.ts';
import { type SkipReason, skipReasons } from '../pipeline/ingest/skip-reasons.ts';
import type { Session } from '../pipeline/session.ts';
import { showIngestProgress } from './ingest-progress.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { withSession } from './with-session.ts';

export interface InputOptions {
  textField?: string;
  idField?: string;
  titleField?: string;
  languageField?: string;
  sourceName?: string;
  urlPattern?: string;
}

export function addInputOptions(command: Command): Command {
  return command
    .option('--text-field <name>', 'field of a JSONL record that holds its text', 'text')
    .option('--id-field <name>', 'field that holds its id (default: the line number)')
    .option('--title-field <name>', 'field that holds its title')
    .option('--language-field <name>', 'field that holds its language, en or zh (default: told from the text)')
    .option('--source-name <name>', 'source of what is of no known source (default: local, or warc for archives)')
    .option('--url-pattern <regex>', 'of WARC files: only pages whose address it matches');
}

export function ingestCommand(): Command {
  const command = new Command('ingest')
    .description('take files in as pages: .html, .md, .txt, .jsonl, .warc, .wet; the last three .gz as well')
    .argument('<file...>', 'files or globs')
    .option('--json', 'print the report as JSON');
  return addInputOptions(command)
    .addHelpText(
      'after',
      `
Reading a file again adds nothing. \`sevenllm run\` then makes pairs of what was taken in.

Of a WARC file, pages in HTML and plain text that were answered with 200 are taken in under their own addresses, and
counted as their source's where it is known; WET files give their texts. All else is skipped and counted, and so are
pages whose owner reserves them (noindex, noarchive, noai, TDM). What is broken is dropped in the ledger as unreadable.

Examples:
  sevenllm ingest 'reports/**/*.{html,md}'
  sevenllm ingest corpus.jsonl.gz --text-field body --id-field id --title-field headline
  sevenllm ingest my-crawl.warc.gz --source-name my-crawl
  sevenllm ingest 'CC-MAIN-*.warc.gz' --url-pattern '^https://([^/]+[.])?(cisa[.]gov|securelist[.]com)/'
  sevenllm ingest 'CC-MAIN-*.warc.wet.gz' --json`,
    )
    .action(async (patterns: string[], options: InputOptions & { json?: boolean }) => {
      const signal = interruptSignal();
      await withSession({ config: configOf({}), command: 'ingest' }, async (session) => {
        const report = await ingestFiles(session, patterns, options, signal);
        if (options.json) printJson(report);
        else console.log(ingestSummary(report).join('\n'));
        printBroken(report);
        if (signal.aborted) process.exitCode = exitCodes.interrupted;
      });
    });
}

/** Reads the files into the ledger, showing how far it is. Throws a SetupError where a file or the pattern is wrong. */
export async function ingestFiles(
  session: Session,
  patterns: readonly string[],
  options: InputOptions,
  signal: AbortSignal,
): Promise<IngestReport> {
  const files = await findInputFiles(patterns);
  const { textField = 'text', idField, titleField, languageField, sourceName } = options;
  const urlPattern = urlPatternOf(options);
  if (urlPattern && !files.some(({ format }) => format === 'warc'))
    throw new SetupError('--url-pattern chooses among the pages in WARC files, and none of these files is one.');
  const sources = await loadSources(configOf({}).sources);
  await session.expectDocuments();
  const progress = showIngestProgress();
  try {
    return await ingest(session.ledger, {
      files,
      fields: { text: textField, id: idField, title: titleField, language: languageField },
      warc: { urlPattern, sources },
      source: sourceName,
      runId: session.runId,
      signal,
      onProgress: progress.update,
    });
  } finally {
    progress.stop();
  }
}

function urlPatternOf({ urlPattern }: InputOptions): RegExp | undefined {
  if (urlPattern === undefined) return undefined;
  try {
    return new RegExp(urlPattern);
  } catch (error) {
    throw new SetupError(`--url-pattern must be a regular expression: ${messageOf(error)}.`);
  }
}

/** The report as an answer: what came in, what did not and why, what next. */
function ingestSummary({ files, records, added, skipped, skippedCount, brokenCount }: IngestReport): string[] {
  const known = records - skippedCount - added;
  const lines = [
    `Took in ${counted(added, 'new record')} of ${records} from ${counted(files, 'file')}` +
      `${known > 0 ? `; ${known} were known already` : ''}.`,
  ];
  if (skippedCount > 0) {
    lines.push('', `${skippedCount} records are no pages to take in:`);
    const counts = Object.entries(skipped).sort(([, one], [, other]) => other - one);
    const width = String(counts[0]?.[1] ?? 0).length;
    for (const [reason, count] of counts)
      lines.push(`  ${String(count).padStart(width)}  ${skipReasons[reason as SkipReason]}`);
    lines.push('');
  }
  if (added > brokenCount) lines.push('`sevenllm run` makes pairs of them.');
  return lines;
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Names the records that could not be read; the others went on, but the exit code says that not all is well. */
export function printBroken({ broken, brokenCount }: IngestReport): void {
  if (brokenCount === 0) return;
  for (const { file, place, problem } of broken) console.error(`${file}: ${place}: ${problem}`);
  if (brokenCount > broken.length) console.error(`… and ${brokenCount - broken.length} more.`);
  console.error(`${brokenCount} records could not be read; they are dropped in the ledger as unreadable.`);
  process.exitCode = exitCodes.bad;
}
