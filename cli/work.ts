import { Command } from 'commander';
import { SetupError } from '../pipeline/errors.ts';
import { type StageName, stageNameSchema, stageNames } from '../pipeline/reasons.ts';
import { configOf, interruptSignal, withTeacherOptions } from './options.ts';
import { withSession } from './with-session.ts';

const sweepEveryMs = 15_000;

export function workCommand(): Command {
  const command = new Command('work')
    .description('work on whatever there is, until stopped: a long-lived worker')
    .option('--stages <names>', `stages to work on, separated by commas (${stageNames.join(', ')})`);
  return withTeacherOptions(command)
    .addHelpText(
      'after',
      `
Any number of workers, on any number of machines, share one DATABASE_URL (and REDIS_URL, if set).

Examples:
  sevenllm work
  sevenllm work --stages crawl,clean,dedupe
  sevenllm work --stages select,generate,validate --teacher openai --model gpt-4o-mini`,
    )
    .action(async (options: Record<string, unknown> & { stages?: string }) => {
      const stages = parseStages(options.stages);
      const signal = interruptSignal();
      await withSession({ config: configOf(options), command: 'work' }, async (session) => {
        await session.enqueueUnsettled(stages);
        await session.work(stages);
        console.error(`Working on ${stages.join(', ')} with ${session.teacher.model}. Ctrl-C stops.`);
        let swept = Date.now();
        while (!signal.aborted && !session.stopped) {
          await new Promise((resolve) => setTimeout(resolve, 250));
          if (Date.now() - swept < sweepEveryMs) continue;
          // What others entered and never got to enqueue.
          await session.enqueueUnsettled(stages);
          swept = Date.now();
        }
        if (session.stopped) throw session.stopped;
      });
    });
}

function parseStages(text: string | undefined): readonly StageName[] {
  if (text === undefined) return stageNames;
  return text.split(',').map((name) => {
    const parsed = stageNameSchema.safeParse(name.trim());
    if (!parsed.success) throw new SetupError(`There is no stage "${name.trim()}". Stages: ${stageNames.join(', ')}.`);
    return parsed.data;
  });
}
