import { Command } from 'commander';
import { loadSources, pickSources } from '../crawlers/load-sources.ts';
import { SetupError } from '../pipeline/errors.ts';
import { openCrawls, putSchedule, readSchedules, removeSchedule, settledUntil } from '../pipeline/ledger/schedules.ts';
import { parseCron } from '../pipeline/queue/cron.ts';
import { configOf, printJson } from './options.ts';
import { table } from './tables.ts';
import { timeIn } from './time-in.ts';
import { withLedger } from './with-ledger.ts';
import { withSession } from './with-session.ts';

export function scheduleCommand(): Command {
  const command = new Command('schedule')
    .description('crawl sources at set times: workers (`sevenllm work`) carry it out')
    .addHelpText(
      'after',
      `
The expression has five fields (minute, hour, day, month, weekday), or six with seconds first. A source whose last crawl
is still under way is left out that time; times that passed with no worker there are made up for by one crawl.

Examples:
  sevenllm schedule add sample-news-en --cron "0 */6 * * *" --tz Asia/Shanghai
  sevenllm schedule list
  sevenllm schedule run-now sample-news-en
  sevenllm schedule remove sample-news-en`,
    );
  for (const one of [addCommand(), listCommand(), removeCommand(), runNowCommand()]) command.addCommand(one);
  for (const one of command.commands) one.exitOverride().showHelpAfterError('(see --help)');
  return command;
}

function addCommand(): Command {
  return new Command('add')
    .description('schedule the crawls of a source, or change its schedule')
    .argument('<source>', 'id of a source')
    .requiredOption('--cron <expression>', 'when, as a cron expression')
    .option('--tz <zone>', 'time zone the expression is in, of the IANA database', 'UTC')
    .action(async (source: string, { cron: typed, tz }: { cron: string; tz: string }) => {
      const cron = typed.trim().replaceAll(/\s+/g, ' ');
      const config = configOf({});
      pickSources(await loadSources(config.sources), [source]);
      const next = parseCron(cron, tz).next(new Date());
      const what = await withLedger(config, ({ db }) => putSchedule(db, { source, cron, tz }));
      const how = { added: 'is scheduled', changed: 'has a new schedule', unchanged: 'is scheduled so already' }[what];
      console.log(`${source} ${how}. Next due: ${timeIn(tz, next)}. Workers carry it out: sevenllm work.`);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('the schedules, and when they are due')
    .option('--json', 'print them as JSON')
    .action(async (options: { json?: boolean }) => {
      const schedules = await readList();
      if (options.json) return printJson(schedules);
      if (schedules.length === 0)
        return console.log('There are no schedules. Make one: sevenllm schedule add ID --cron "0 */6 * * *"');
      console.log(
        table(
          ['source', 'cron', 'time zone', 'last fired', 'next due', 'next due (UTC)', 'crawl'],
          schedules.map(({ source, cron, tz, lastFiredAt, nextDueAt, missedAt, crawlSince }) => [
            ...[source, cron, tz, lastFiredAt ? timeIn(tz, new Date(lastFiredAt)) : 'never'],
            ...[timeIn(tz, new Date(nextDueAt)), nextDueAt.replace('.000Z', 'Z')],
            crawlSince ? 'under way' : missedAt ? `missed ${timeIn(tz, new Date(missedAt))}` : '-',
          ]),
        ),
      );
      if (schedules.some(({ missedAt }) => missedAt))
        console.log('What was missed is made up for by one crawl as soon as a worker that knows the source is there.');
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('end the schedule of a source; a crawl under way goes on')
    .argument('<source>', 'id of a source')
    .action(async (source: string) => {
      const removed = await withLedger(configOf({}), ({ db }) => removeSchedule(db, source));
      if (!removed) throw new SetupError(`There is no schedule of "${source}". See \`sevenllm schedule list\`.`);
      console.log(`${source} is no longer scheduled.`);
    });
}

function runNowCommand(): Command {
  return new Command('run-now')
    .description('begin the crawl of a scheduled source at once, besides its schedule')
    .argument('<source>', 'id of a source')
    .action(async (id: string) => {
      const config = configOf({ teacher: 'rules' });
      const known = await withLedger(config, ({ db }) => readSchedules(db));
      if (!known.some(({ source }) => source === id))
        throw new SetupError(
          `There is no schedule of "${id}". Add one (\`sevenllm schedule add ${id} --cron "0 */6 * * *"\`), or crawl it here: \`sevenllm crawl ${id}\`.`,
        );
      await withSession({ config, command: 'schedule run-now', sourceIds: [id] }, async (session, [source]) => {
        const began = await session.crawl(source!, { trigger: 'schedule' });
        console.log(
          began
            ? `The crawl of ${id} began. Workers carry it out: sevenllm work.`
            : `A crawl of ${id} is under way already, so none was begun.`,
        );
      });
    });
}

/** Due longer ago than this, in milliseconds, and not taken: no worker is there. */
const missedAfter = 30_000;

async function readList() {
  return withLedger(configOf({}), async ({ db }) => {
    const [schedules, crawls] = await Promise.all([readSchedules(db), openCrawls(db)]);
    const now = new Date();
    return schedules.map((schedule) => {
      const { source, cron, tz, createdAt, lastFiredAt } = schedule;
      const { next } = parseCron(cron, tz);
      const due = next(settledUntil(schedule));
      const missed = now.getTime() - due.getTime() > missedAfter;
      return {
        ...{ source, cron, tz },
        createdAt: createdAt.toISOString(),
        lastFiredAt: lastFiredAt?.toISOString() ?? null,
        nextDueAt: next(now).toISOString(),
        missedAt: missed ? due.toISOString() : null,
        crawlSince: crawls.get(source)?.toISOString() ?? null,
      };
    });
  });
}
