import { Command } from 'commander';
import { loadSources } from '../crawlers/load-sources.ts';
import { configOf, printJson } from './options.ts';
import { table } from './tables.ts';

export function sourcesCommand(): Command {
  return new Command('sources')
    .description('the sources that can be crawled')
    .option('--json', 'print them as JSON')
    .addHelpText(
      'after',
      '\nSources of your own: a folder of *.mjs files, named by SEVENLLM_SOURCES.\n\nExample:\n  sevenllm sources',
    )
    .action(async (options: { json?: boolean }) => {
      const sources = [...(await loadSources(configOf({}).sources)).values()];
      if (options.json)
        return printJson(
          sources.map(({ article, listing, ...source }) => ({
            ...source,
            article: article.source,
            listing: listing?.source ?? null,
          })),
        );
      console.log(
        table(
          ['id', 'name', 'language', 'seeds', 'delay', 'licence'],
          sources.map((source) => [
            ...[source.id, source.name, source.language, source.seeds.map(({ kind }) => kind).join(', ')],
            ...[`${source.crawlDelay} s`, source.licence],
          ]),
        ),
      );
    });
}
