import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { showRecord } from '../pipeline/ledger/show.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function showCommand(): Command {
  return new Command('show')
    .description("one record's whole story, by its id or URL")
    .argument('<id>', 'page_…, doc_…, cell_…, pair_…, cmp_…, or the URL of a page')
    .option('--json', 'the same; it is always JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  sevenllm show http://threatwatch.example/research/wannacry\n  sevenllm show pair_3k9x…',
    )
    .action(async (id: string) => {
      const record = await withLedger(configOf({}), ({ db }) => showRecord(db, id));
      if (!record)
        throw new SetupError(`The ledger knows nothing of "${id}". Ids begin with page_, doc_, cell_, pair_ or cmp_.`);
      printJson(record);
    });
}
