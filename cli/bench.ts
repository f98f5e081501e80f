import { basename } from 'node:path';
import { Command } from 'commander';
import { scoreFiles } from '../bench/score/score-files.ts';
import { type AskedOptions, askedTables, scoresAsked, withAskedOptions } from './bench-asked.ts';
import { buildCommand } from './bench-build.ts';
import { exportCommand } from './bench-export.ts';
import { reportCommand } from './bench-report.ts';
import { reviewCommand } from './bench-review.ts';
import { runCommand } from './bench-run.ts';
import { scoreReport } from './bench-tables.ts';
import { printJson } from './options.ts';
import { wholeNumber } from './whole-number.ts';

export function benchCommand(): Command {
  const command = new Command('bench').description('a benchmark for models of cyber threat intelligence').addHelpText(
    'after',
    `
Examples:
  sevenllm bench build --out bench
  sevenllm bench review bench --reviewer "Li Wei"
  sevenllm bench run --bench sevenllm-bench.jsonl --model qwen2.5:7b --out answers-a.jsonl
  sevenllm bench score --bench sevenllm-bench.jsonl --answers answers-a.jsonl answers-b.jsonl
  sevenllm bench score --bench sevenllm-bench.jsonl --answers answers-a.jsonl --json
  sevenllm bench report --bench sevenllm-bench.jsonl --answers answers-*.jsonl --out report.html`,
  );
  for (const one of [buildCommand(), reviewCommand(), runCommand(), scoreCommand(), reportCommand(), exportCommand()])
    command.addCommand(one);
  for (const one of command.commands) one.exitOverride().showHelpAfterError('(see --help)');
  return command;
}

function scoreCommand(): Command {
  const command = new Command('score')
    .description("score answers to a bench: the authors' scores to the digit, and ours, with intervals")
    .requiredOption('--bench <file>', 'bench, in the published format (JSON lines)')
    .requiredOption('--answers <file...>', 'answers, one file a model: {"id": 1, "output": …} a line')
    .option('--seed <n>', 'seed of the intervals and tests', wholeNumber, 1)
    .option('--json', 'print everything as JSON, keyed by answers file');
  return withAskedOptions(command).action(
    async (options: AskedOptions & { bench: string; answers: string[]; seed: number; json?: boolean }) => {
      const asked = await scoresAsked(options);
      const reports = await scoreFiles(options.bench, options.answers, options.seed);
      if (asked)
        for (const [file, scores] of asked) {
          const report = reports[basename(file)] ?? reports[file];
          if (report) Object.assign(report.ours, { asked: scores });
        }
      if (options.json) return printJson(reports);
      console.log(scoreReport(reports));
      if (asked) console.log(askedTables(asked));
    },
  );
}
