import { Command } from 'commander';
import { packageVersion } from '../pipeline/package-root.ts';
import { auditCommand } from './audit.ts';
import { configCommand } from './config.ts';
import { crawlCommand } from './crawl.ts';
import { doctorCommand } from './doctor.ts';
import { exportCommand } from './export.ts';
import { ingestCommand } from './ingest.ts';
import { runCommand } from './run.ts';
import { showCommand } from './show.ts';
import { sourcesCommand } from './sources.ts';
import { statusCommand } from './status.ts';
import { tasksCommand } from './tasks.ts';
import { workCommand } from './work.ts';

/** The command line: one thin file for each command. */
export function program(): Command {
  const root = new Command('sevenllm')
    .description('Turns writing on cyber attacks into bilingual instruction data.')
    .version(packageVersion)
    .addHelpText(
      'after',
      `
Examples:
  sevenllm run --source sample-news-en sample-news-zh   crawl the sample site and make pairs of it
  sevenllm run --input reports/*.html notes.jsonl       make pairs of files
  sevenllm status                                       what there is and how far it got
  sevenllm export --format sevenllm --out shards        write the dataset

Exit codes: 0 done, 1 the result is not good, 2 the call or the set-up is wrong, 130 interrupted.`,
    );
  const commands = [
    ...[runCommand(), crawlCommand(), ingestCommand(), workCommand(), statusCommand(), showCommand()],
    ...[exportCommand(), auditCommand(), tasksCommand(), sourcesCommand(), configCommand(), doctorCommand()],
  ];
  for (const command of [root, ...commands]) command.exitOverride().showHelpAfterError('(see --help)');
  for (const command of commands) root.addCommand(command);
  return root;
}
