import { Command, InvalidArgumentError } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { dropFailed, type FailedFilter, listFailed, retryFailed } from '../pipeline/ledger/failed.ts';
import { stageNameSchema, stageNames } from '../pipeline/reasons.ts';
import { configOf, printJson } from './options.ts';
import { table } from './tables.ts';
import { withLedger } from './with-ledger.ts';

interface FilterOptions {
  stage?: string;
  reason?: string;
  source?: string;
}

export function failedCommand(): Command {
  const command = new Command('failed')
    .description('records that failed for good: list them, try them again, or give them up')
    .addHelpText(
      'after',
      `
Examples:
  sevenllm failed list --stage generate
  sevenllm failed retry --all
  sevenllm failed retry --reason "HTTP 413"
  sevenllm failed drop page_1a2b3c --because "the site is gone"`,
    );
  for (const one of [listCommand(), retryCommand(), dropCommand()]) command.addCommand(one);
  for (const one of command.commands) one.exitOverride().showHelpAfterError('(see --help)');
  return command;
}

const withFilter = (command: Command): Command =>
  command
    .option('--stage <name>', `only those of a stage (${stageNames.join(', ')})`)
    .option('--reason <text>', 'only those whose error holds this text')
    .option('--source <id>', 'only those that come from a source');

function filterOf({ stage, reason, source }: FilterOptions, ids: readonly string[] = []): FailedFilter {
  const parsed = stage === undefined ? undefined : stageNameSchema.safeParse(stage);
  if (parsed && !parsed.success)
    throw new SetupError(`There is no stage "${stage}". Stages: ${stageNames.join(', ')}.`);
  return { stage: parsed?.data, reason, source, ids: ids.length > 0 ? ids : undefined };
}

function listCommand(): Command {
  return withFilter(new Command('list').description('what failed, the latest first, with its error'))
    .option('--limit <n>', 'most records that are listed', parseLimit, 50)
    .option('--json', 'print them as JSON')
    .action(async (options: FilterOptions & { limit: number; json?: boolean }) => {
      const found = await withLedger(configOf({}), ({ db }) => listFailed(db, filterOf(options), options.limit));
      if (options.json) return printJson(found);
      if (found.total === 0) return console.log('Nothing failed.');
      console.log(
        table(
          ['stage', 'record', 'failed', 'from', 'error'],
          found.records.map(({ stage, id, failedAt, url, source, error }) => [
            ...[stage, id, failedAt.slice(0, 19).replace('T', ' '), shorten(url ?? source ?? '-', 60)],
            shorten(error ?? '-', 120),
          ]),
        ),
      );
      const more = found.total - found.records.length;
      if (more > 0) console.log(`And ${more} more (--limit).`);
      console.log('Try them again: sevenllm failed retry --all. Give one up: sevenllm failed drop ID.');
    });
}

function retryCommand(): Command {
  return withFilter(new Command('retry').description('give failed records all their tries again'))
    .argument('[ids...]', 'ids of records')
    .option('--all', 'all that failed')
    .action(async (ids: string[], options: FilterOptions & { all?: boolean }) => {
      const filter = filterOf(options, ids);
      if (!options.all && Object.values(filter).every((value) => value === undefined))
        throw new SetupError('Say which: ids, --stage, --reason or --source, or --all.');
      const { retried, outdated } = await withLedger(configOf({}), ({ db }) => retryFailed(db, filter));
      if (retried + outdated === 0) throw new SetupError(nothing(ids));
      console.log(`To be tried again: ${retried}. The next run, or a worker, takes them up.`);
      if (outdated > 0)
        console.log(
          `Left as they are: ${outdated}, since their documents or cells have left the dataset. Give them up: sevenllm failed drop.`,
        );
    });
}

function dropCommand(): Command {
  return withFilter(new Command('drop').description('give failed records up: they count as dropped'))
    .argument('<ids...>', 'ids of records')
    .option('--because <text>', 'why, for whoever asks later', 'A person gave it up.')
    .action(async (ids: string[], options: FilterOptions & { because: string }) => {
      const filter = filterOf(options, ids);
      const dropped = await withLedger(configOf({}), ({ db }) => dropFailed(db, filter, options.because));
      if (dropped === 0) throw new SetupError(nothing(ids));
      console.log(`Given up: ${dropped}.`);
    });
}

const nothing = (ids: readonly string[]) =>
  `Nothing of that failed${ids.length > 0 ? `: ${ids.join(', ')}` : ''}. See \`sevenllm failed list\`.`;

const shorten = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return limit;
}
