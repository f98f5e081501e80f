import { Command, InvalidArgumentError } from 'commander';
import { scoreFiles } from '../bench/score/score-files.ts';
import { scoreReport } from './bench-tables.ts';
import { printJson } from './options.ts';

export function benchCommand(): Command {
  const command = new Command('bench').description('a benchmark for models of cyber threat intelligence').addHelpText(
    'after',
    `
Examples:
  sevenllm bench score --bench sevenllm-bench.jsonl --answers answers-a.jsonl answers-b.jsonl
  sevenllm bench score --bench sevenllm-bench.jsonl --answers answers-a.jsonl --json`,
  );
  for (const one of [scoreCommand()]) command.addCommand(one);
  for (const one of command.commands) one.exitOverride().showHelpAfterError('(see --help)');
  return command;
}

function scoreCommand(): Command {
  return new Command('score')
    .description("score answers to a bench: the authors' scores to the digit, and ours, with intervals")
    .requiredOption('--bench <file>', 'bench, in the published format (JSON lines)')
    .requiredOption('--answers <file...>', 'answers, one file a model: {"id": 1, "output": …} a line')
    .option('--seed <n>', 'seed of the intervals and tests', wholeNumber, 1)
    .option('--json', 'print everything as JSON, keyed by answers file')
    .action(async (options: { bench: string; answers: string[]; seed: number; json?: boolean }) => {
      const reports = await scoreFiles(options.bench, options.answers, options.seed);
      if (options.json) return printJson(reports);
      console.log(scoreReport(reports));
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
