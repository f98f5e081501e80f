import { Command, Option } from 'commander';
import { parseSince } from '../crawlers/discover/since.ts';
import type { Config } from '../pipeline/config.ts';
import { SetupError } from '../pipeline/errors.ts';
import { beginRerun } from '../pipeline/ledger/begin-rerun.ts';
import { rerunJobs } from '../pipeline/ledger/rerun-jobs.ts';
import { planRerun, type RerunFilter } from '../pipeline/ledger/rerun-plan.ts';
import { rerunReport } from '../pipeline/ledger/rerun-report.ts';
import { undoRerun } from '../pipeline/ledger/undo-rerun.ts';
import { failedIn } from '../pipeline/ledger/work.ts';
import { languageSchema } from '../pipeline/records.ts';
import { runUntilSettled } from '../pipeline/run.ts';
import { Completions } from '../pipeline/teacher/completions.ts';
import { openTeacher } from '../pipeline/teacher/open-teacher.ts';
import { estimateCells } from '../pipeline/teacher/spend/estimate.ts';
import { estimateJudging } from '../pipeline/teacher/spend/estimate-judging.ts';
import { taskBySlug } from '../task-pool/index.ts';
import { tellOfBatches } from './batch-lines.ts';
import { asBatch, estimateReport } from './estimate-report.ts';
import { configOf, interruptSignal, printJson } from './options.ts';
import { showProgress } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { callsOf, planLines, reportLines } from './rerun-tables.ts';
import { withLedger } from './with-ledger.ts';
import { withSession } from './with-session.ts';

interface RerunOptions extends Record<string, unknown> {
  task?: string[];
  language?: RerunFilter['language'];
  source?: string[];
  since?: string;
  model?: string;
  promptVersion?: string;
  rejected?: boolean;
  stale?: boolean;
  all?: boolean;
  dryRun?: boolean;
  undo?: string | true;
  wait: boolean;
  json?: boolean;
}

/** What a rerun works on: its cells, and whatever else is pending of them. */
const stages = ['generate', 'validate', 'judge'] as const;

export function rerunCommand(): Command {
  const which = (flags: string, about: string, others: string[]) => new Option(flags, about).conflicts(others);
  return new Command('rerun')
    .description('ask a teacher again for some tasks; the old pairs stay until their successors pass')
    .option('--task <slug...>', 'tasks to ask again')
    .addOption(new Option('--language <code>', 'only cells in this language').choices([...languageSchema.options]))
    .option('--source <id...>', 'only documents of these sources')
    .option('--since <date>', 'only documents published since: 2024-01-31, or 30d, 12h, 4w before now')
    .option('--model <name>', 'model to ask; it also takes over the cells of others where it has none of its own')
    .addOption(new Option('--teacher <name>', 'who answers').choices(['auto', 'rules', 'openai']))
    .option('--cells-per-call <n>', 'tasks of one document that one call answers')
    .option('--judge <model>', 'model that judges the pairs which passed the checks')
    .option('--min-score <n>', 'least score, 1 to 5, that a judged pair is kept with')
    .option('--prompt-version <version>', 'only cells made with this version of the prompts')
    .addOption(which('--rejected', 'only cells whose draft did not pass', ['stale', 'all']))
    .addOption(which('--stale', 'only cells whose prompt, task or model has changed', ['rejected', 'all']))
    .addOption(which('--all', 'every cell, whether there is a reason or not', ['rejected', 'stale']))
    .option('--max-cost <dollars>', 'most that the calls of all runs of this ledger may cost together; then it pauses')
    .option('--max-tokens <n>', 'most tokens, in and out, that they may use together; then it pauses')
    .option('--prices <file>', 'JSON file with prices of your own, in dollars per million tokens')
    .option('--batch', "put the questions to the endpoint's Batch API: cheaper, and answered within a day")
    .option('--no-wait', 'with --batch, submit and leave; run again to collect')
    .option('--dry-run', 'say how many cells it would ask, why, and for how much; ask nothing')
    .option('--undo [rerun]', 'take a rerun back, the last one by default: the pairs it replaced return')
    .option('--json', 'print what came of it as JSON')
    .addHelpText(
      'after',
      `
Without --rejected, --stale or --all it asks what is stale or was rejected. A cell whose new draft fails keeps its pair.
Interrupted or killed, it goes on when it is given again, as does \`sevenllm run\`.

Examples:
  sevenllm rerun --task summary-generation --dry-run
  sevenllm rerun --task summary-generation --model gpt-4o
  sevenllm rerun --task key-entity-recognition --language zh --since 30d --all
  sevenllm rerun --rejected
  sevenllm rerun --undo`,
    )
    .action(rerun);
}

async function rerun(options: RerunOptions): Promise<void> {
  const config = configOf(options);
  if (options.undo) return undo(config, options);
  const filter = filterOf(options);
  if (options.dryRun) return dryRun(config, filter, options.json);
  const signal = interruptSignal();
  await withSession({ config, command: 'rerun' }, async (session) => {
    const { db } = session.ledger;
    const { id, plan } = await beginRerun(db, filter, session.teacher, session.runId);
    // Someone waits for them, and nobody for what else there is to do.
    if (id) await session.queue.add(await rerunJobs(db, id, session.queue.most), { ahead: true });
    if (!options.json) for (const line of planLines(plan, session.teacher, config.languages)) console.error(line);
    const progress = showProgress(session, stages);
    const outcome = await runUntilSettled(session, signal, stages, { wait: options.wait }).finally(() =>
      progress.stop(),
    );
    if (typeof outcome === 'object') throw outcome.stopped;
    if (outcome !== 'settled' && config.batch) await tellOfBatches(db, 'the same command, or sevenllm run --batch');
    const report = id ? await rerunReport(db, id) : [];
    if (options.json) printJson({ rerun: id, outcome, ...countsOf(plan), report });
    else if (id) for (const line of reportLines(id, report)) console.log(line);
    if (outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
    else if ((await failedIn(db, session.runId)) > 0) process.exitCode = exitCodes.bad;
  });
}

async function dryRun(config: Config, filter: RerunFilter, json: boolean | undefined): Promise<void> {
  await withLedger(config, async ({ db }) => {
    // Opened to know its name and its prompts; it is asked nothing.
    const teacher = await openTeacher(config, new Completions(db, ''), new AbortController().signal);
    const plan = await planRerun(db, filter, teacher);
    const asksModel = teacher.name === 'openai' && plan.cells.length > 0;
    const estimated = asksModel ? await estimateCells(db, config, plan.cells) : null;
    const estimate = estimated && config.batch ? asBatch(estimated) : estimated;
    const judged = await estimateJudging(db, config, { documents: [], cells: plan.cells });
    const judging = judged && config.batch ? asBatch(judged) : judged;
    const calls = callsOf(plan.cells, config.languages);
    const estimates = { estimate, ...(judging && { judging }) };
    if (json) return printJson({ ...countsOf(plan), calls, teacher: teacher.model, ...estimates, cells: plan.cells });
    for (const line of planLines(plan, teacher, config.languages)) console.log(line);
    if (estimate) console.log(estimateReport(estimate));
    if (judging) console.log(estimateReport(judging));
    if (estimate || judging) return;
    console.log('Nothing was asked.');
  });
}

async function undo(config: Config, { undo: named, json }: RerunOptions): Promise<void> {
  const undone = await withLedger(config, ({ db }) => undoRerun(db, named === true ? undefined : named));
  if (json) return printJson(undone);
  const cancelled = undone.cancelled > 0 ? `; ${undone.cancelled} cells that it had still to ask are cancelled` : '';
  console.log(
    `${undone.id} is undone: ${undone.retired} of its pairs left the dataset, ${undone.restored} old pairs are back${cancelled}.`,
  );
}

function filterOf(options: RerunOptions): RerunFilter {
  const { task, language, source, since, promptVersion, rejected, stale, all } = options;
  if (!task && !rejected && !stale && !all)
    throw new SetupError(
      'Name the tasks to ask again (--task SLUG…), or say --stale, --rejected or --all for every task.',
    );
  return {
    ...{ tasks: task?.map((slug) => taskBySlug(slug).slug), language, sources: source, promptVersion },
    since: since === undefined ? undefined : parseSince(since),
    which: rejected ? 'rejected' : stale ? 'stale' : all ? 'all' : 'due',
    takeOver: options.model !== undefined,
  };
}

const countsOf = ({ cells, underWay, outdated }: Awaited<ReturnType<typeof planRerun>>) => ({
  ...{ planned: cells.length, underWay, outdated },
});
