import { Command } from 'commander';
import { declarationHash } from '../crawlers/declaration-hash.ts';
import type { Source } from '../crawlers/define-source.ts';
import { loadSources } from '../crawlers/load-sources.ts';
import type { Config } from '../pipeline/config.ts';
import { messageOf } from '../pipeline/errors.ts';
import { hasLedger } from '../pipeline/ledger/has-ledger.ts';
import type { SourceCheck } from '../pipeline/ledger/source-checks.ts';
import { configOf, printJson } from './options.ts';
import { table } from './tables.ts';

export function sourcesCommand(): Command {
  const command = new Command('sources')
    .description('the sources that can be crawled, and whether a live trial of them has passed')
    .option('--json', 'print them as JSON')
    .addHelpText(
      'after',
      `
Sources of your own: a folder of *.json or *.mjs files, named by SEVENLLM_SOURCES.

Examples:
  sevenllm sources
  sevenllm sources check securelist anquanke     try them on the live web, politely`,
    )
    .action(listSources);
  command.addCommand(checkCommand().exitOverride().showHelpAfterError('(see --help)'));
  return command;
}

function checkCommand(): Command {
  return new Command('check')
    .description('try sources on the live web, a few polite requests each, and remember what came of it')
    .argument('[source...]', 'ids of sources; without any, all but the sample site')
    .option('--json', 'print the reports as JSON')
    .addHelpText(
      'after',
      `
A source passes where at least one article was found, read, in the declared language and free to use.
Exit codes: 0 all passed, 1 one did not, 2 no such source.

Example:
  sevenllm sources check securelist anquanke`,
    )
    .action(async (ids: string[], _: unknown, command: Command) => {
      // The list has an option of the same name, which takes it where both are given.
      const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
      // Loaded where it is needed: the list is to be quick.
      const { checkSources } = await import('./sources-check.ts');
      await checkSources(ids, json);
    });
}

async function listSources(options: { json?: boolean }): Promise<void> {
  const config = configOf({});
  const sources = [...(await loadSources(config.sources)).values()];
  const checks = await readChecksIfAny(config);
  const rows = sources.map((source) => ({ source, verified: verification(source, checks.get(source.id)) }));
  if (options.json)
    return printJson(
      rows.map(({ source: { article, listing, exclude, ...source }, verified }) => ({
        ...source,
        ...{ article: article.source, listing: listing?.source ?? null, exclude: exclude?.source ?? null, verified },
      })),
    );
  console.log(
    table(
      ['id', 'name', 'language', 'seeds', 'delay', 'verified', 'licence'],
      rows.map(({ source, verified }) => [
        ...[source.id, source.name, source.language, source.seeds.map(({ kind }) => kind).join(', ')],
        ...[`${source.crawlDelay} s`, shown(verified), shortened(source.licence)],
      ]),
    ),
  );
  console.log('Licences in full: sevenllm sources --json.');
}

/** The trials on record. Starts no database where none was made yet, and does without one that is out of reach. */
async function readChecksIfAny(config: Config): Promise<Map<string, SourceCheck>> {
  if (!hasLedger(config)) return new Map();
  try {
    const [{ withLedger }, { readChecks }] = await Promise.all([
      import('./with-ledger.ts'),
      import('../pipeline/ledger/source-checks.ts'),
    ]);
    return await withLedger(config, ({ db }) => readChecks(db));
  } catch (error) {
    process.stderr.write(`sevenllm: which sources are verified is not known: ${messageOf(error)}\n`);
    return new Map();
  }
}

interface Verification {
  state: 'verified' | 'failed' | 'unverified';
  /** ISO 8601; null where this declaration was never tried. */
  checkedAt: string | null;
}

function verification(source: Source, check: SourceCheck | undefined): Verification {
  if (check?.declarationHash !== declarationHash(source)) return { state: 'unverified', checkedAt: null };
  return { state: check.passed ? 'verified' : 'failed', checkedAt: check.checkedAt.toISOString() };
}

function shown({ state, checkedAt }: Verification): string {
  const day = checkedAt?.slice(0, 10);
  return state === 'verified' ? String(day) : [state, day].filter(Boolean).join(' ');
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
