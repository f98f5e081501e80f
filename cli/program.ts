import { Command } from 'commander';
import { packageVersion } from '../pipeline/package-root.ts';

/** One thin file for each command, loaded when it is called: most need only a part of the program. */
const commands: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./run.ts')).runCommand(),
  crawl: async () => (await import('./crawl.ts')).crawlCommand(),
  schedule: async () => (await import('./schedule.ts')).scheduleCommand(),
  ingest: async () => (await import('./ingest.ts')).ingestCommand(),
  rerun: async () => (await import('./rerun.ts')).rerunCommand(),
  work: async () => (await import('./work.ts')).workCommand(),
  pause: async () => (await import('./pause.ts')).pauseCommand(),
  resume: async () => (await import('./pause.ts')).resumeCommand(),
  status: async () => (await import('./status.ts')).statusCommand(),
  show: async () => (await import('./show.ts')).showCommand(),
  failed: async () => (await import('./failed.ts')).failedCommand(),
  curate: async () => (await import('./curate.ts')).curateCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  hydrate: async () => (await import('./hydrate.ts')).hydrateCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  bench: async () => (await import('./bench.ts')).benchCommand(),
  tasks: async () => (await import('./tasks.ts')).tasksCommand(),
  sources: async () => (await import('./sources.ts')).sourcesCommand(),
  config: async () => (await import('./config.ts')).configCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
};

/** The command line: with the command that is called, or with all of them for help. */
export async function program(called: string | undefined): Promise<Command> {
  const root = new Command('sevenllm')
    .description('Turns writing on cyber attacks into bilingual instruction data.')
    .version(packageVersion)
    .addHelpText(
      'after',
      `
Examples:
  sevenllm run --source sample-news-en sample-news-zh   crawl the sample site and make pairs of it
  sevenllm run --input reports/*.html notes.jsonl       make pairs of files
  sevenllm crawl cisa-advisories --since 30d            crawl a source on the web, back to a date
  sevenllm status                                       what there is and how far it got
  sevenllm export --format sevenllm --out shards        write the dataset

Exit codes: 0 done, 1 the result is not good, 2 the call or the set-up is wrong, 3 the budget is spent,
130 interrupted.`,
    );
  const load = called === undefined ? undefined : commands[called];
  const loaded = await Promise.all((load ? [load] : Object.values(commands)).map((one) => one()));
  for (const command of [root, ...loaded]) command.exitOverride().showHelpAfterError('(see --help)');
  for (const command of loaded) root.addCommand(command);
  return root;
}
