import { Command } from 'commander';
import { finishReview } from '../bench/review/finish-review.ts';
import { readBenchFolder } from '../bench/review/read-bench-folder.ts';
import { reviewInTerminal } from '../bench/review/review-in-terminal.ts';
import { exportSheet, importSheet } from '../bench/review/review-sheet.ts';
import { SetupError } from '../pipeline/errors.ts';
import { buildReport } from './bench-build.ts';
import { printJson } from './options.ts';

interface ReviewOptions {
  export?: string;
  import?: string;
  finish?: string;
  reviewer?: string;
  json?: boolean;
}

export function reviewCommand(): Command {
  return new Command('review')
    .description('let experts accept, edit or reject the records of a bench')
    .argument('<folder>', 'bench, as `bench build` wrote it')
    .option('--export <file>', 'write a sheet to fill in, as CSV, or separated by tabs (.tsv)')
    .option('--import <file>', 'read a sheet that was filled in')
    .option('--finish <folder>', 'write the bench as it was decided into another folder')
    .option('--reviewer <name>', 'who decides; kept with every decision')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Without --export, --import or --finish the records are shown in the terminal, one at a time. Decisions are kept in
review.jsonl beside the bench, with who and when; the last one on a record counts.

Examples:
  sevenllm bench review bench --reviewer "Li Wei"
  sevenllm bench review bench --export review.csv
  sevenllm bench review bench --import review.csv --reviewer "Li Wei"
  sevenllm bench review bench --finish bench-final`,
    )
    .action(run);
}

async function run(folder: string, { reviewer, json, ...options }: ReviewOptions): Promise<void> {
  const { export: to, import: from, finish } = options;
  if ([to, from, finish].filter((one) => one !== undefined).length > 1)
    throw new SetupError('Give one of --export, --import and --finish at a time.');
  const bench = await readBenchFolder(folder);
  if (to !== undefined) {
    const records = await exportSheet(bench, to);
    return json ? printJson({ file: to, records }) : console.log(`${to}: ${records} records to decide on`);
  }
  if (finish !== undefined) return finished(await finishReview(bench, finish), finish, json);
  if (!reviewer?.trim()) throw new SetupError('Say who decides: --reviewer "Name".');
  if (from === undefined) {
    const { VISUAL, EDITOR } = process.env;
    const terminal = {
      input: process.stdin,
      output: process.stdout,
      editor: process.stdin.isTTY ? VISUAL || EDITOR : undefined,
    };
    const { decided, left } = await reviewInTerminal(bench, reviewer.trim(), terminal);
    return json ? printJson({ decided, left }) : console.log(`\n${decided} decided, ${left} left.`);
  }
  const report = await importSheet(bench, from, reviewer.trim());
  if (report.refused.length > 0) process.exitCode = 1;
  if (json) return printJson(report);
  for (const { line, id, why } of report.refused) console.log(`${from}, line ${line} (${id}): ${why}`);
  const { accept, edit, reject } = report.decided;
  console.log(
    `${accept} accepted, ${edit} edited, ${reject} rejected; ${report.unchanged} as before, ${report.blank} left blank, ${report.refused.length} not taken.`,
  );
}

function finished(report: Awaited<ReturnType<typeof finishReview>>, folder: string, json: boolean | undefined): void {
  if (report.refused.length > 0) process.exitCode = 1;
  if (json) {
    printJson(report);
    return;
  }
  const { accepted, edited, replaced, removed, unreviewed } = report.review;
  console.log(buildReport(folder, report.figures));
  for (const { id, why } of report.refused) console.log(`${id}: the edit is not taken: ${why}`);
  console.log(
    `${accepted} accepted, ${edited} edited, ${replaced} rejected and replaced, ${removed} rejected and left out, ${unreviewed} not looked at.`,
  );
}
