import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { backupLedger } from '../pipeline/ledger/backup.ts';
import { configOf } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .description('write the whole ledger into one file, as it stands now, while others work')
    .argument('<file>', 'file to write, such as ledger.backup.gz')
    .option('--force', 'replace the file where it is there')
    .addHelpText('after', '\nExamples:\n  sevenllm backup ledger-2026-11-24.backup.gz')
    .action(async (file: string, options: { force?: boolean }) => {
      if (existsSync(file) && !options.force)
        throw new SetupError(`${file} is there already. Name another one, or replace it by --force.`);
      const { tables } = await withLedger(configOf({}), ({ db }) => backupLedger(db, file));
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      const { size } = await stat(file);
      console.log(
        `Wrote ${file}: ${rows} rows of ${Object.keys(tables).length} tables in ${(size / 1024 ** 2).toFixed(1)} MB.`,
      );
    });
}
