import { Command } from 'commander';
import { benchReport } from '../bench/report/bench-report.ts';
import { benchMarkdown } from '../bench/report/markdown.ts';
import { writeAside } from '../bench/run/write-aside.ts';
import { countOption } from './bench-options.ts';
import { printJson } from './options.ts';

interface ReportOptions {
  bench: string;
  answers: string[];
  out?: string;
  markdown?: string;
  scores?: string[];
  worst: number;
  seed: number;
  json?: boolean;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('one page on how models answered a bench: leaderboard, tasks, lengths, habits, worst records')
    .requiredOption('--bench <file>', 'bench, in the published format (JSON lines)')
    .requiredOption('--answers <file...>', 'answers, one file a model')
    .option('--out <file>', 'HTML page to write; it needs nothing else')
    .option('--markdown <file>', 'the same as Markdown')
    .option(
      '--scores <file...>',
      'scores by persons or others, CSV or JSON lines with "id", to see how scores agree; about the first answers file, or ANSWERS=FILE',
    )
    .option('--worst <n>', 'records shown of each kind and language', countOption, 3)
    .option('--seed <n>', 'seed of the intervals', countOption, 1)
    .option('--json', 'print everything as JSON')
    .action(report);
}

async function report({ bench, answers, out, markdown, scores = [], worst, seed, json }: ReportOptions): Promise<void> {
  const report = await benchReport({
    ...{ benchFile: bench, files: answers, worst, seed },
    scores: scores.map((given) => {
      const of = answers.map((file) => file.split('/').at(-1)!).find((name) => given.startsWith(`${name}=`));
      return of === undefined ? { file: given } : { of, file: given.slice(of.length + 1) };
    }),
  });
  if (out) {
    const { benchPage } = await import('../bench/report/bench-page.ts');
    await writeAside(out, benchPage(report));
  }
  if (markdown) await writeAside(markdown, benchMarkdown(report));
  if (json) return printJson(report);
  if (!out && !markdown) return void process.stdout.write(benchMarkdown(report));
  for (const file of [out, markdown]) if (file) console.log(file);
}
