import { Argument, Command } from 'commander';
import { type PausedStage, pausedStages, pauseStages, resumeStages } from '../pipeline/ledger/paused-stages.ts';
import { type StageName, stageNames } from '../pipeline/reasons.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

const stagesArgument = () => new Argument('<stage...>', 'stages').choices(stageNames);

export function pauseCommand(): Command {
  return new Command('pause')
    .description('keep all workers from taking up a stage, until it is resumed')
    .addArgument(stagesArgument())
    .option('--reason <text>', 'why, for whoever asks `status`')
    .option('--json', 'print what is paused as JSON')
    .addHelpText(
      'after',
      `
Within a few seconds all workers of the ledger hold the stage, and go on with the others; what they have under way ends.
It is in the ledger, so that it outlives every worker and the queue.

Examples:
  sevenllm pause generate --reason "the prompt is being changed"
  sevenllm pause crawl clean
  sevenllm resume generate`,
    )
    .action(async (stages: StageName[], { reason, json }: { reason?: string; json?: boolean }) => {
      const paused = await withLedger(configOf({}), async ({ db }) => {
        await pauseStages(db, stages, reason ?? null);
        return pausedStages(db);
      });
      if (json) return printJson({ paused });
      for (const line of paused.map(pauseLine)) console.log(line);
    });
}

export function resumeCommand(): Command {
  return new Command('resume')
    .description('let stages that were paused go on')
    .addArgument(stagesArgument())
    .option('--json', 'print what is still paused as JSON')
    .addHelpText('after', '\nExamples:\n  sevenllm resume generate\n  sevenllm resume crawl clean --json')
    .action(async (stages: StageName[], { json }: { json?: boolean }) => {
      const { resumed, paused } = await withLedger(configOf({}), async ({ db }) => ({
        resumed: await resumeStages(db, stages),
        paused: await pausedStages(db),
      }));
      if (json) return printJson({ paused });
      for (const stage of new Set(stages))
        console.log(resumed.includes(stage) ? `${stage} goes on.` : `${stage} was not paused.`);
      for (const line of paused.map(pauseLine)) console.log(line);
    });
}

/** Tells of one paused stage. */
export const pauseLine = ({ stage, since, reason }: PausedStage): string =>
  `${stage} is paused since ${since}${reason ? ` (${reason})` : ''}; sevenllm resume ${stage} lets it go on.`;
