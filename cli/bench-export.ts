import { Command, Option } from 'commander';
import { exportBench, type Harness, harnesses } from '../bench/interchange/export-bench.ts';
import { type QuestionForm, questionForms } from '../bench/run/question.ts';
import { printJson } from './options.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description('write a bench as a folder that another harness loads, scorers included')
    .addOption(
      new Option('--format <name>', 'harness: lm-evaluation-harness or Inspect')
        .choices(harnesses)
        .makeOptionMandatory(),
    )
    .requiredOption('--bench <file>', 'bench, in the published format (JSON lines)')
    .requiredOption('--out <folder>', 'folder to write')
    .addOption(
      new Option('--form <name>', "the paper's prompt, or as one asks in a chat")
        .choices(questionForms)
        .default('chat'),
    )
    .option('--json', 'print the files as JSON')
    .action(async (options: { format: Harness; bench: string; out: string; form: QuestionForm; json?: boolean }) => {
      const { format, bench, out, form } = options;
      const files = await exportBench(format, { benchFile: bench, out, form });
      if (options.json) return printJson({ out, files });
      console.log(
        format === 'lm-eval'
          ? `Written. Try: lm-eval run --include_path ${out} --tasks sevenllm --model …`
          : `Written. Try: inspect eval ${out}/sevenllm_bench.py --model …`,
      );
    });
}
