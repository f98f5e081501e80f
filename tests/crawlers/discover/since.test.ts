import { describe, expect, it } from 'vitest';
import { isBefore, latestTime, parseSince, reachesBackTo } from '../../../crawlers/discover/since.ts';
import { SetupError } from '../../../pipeline/errors.ts';

const now = new Date('2026-11-24T10:00:00Z');

describe('parseSince', () => {
  it.each([
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T08:00', '2024-01-31T08:00:00.000Z'],
    ['2024-01-31 08:00:30', '2024-01-31T08:00:30.000Z'],
    ['2024-01-31T08:00+08:00', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T08:00:00.5-0530', '2024-01-31T13:30:00.500Z'],
    ['2024-01-31t08:00z', '2024-01-31T08:00:00.000Z'],
    [' 30d ', '2026-10-25T10:00:00.000Z'],
    ['12h', '2026-11-23T22:00:00.000Z'],
    ['4W', '2026-10-27T10:00:00.000Z'],
    ['0d', '2026-11-24T10:00:00.000Z'],
  ])('%s → %s', (text, expected) => {
    expect(parseSince(text, now).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '6 months',
    '30',
    '-3d',
    '2024',
    '2024-02-31',
    '2024-13-01',
    '31/01/2024',
    '2024-01-31T25:00',
    '2026-11-25',
    '99999999d',
  ])('refuses %j', (text) => {
    expect(() => parseSince(text, now)).toThrow(SetupError);
  });

  it('says what to write', () => {
    expect(() => parseSince('soon', now)).toThrow(/"soon" is no date to go back to: write 2024-01-31/);
  });
});

describe('isBefore', () => {
  const since = new Date('2024-03-15T12:00:00Z');
  it.each([
    [null, false],
    ['no date', false],
    ['2024-02-31', false],
    // The day ends at 12:00 UTC of the next one in the zone where it ends last.
    ['2024-03-15', false],
    ['2024-03-14', true],
    ['2024-03-13', true],
    ['2024-03', false],
    ['2024-02', true],
    ['2023-12', true],
    ['2024-03-15T12:00:00Z', false],
    ['2024-03-15T11:59:59Z', true],
    ['2024-03-15T19:59:59+08:00', true],
    ['2024-03-15T20:00:00+0800', false],
    ['2024-03-15T06:00:00', false],
    ['2024-03-14T23:00:00', true],
  ])('%s → %s', (date, expected) => {
    expect(isBefore(date, since)).toBe(expected);
  });

  it('takes the last moment that a date can mean', () => {
    expect(latestTime('2024-12')?.toISOString()).toBe('2025-01-01T11:59:59.999Z');
    expect(latestTime('2024-02-29')?.toISOString()).toBe('2024-03-01T11:59:59.999Z');
  });
});

describe('reachesBackTo', () => {
  const since = new Date('2024-03-15T00:00:00Z');
  it.each([
    ['all are earlier', ['2024-03-10', '2024-03-09', null], true],
    ['one is not', ['2024-03-16', '2024-03-09', '2024-03-08'], false],
    ['a pinned old one comes first', ['2020-01-01', '2024-03-16', '2024-03-12'], false],
    ['none has a date', [null, null], false],
    ['there is none', [], false],
    ['most have no date', ['2019-01-01', null, null, null], false],
    ['the newest come last', ['2019-01-01', '2019-02-01', '2019-03-01'], false],
    ['all are of one day', ['2024-01-01', '2024-01-01'], true],
    ['it has one', ['2024-01-01'], true],
  ])('where %s', (_, dates, expected) => {
    expect(reachesBackTo(dates, since)).toBe(expected);
  });
});
