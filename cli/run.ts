import { join } from 'node:path';
import { Command } from 'commander';
import { readStatus } from '../pipeline/ledger/status.ts';
import { failedIn } from '../pipeline/ledger/work.ts';
import { stageNames } from '../pipeline/reasons.ts';
import { runUntilSettled } from '../pipeline/run.ts';
import { defaultExport, exportShards } from '../pipeline/shards/export-shards.ts';
import { sevenllm } from '../pipeline/shards/formats/sevenllm.ts';
import { tellOfBatches } from './batch-lines.ts';
import { addInputOptions, type InputOptions, ingestFiles, printBroken } from './ingest.ts';
import { configOf, interruptSignal, printJson, withTeacherOptions } from './options.ts';
import { showProgress } from './progress.ts';
import { exitCodes } from './report-error.ts';
import { runEstimate } from './run-estimate.ts';
import { printRunSummary } from './run-summary.ts';
import { withSession } from './with-session.ts';

/** Name of the dataset's folder under the output folder. */
const datasetName = 'sevenllm-instruct';

export function runCommand(): Command {
  const command = new Command('run')
    .description('work until everything is settled, then write the shards')
    .option('--source <id...>', 'sources to crawl first')
    .option('--input <file...>', 'files or globs to take in first')
    .option('--out <folder>', 'folder that the shards are written under', undefined)
    .option('--estimate', 'say what a run would ask of the model and what it would cost; ask nothing')
    .option('--no-wait', 'with --batch, submit and leave; run again to collect')
    .option('--no-export', 'do not write shards at the end')
    .option('--json', 'print one JSON object at the end instead of the summary');
  addInputOptions(withTeacherOptions(command));
  return command
    .addHelpText(
      'after',
      `
With neither --source nor --input it goes on with whatever is unsettled.

Examples:
  sevenllm run --source sample-news-en sample-news-zh
  sevenllm run --input 'reports/**/*.html' --teacher rules
  sevenllm run --input corpus.jsonl.gz --text-field body --id-field id
  OPENAI_BASE_URL=http://127.0.0.1:11434/v1 sevenllm run --teacher openai --model qwen2.5:7b
  sevenllm run --input corpus.jsonl --model gpt-4o-mini --estimate
  sevenllm run --input corpus.jsonl --model gpt-4o-mini --max-cost 5
  sevenllm run --input corpus.jsonl --model gpt-4o-mini --batch`,
    )
    .action(run);
}

export interface RunOptions extends InputOptions, Record<string, unknown> {
  source?: string[];
  input?: string[];
  export: boolean;
  wait: boolean;
  estimate?: boolean;
  json?: boolean;
}

async function run(options: RunOptions): Promise<void> {
  const config = configOf(options);
  if (options.estimate) return runEstimate(options, config);
  const signal = interruptSignal();
  const began = Date.now();
  const request = { config, command: 'run', ...(options.source && { sourceIds: options.source }) };
  await withSession(request, async (session, sources) => {
    const ingested = options.input ? await ingestFiles(session, options.input, options, signal) : null;
    for (const source of sources) await session.crawl(source);
    const progress = showProgress(session);
    const outcome = await runUntilSettled(session, signal, stageNames, { wait: options.wait }).finally(() =>
      progress.stop(),
    );
    if (typeof outcome === 'object') throw outcome.stopped;
    if (outcome !== 'settled') {
      if (config.batch) await tellOfBatches(session.ledger.db, 'sevenllm run --batch');
      if (outcome === 'interrupted') process.exitCode = exitCodes.interrupted;
      return;
    }
    const exported = options.export
      ? await exportShards(session.ledger, config, {
          ...defaultExport,
          ...{ folder: join(config.out, datasetName), formats: [sevenllm], preferredModel: session.teacher.model },
        })
      : null;
    const status = await readStatus(session.ledger.db);
    const seconds = (Date.now() - began) / 1000;
    if (options.json) printJson({ seconds, teacher: session.teacher.model, ingested, exported, status });
    else printRunSummary({ seconds, teacher: session.teacher, exported, status });
    if (ingested) printBroken(ingested);
    if ((await failedIn(session.ledger.db, session.runId)) > 0) process.exitCode = exitCodes.bad;
  });
}
