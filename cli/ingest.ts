import { Command } from 'commander';
import { type IngestReport, ingest } from '../pipeline/ingest/ingest.ts';
import { findInputFiles } from '../pipeline/ingest/input-files.ts';
import type { Session } from '../pipeline/session.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { withSession } from './with-session.ts';

export interface InputOptions {
  textField?: string;
  idField?: string;
  titleField?: string;
  languageField?: string;
  sourceName?: string;
}

export function addInputOptions(command: Command): Command {
  return command
    .option('--text-field <name>', 'field of a JSONL record that holds its text', 'text')
    .option('--id-field <name>', 'field that holds its id (default: the line number)')
    .option('--title-field <name>', 'field that holds its title')
    .option('--language-field <name>', 'field that holds its language, en or zh (default: told from the text)')
    .option('--source-name <name>', 'what to call the source of these files', 'local');
}

export function ingestCommand(): Command {
  const command = new Command('ingest')
    .description('take files in as pages: .html, .md, .txt, .jsonl, .jsonl.gz')
    .argument('<file...>', 'files or globs')
    .option('--json', 'print the report as JSON');
  return addInputOptions(command)
    .addHelpText(
      'after',
      `
Reading a file again adds nothing. \`sevenllm run\` then makes pairs of what was taken in.

Examples:
  sevenllm ingest 'reports/**/*.{html,md}'
  sevenllm ingest corpus.jsonl.gz --text-field body --id-field id --title-field headline`,
    )
    .action(async (patterns: string[], options: InputOptions & { json?: boolean }) => {
      const signal = interruptSignal();
      await withSession({ config: configOf({}), command: 'ingest' }, async (session) => {
        const report = await ingestFiles(session, patterns, options, signal);
        if (options.json) printJson(report);
        else {
          console.log(`Took in ${report.added} new of ${report.records} records from ${report.files} files.`);
          if (report.added > 0) console.log('`sevenllm run` makes pairs of them.');
        }
        printBroken(report);
        if (signal.aborted) process.exitCode = exitCodes.interrupted;
      });
    });
}

export async function ingestFiles(
  session: Session,
  patterns: readonly string[],
  options: InputOptions,
  signal: AbortSignal,
): Promise<IngestReport> {
  const files = await findInputFiles(patterns);
  const { textField = 'text', idField, titleField, languageField, sourceName = 'local' } = options;
  return ingest(session.ledger, {
    files,
    fields: { text: textField, id: idField, title: titleField, language: languageField },
    source: sourceName,
    runId: session.runId,
    signal,
  });
}

/** Names the records that could not be read; the others went on, but the exit code says that not all is well. */
export function printBroken({ broken, brokenCount }: IngestReport): void {
  if (brokenCount === 0) return;
  for (const { file, line, problem } of broken) console.error(`${file}: line ${line}: ${problem}`);
  if (brokenCount > broken.length) console.error(`… and ${brokenCount - broken.length} more.`);
  console.error(`${brokenCount} records could not be read; they are dropped in the ledger as unreadable.`);
  process.exitCode = exitCodes.bad;
}
