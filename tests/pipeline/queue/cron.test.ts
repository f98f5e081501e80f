import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../pipeline/errors.ts';
import { parseCron } from '../../../pipeline/queue/cron.ts';

const times = (cron: ReturnType<typeof parseCron>, from: string, to: string): string[] => {
  const found: string[] = [];
  for (let due = cron.next(new Date(from)); due <= new Date(to); due = cron.next(due)) found.push(due.toISOString());
  return found;
};

describe('a cron expression', () => {
  it('is read in its time zone', () => {
    const { next, last } = parseCron('0 */6 * * *', 'Asia/Shanghai');
    expect(next(new Date('2026-11-02T15:59:59.999Z')).toISOString()).toBe('2026-11-02T16:00:00.000Z');
    expect(next(new Date('2026-11-02T16:00:00Z')).toISOString()).toBe('2026-11-02T22:00:00.000Z');
    expect(last(new Date('2026-11-02T15:59:59.999Z')).toISOString()).toBe('2026-11-02T10:00:00.000Z');
    expect(last(new Date('2026-11-02T16:00:00Z')).toISOString()).toBe('2026-11-02T16:00:00.000Z');
  });

  it('may have seconds', () => {
    const { next, last } = parseCron('*/2 * * * * *', 'UTC');
    expect(next(new Date('2026-11-02T16:00:02Z')).toISOString()).toBe('2026-11-02T16:00:04.000Z');
    expect(last(new Date('2026-11-02T16:00:03.999Z')).toISOString()).toBe('2026-11-02T16:00:02.000Z');
  });

  it.each([
    ['30 2 * * *', 'America/New_York', '2026-03-07T00:00:00Z', '2026-03-10T00:00:00Z'],
    ['30 1 * * *', 'America/New_York', '2026-10-31T00:00:00Z', '2026-11-03T00:00:00Z'],
    ['0 */2 * * *', 'Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-29T08:00:00Z'],
    ['0 2 * * *', 'Europe/Berlin', '2026-10-24T00:00:00Z', '2026-10-26T06:00:00Z'],
  ])('was last due at the times it was next due at, where clocks change: %s in %s', (expression, tz, from, to) => {
    const cron = parseCron(expression, tz);
    const due = times(cron, from, to);
    const looked: string[] = [];
    for (let at = new Date(due[0]!); at <= new Date(to); at = new Date(at.getTime() + 30 * 60_000))
      looked.push(cron.last(at).toISOString());
    expect([...new Set(looked)]).toEqual(due);
  });

  it.each([
    ['61 * * * *', 'UTC', /"61 \* \* \* \*" is wrong: .*61.*Example: /],
    ['* * *', 'UTC', /five fields/],
    ['', 'UTC', /five fields/],
    ['0 0 30 2 *', 'UTC', /is wrong/],
    ['H 3 * * *', 'UTC', /H is not supported/],
    ['0 3 * * *', 'Mars/Base', /no time zone "Mars\/Base".*Asia\/Shanghai/],
    ['0 3 * * *', '+08:00', /no time zone/],
    ['0 3 * * *', '', /no time zone/],
  ])('that is wrong says how: "%s" in "%s"', (expression, tz, message) => {
    expect(() => parseCron(expression, tz)).toThrow(SetupError);
    expect(() => parseCron(expression, tz)).toThrow(message);
  });

  it('may name weekdays, one with an H among them, and days by alias', () => {
    expect(() => parseCron('0 3 * * THU', 'UTC')).not.toThrow();
    expect(() => parseCron('@daily', 'UTC')).not.toThrow();
  });
});
