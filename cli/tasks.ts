import { Command } from 'commander';
import { rulesTasks } from '../pipeline/teacher/rules/answers/index.ts';
import { taskPool } from '../task-pool/index.ts';
import { printJson } from './options.ts';
import { table } from './tables.ts';

export function tasksCommand(): Command {
  return new Command('tasks')
    .description('the pool of tasks')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExamples:\n  sevenllm tasks\n  sevenllm tasks --json | jq -r .[].slug')
    .action((options: { json?: boolean }) => {
      const rows = taskPool.map(({ slug, category, chinese, kind, scope }) => ({
        ...{ slug, category, chinese, kind, scope },
        rules: rulesTasks.has(slug),
      }));
      if (options.json) return printJson(rows);
      console.log(
        table(
          ['slug', 'category', '中文', 'kind', 'rules can'],
          rows.map((row) => [row.slug, row.category, row.chinese, row.kind, row.rules ? 'yes' : '']),
        ),
      );
    });
}
