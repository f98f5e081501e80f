import { Command, Option } from 'commander';
import { type BenchRequest, buildBench } from '../bench/build/build-bench.ts';
import { ClosedBook } from '../bench/build/closed-book.ts';
import { type BenchFigures, benchFile } from '../bench/build/write-bench.ts';
import { type Language, languageSchema } from '../pipeline/records.ts';
import { configOf, interruptSignal, loggerOf, printJson } from './options.ts';
import { table } from './tables.ts';
import { wholeNumber } from './whole-number.ts';
import { withLedger } from './with-ledger.ts';

interface BuildOptions {
  out: string;
  seed: number;
  perKind: number;
  choice: number;
  language: Language[];
  model?: string;
  closedBook?: boolean;
  json?: boolean;
}

export function buildCommand(): Command {
  return new Command('build')
    .description('make a bench of the documents that are held out')
    .requiredOption('--out <folder>', 'folder to write to')
    .option('--seed <n>', 'the same seed and ledger give the same bench', wholeNumber, 1)
    .option('--per-kind <n>', 'extraction records, and generation records, of each language', wholeNumber, 300)
    .option('--choice <n>', 'multiple-choice questions of each language', wholeNumber, 50)
    .addOption(
      new Option('--language <code...>', 'languages')
        .choices(languageSchema.options)
        .default([...languageSchema.options]),
    )
    .option('--model <name>', 'whose pair to take where several models answered the same')
    .option('--closed-book', "leave out questions that the teacher's endpoint answers without the text")
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Which documents are held out is settled by SEVENLLM_BENCH_SHARE. Experts look at the bench with \`sevenllm bench review\`.

Examples:
  sevenllm bench build --out bench
  sevenllm bench build --out bench --per-kind 100 --choice 20 --closed-book`,
    )
    .action(run);
}

async function run({ out, seed, perKind, choice, language, model, closedBook, json }: BuildOptions): Promise<void> {
  const config = configOf({});
  const request: BenchRequest = {
    ...{ folder: out, seed, languages: [...new Set(language)], sizes: { open: perKind, choice } },
    preferredModel: model ?? '',
  };
  const figures = await withLedger(config, async (ledger) => {
    if (!closedBook) return buildBench(ledger, config, request);
    const asking = { command: 'bench build', stop: interruptSignal(), log: loggerOf(config) };
    const asked = await ClosedBook.open(ledger, config, asking);
    try {
      return await buildBench(ledger, config, request, asked);
    } finally {
      await asked.close();
    }
  });
  if (json) return printJson(figures);
  console.log(buildReport(out, figures));
}

/** What a bench holds, as a person reads it. */
export function buildReport(out: string, { parts, letters, guessers, ...figures }: BenchFigures): string {
  const rows = Object.entries(parts).flatMap(([part, { quotas }]) =>
    quotas.map(({ name, asked, possible, taken }) => [part, name, asked, possible, taken]),
  );
  const guessed = Object.keys(guessers);
  const names = Object.keys(guessers[guessed[0] ?? ''] ?? {});
  const sums = Object.entries(parts).map(([part, { taken, reserve, quotas }]) => [
    ...[part, quotas.reduce((sum, { asked }) => sum + asked, 0), taken, reserve],
  ]);
  return [
    table(['part', 'of', 'asked', 'possible', 'taken'], rows),
    table(['part', 'asked', 'taken', 'in reserve'], sums),
    table(
      ['right letter', 'A', 'B', 'C', 'D'],
      Object.entries(letters).map(([part, of]) => [part, ...Object.values(of)]),
    ),
    table(
      ['guessed without the text (chance 0.250)', ...guessed],
      names.map((name) => [name, ...guessed.map((part) => guessers[part]![name]?.toFixed(3) ?? '-')]),
    ),
    ...(figures.closedBook
      ? [
          `${figures.closedBook.model}, without the text, knew ${figures.closedBook.known} of ${figures.closedBook.asked} questions, which are left out.\n`,
        ]
      : []),
    `${out}/${benchFile}: ${Object.values(parts).reduce((sum, { taken }) => sum + taken, 0)} records of ${figures.documents} held-out documents`,
  ].join('\n');
}
