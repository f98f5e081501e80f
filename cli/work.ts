import { Command, InvalidArgumentError } from 'commander';
import type { Source } from '../crawlers/define-source.ts';
import { loadSources } from '../crawlers/load-sources.ts';
import type { Config } from '../pipeline/config.ts';
import { SetupError } from '../pipeline/errors.ts';
import { openMetrics } from '../pipeline/metrics/serve-metrics.ts';
import { Schedules } from '../pipeline/queue/schedules.ts';
import { type StageName, stageNameSchema, stageNames } from '../pipeline/reasons.ts';
import type { Session } from '../pipeline/session.ts';
import { configOf, interruptSignal, loggerOf, withTeacherOptions } from './options.ts';
import { wholeNumber } from './whole-number.ts';
import { withSession } from './with-session.ts';

const sweepEveryMs = 15_000;

export function workCommand(): Command {
  const command = new Command('work')
    .description('work on whatever there is, until stopped: a long-lived worker')
    .option('--stages <names>', `stages to work on, separated by commas (${stageNames.join(', ')})`)
    .option(
      '--concurrency <n>',
      'jobs of each of its stages that it has under way at once; unset, what suits each',
      atLeastOne,
    );
  return withTeacherOptions(command)
    .option('--metrics-port <n>', 'port to serve /metrics, /healthz and /readyz on')
    .addHelpText(
      'after',
      `
Any number of workers, on any number of machines, share one DATABASE_URL (and REDIS_URL, if set).

Examples:
  sevenllm work
  sevenllm work --stages crawl,clean,dedupe --concurrency 4 --metrics-port 9464
  sevenllm work --stages select,generate,validate --teacher openai --model gpt-4o-mini`,
    )
    .action(async (options: Record<string, unknown> & { stages?: string; concurrency?: number }) => {
      const stages = parseStages(options.stages);
      const { concurrency } = options;
      const signal = interruptSignal();
      const config = configOf(options);
      const served = await openMetrics(config);
      // Whatever is scheduled may have to be crawled.
      const sourceIds = stages.includes('crawl') ? [...(await loadSources(config.sources)).keys()] : [];
      const request = {
        config,
        command: 'work',
        sourceIds,
        metrics: served.metrics,
        ...(concurrency && { concurrency }),
      };
      await withSession(request, async (session, sources) => {
        await session.work(stages, { besideOthers: true });
        const schedules = stages.includes('crawl') ? schedulesOf(session, sources, config) : undefined;
        await schedules?.start();
        const server = await served.serve(session, stages);
        if (server) console.error(`Metrics: ${server.url}/metrics`);
        console.error(`Working on ${stages.join(', ')} with ${session.teacher.model}. Ctrl-C stops.`);
        let swept = Date.now();
        while (!signal.aborted && !session.stopped) {
          await new Promise((resolve) => setTimeout(resolve, 250));
          if (Date.now() - swept < sweepEveryMs) continue;
          await schedules?.sweep();
          swept = Date.now();
        }
        await schedules?.close();
        await server?.close();
        if (session.stopped) throw session.stopped;
      });
    });
}

function schedulesOf(session: Session, sources: readonly Source[], config: Config): Schedules {
  const known = new Map(sources.map((source) => [source.id, source]));
  return new Schedules({
    db: session.ledger.db,
    queue: session.queue.schedules,
    log: loggerOf(config),
    knows: (id) => known.has(id),
    startCrawl: (id) => session.crawl(known.get(id)!, { trigger: 'schedule' }),
    tell: (sentence) => console.error(sentence),
  });
}

function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}

function parseStages(text: string | undefined): readonly StageName[] {
  if (text === undefined) return stageNames;
  return text.split(',').map((name) => {
    const parsed = stageNameSchema.safeParse(name.trim());
    if (!parsed.success) throw new SetupError(`There is no stage "${name.trim()}". Stages: ${stageNames.join(', ')}.`);
    return parsed.data;
  });
}
