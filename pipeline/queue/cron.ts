import { CronExpressionParser } from 'cron-parser';
import { messageOf, SetupError } from '../errors.ts';

/** When something is due, again and again. */
export interface Cron {
  /** The first due time after a moment. */
  next(after: Date): Date;
  /** The last due time at or before a moment. */
  last(until: Date): Date;
}

const example = 'Example: sevenllm schedule add ID --cron "0 */6 * * *" --tz Asia/Shanghai';

/**
 * Reads a cron expression of five fields, or of six with seconds first, in an IANA time zone. Throws a SetupError that
 * says what is wrong with either.
 */
export function parseCron(expression: string, tz: string): Cron {
  if (!isTimeZone(tz))
    throw new SetupError(
      `There is no time zone "${tz}": name one of the IANA database, such as Asia/Shanghai, Europe/Berlin or UTC. ${example}`,
    );
  const wrong = (why: string) => new SetupError(`The cron expression "${expression}" is wrong: ${why}. ${example}`);
  const fields = expression.trim().split(/\s+/);
  if (!expression.trim().startsWith('@') && fields.length !== 5 && fields.length !== 6)
    throw wrong(`it needs five fields (minute, hour, day, month, weekday), or six with seconds first`);
  // BullMQ's parser takes an H for a random number, and another one each time it looks.
  if (/(^|[\s,])H/.test(expression)) throw wrong('H is not supported');

  const at = (moment: Date) => CronExpressionParser.parse(expression, { tz, currentDate: moment });
  const next = (after: Date) => at(after).next().toDate();
  // Where a clock is set forward or back, prev() and next() do not name the same times, and the queue rings at those of
  // next(). So what was last due is looked for forwards, from far enough back.
  const last = (until: Date) => {
    const backwards = at(new Date(until.getTime() + 1));
    let due = next(backwards.take(-3).at(-1)!.toDate());
    for (let later = next(due); later <= until; later = next(due)) due = later;
    return due;
  };
  try {
    next(new Date());
    last(new Date());
  } catch (error) {
    throw wrong(messageOf(error).replace(/\.$/, ''));
  }
  return { next, last };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Later versions of Node take offsets as well, which the queue does not.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
