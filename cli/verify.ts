import { Command } from 'commander';
import { verifyFolder } from '../pipeline/shards/verify-folder.ts';
import { printJson } from './options.ts';
import { exitCodes } from './report-error.ts';

export function verifyCommand(): Command {
  return new Command('verify')
    .description('check an exported folder against its manifest')
    .argument('<folder>', 'folder that export wrote, of one format or of several')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Looks for files that are missing, changed or not in the manifest, counts the records of every shard, and compares their
tasks and splits with the manifest's counts. Exit code 1 where anything is wrong.

Example:
  sevenllm verify shards`,
    )
    .action(async (folder: string, { json }: { json?: boolean }) => {
      const reports = await verifyFolder(folder);
      if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = exitCodes.bad;
      if (json) return printJson(reports);
      for (const { folder: of, format, files, records, faults } of reports) {
        // A path may hold anything: quoted where it could disturb the terminal.
        for (const { path, detail } of faults)
          console.log(`✗ ${of}: ${path === null ? '' : `${JSON.stringify(path)} `}${detail}`);
        if (faults.length === 0)
          console.log(`✓ ${of}: ${format}, ${records} pairs in ${files} files, as the manifest says.`);
      }
    });
}
