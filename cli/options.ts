import { type Command, Option } from 'commander';
import { pino } from 'pino';
import pretty from 'pino-pretty';
import { type Config, loadConfig } from '../pipeline/config.ts';
import { logOptionsOf } from './log-options.ts';

/** The settings that commands that generate take as options; the rest is set by environment. */
const teacherOptions: [flags: string, about: string, choices?: string[]][] = [
  [
    '--teacher <name>',
    'who answers: rules, openai, or auto (the endpoint where one is set)',
    ['auto', 'rules', 'openai'],
  ],
  ['--model <name>', 'model to ask at the endpoint'],
  ['--judge <model>', 'model that judges the pairs which passed the checks'],
  ['--min-score <n>', 'least score, 1 to 5, that a judged pair is kept with'],
  ['--languages <which>', 'languages of the pairs', ['both', 'source', 'en', 'zh']],
  ['--cells-per-call <n>', 'tasks of one document that one call answers'],
  ['--batch', "put the questions to the endpoint's Batch API: cheaper, and answered within a day"],
  ['--understanding <n>', 'most understanding tasks per document'],
  ['--generation <n>', 'most generation tasks per document'],
  ['--max-cost <dollars>', 'most that the calls of all runs of this ledger may cost together; then it pauses'],
  ['--max-tokens <n>', 'most tokens, in and out, that they may use together; then it pauses'],
  ['--prices <file>', 'JSON file with prices of your own, in dollars per million tokens'],
];

export function withTeacherOptions(command: Command): Command {
  for (const [flags, about, choices] of teacherOptions) {
    const option = new Option(flags, about);
    command.addOption(choices ? option.choices(choices) : option);
  }
  return command;
}

/** The configuration of one command: its options before the environment before the defaults. */
export function configOf(options: Record<string, unknown>): Config {
  const { teacher, model, languages, cellsPerCall, understanding, generation, maxCost, maxTokens, prices, out } =
    options;
  const given = { teacher, model, languages, cellsPerCall, understanding, generation, maxCost, maxTokens, prices, out };
  const batching = { batch: options.batch };
  const judging = { judgeModel: options.judge, minScore: options.minScore };
  const serving = { metricsPort: options.metricsPort };
  const overrides = Object.fromEntries(
    Object.entries({ ...given, ...batching, ...judging, ...serving }).filter(([, value]) => value !== undefined),
  );
  return loadConfig(overrides as Partial<Config>);
}

/** Log lines on standard error: a line that a person reads on a terminal, JSON elsewhere; no secrets, no text of documents. */
export function loggerOf(config: Config) {
  const options = logOptionsOf(config);
  return process.stderr.isTTY
    ? pino(options, pretty({ colorize: true, destination: 2, sync: true, ignore: 'pid,hostname' }))
    : pino(options, pino.destination({ dest: 2, sync: true }));
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** A signal that is given when the person presses Ctrl-C or the system asks to end; a second one ends at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\nStopping; what is not finished goes on with the next run. (Again to stop at once.)\n');
      controller.abort();
    });
  return controller.signal;
}
