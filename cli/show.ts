import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { type PageStory, showRecord } from '../pipeline/ledger/show.ts';
import { configOf, printJson } from './options.ts';
import { pageStory } from './page-story.ts';
import { withLedger } from './with-ledger.ts';

export function showCommand(): Command {
  return new Command('show')
    .description("one record's whole story, by its id or URL")
    .argument('<id>', 'page_…, doc_…, cell_…, pair_…, cmp_…, rerun_…, or the URL of a page')
    .option('--json', 'print it as JSON; what is no page always is')
    .addHelpText(
      'after',
      '\nExamples:\n  sevenllm show http://threatwatch.example/research/wannacry\n  sevenllm show pair_3k9x…',
    )
    .action(async (id: string, options: { json?: boolean }) => {
      const record = await withLedger(configOf({}), ({ db }) => showRecord(db, id));
      if (!record)
        throw new SetupError(
          `The ledger knows nothing of "${id}". Ids begin with page_, doc_, cell_, pair_, cmp_ or rerun_.`,
        );
      if (options.json || !('visits' in record)) return printJson(record);
      console.log(pageStory(record as PageStory));
    });
}
