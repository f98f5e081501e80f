import { Command } from 'commander';
import { audit } from '../pipeline/ledger/audit.ts';
import { configOf, printJson } from './options.ts';
import { exitCodes } from './report-error.ts';
import { balanceTable } from './tables.ts';
import { withLedger } from './with-ledger.ts';

export function auditCommand(): Command {
  return new Command('audit')
    .description('prove that every record is accounted for')
    .option('--json', 'print the report as JSON (stable; documented in the README)')
    .addHelpText(
      'after',
      '\nExit code 1, and the ids, where something does not hold.\n\nExample:\n  sevenllm audit --json',
    )
    .action(async (options: { json?: boolean }) => {
      const report = await withLedger(configOf({}), ({ db }) => audit(db));
      if (!report.balanced) process.exitCode = exitCodes.bad;
      if (options.json) return printJson(report);
      console.log(balanceTable(report.stages));
      for (const { rule, violations, ids } of report.rules) {
        console.log(`${violations === 0 ? '✓' : '✗'} ${rule}`);
        if (violations > 0) console.log(`  broken by ${violations}: ${ids.join(', ')}`);
      }
      console.log(report.balanced ? 'Balanced.' : 'NOT balanced.');
    });
}
