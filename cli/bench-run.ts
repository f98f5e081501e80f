import { Command, Option } from 'commander';
import { answerTargets, type QuestionStyle, questionForms } from '../bench/run/question.ts';
import { type BenchRunReport, runBench } from '../bench/run/run-bench.ts';
import { type EndpointKind, endpointKinds } from '../bench/run/text-endpoint.ts';
import { dollars, grouped } from '../pipeline/teacher/spend/dollars.ts';
import { callConfigOf, countOption, withCallOptions } from './bench-options.ts';
import { interruptSignal, loggerOf, printJson } from './options.ts';
import { showLines } from './progress.ts';
import { exitCodes } from './report-error.ts';

interface RunOptions extends QuestionStyle, Record<string, unknown> {
  bench: string;
  model: string;
  out: string;
  endpointKind: EndpointKind;
  temperature: number;
  tasks?: string[];
  limit?: number;
  json?: boolean;
}

export function runCommand(): Command {
  const command = new Command('run')
    .description('have a model answer a bench: each record one call, stored, so that a run that stopped goes on')
    .requiredOption('--bench <file>', 'bench, in the published format (JSON lines)')
    .requiredOption('--model <name>', 'model to ask at the endpoint (OPENAI_BASE_URL, OPENAI_API_KEY)')
    .requiredOption('--out <file>', 'answers file, written when every record has its line')
    .addOption(
      new Option('--form <name>', "the paper's prompt, or as one asks in a chat")
        .choices(questionForms)
        .default('chat'),
    )
    .addOption(
      new Option('--target <name>', 'what is asked for: the answer, or first the thought')
        .choices(answerTargets)
        .default('answer'),
    )
    .addOption(
      new Option('--endpoint-kind <name>', 'protocol of the endpoint: chat, or the older completions')
        .choices(endpointKinds)
        .default('chat'),
    )
    .option('--tasks <name...>', 'only these: categories, slugs, or splits such as test-en-ex')
    .option('--limit <n>', 'so many records, spread evenly over the bench', countOption)
    .option('--temperature <n>', 'sampling temperature', Number, 0)
    .option('--json', 'print one JSON object at the end instead of the summary');
  return withCallOptions(command).action(run);
}

async function run(options: RunOptions): Promise<void> {
  const { bench, out, form, target, endpointKind, tasks, limit } = options;
  const config = callConfigOf(options);
  const signal = interruptSignal();
  let far = 'Starting';
  const progress = showLines(async () => far);
  const { report, stopped } = await runBench(
    { config, benchFile: bench, out, style: { form, target }, endpointKind, tasks, limit },
    {
      ...{ log: loggerOf(config), signal },
      onAnswered: (now, of) => {
        far = `${now} of ${of} records answered`;
      },
    },
  ).finally(() => progress.stop());
  if (options.json) printJson(report);
  else for (const line of reportLines(report)) console.log(line);
  if (report.answered < report.records) {
    console.error(
      `${report.answered} of ${report.records} records are answered and stored; the same command goes on with the rest.`,
    );
    if (!signal.aborted) throw stopped;
    process.exitCode = exitCodes.interrupted;
  }
}

function reportLines({ model, out, records, answered, replayed, failures, unmarked, spend }: BenchRunReport): string[] {
  const failed = Object.entries(failures);
  return [
    `${model}: ${answered} of ${records} records answered${replayed > 0 ? `, ${replayed} of them before` : ''}.`,
    ...failed.map(([reason, { count, ids }]) => {
      const named = ids.slice(0, 5).join(', ');
      return `${count} answers are empty (${reason}): ${named}${count > 5 ? ', …' : ''}.`;
    }),
    ...(unmarked > 0 ? [`${unmarked} answers give no thought of their own before "### Response:".`] : []),
    ...(spend
      ? [
          `${grouped(spend.calls)} calls: ${grouped(spend.input)} tokens in, ${grouped(spend.output)} out${spend.unpriced > 0 ? '; no price is known' : `, ${dollars(spend.cost)}`}.`,
        ]
      : []),
    ...(answered === records ? [`Answers: ${out}`] : []),
  ];
}
