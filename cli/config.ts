import { Command } from 'commander';
import { settings, withoutSecrets } from '../pipeline/config.ts';
import { configOf, printJson } from './options.ts';
import { table } from './tables.ts';

export function configCommand(): Command {
  return new Command('config')
    .description('every setting, its value and where it comes from; secrets are not shown')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  SEVENLLM_LANGUAGES=source sevenllm config')
    .action((options: { json?: boolean }) => {
      const values = withoutSecrets(configOf({}));
      if (options.json) return printJson(values);
      const rows = Object.entries(settings).map(([name, { env, about }]) => [
        ...[name, String(values[name] ?? '—'), env + (process.env[env] ? ' (set)' : ''), about],
      ]);
      console.log(table(['setting', 'value', 'environment', 'what it is'], rows));
    });
}
