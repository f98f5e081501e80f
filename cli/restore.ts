import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { restoreLedger } from '../pipeline/ledger/restore.ts';
import { joinWorkers } from '../pipeline/queue/presence.ts';
import { configOf } from './options.ts';
import { withLedger } from './with-ledger.ts';

export function restoreCommand(): Command {
  return new Command('restore')
    .description('fill an empty ledger from a backup')
    .argument('<file>', 'file that `sevenllm backup` wrote')
    .option('--force', 'replace what the ledger holds')
    .addHelpText(
      'after',
      `
The queue is not in a backup: the first run or worker fills it from the ledger.

Examples:
  sevenllm restore ledger-2026-11-24.backup.gz
  DATABASE_URL=postgres://… sevenllm restore ledger-2026-11-24.backup.gz`,
    )
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const config = configOf({});
      const { tables } = await withLedger(config, async ({ db, url }) => {
        const presence = await joinWorkers(url, config.queuePrefix);
        try {
          if (!presence.alone) throw new SetupError('Others work on this ledger. Stop all runs and workers first.');
          return await restoreLedger(db, file, { force });
        } finally {
          await presence.leave();
        }
      });
      // Opening it again brings the schema of an older backup up to date.
      await withLedger(config, async () => {});
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      console.log(`Restored ${rows} rows of ${Object.keys(tables).length} tables. See how they stand: sevenllm audit.`);
    });
}
