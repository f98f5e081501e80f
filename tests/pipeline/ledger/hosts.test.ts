import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  failuresToLeaveAlone,
  giveTurnBack,
  longestHoldMs,
  noteHostFailure,
  noteHostSlow,
  noteHostSuccess,
  readHost,
  readHosts,
  reserveTurn,
  takeLateTurn,
} from '../../../pipeline/ledger/hosts.ts';
import { createLedger } from '../../test-database.ts';

const host = 'news.example';
const hour = 3_600_000;
const { ledger } = await createLedger();
const { db } = ledger;

beforeEach(async () => {
  await db.deleteFrom('host').execute();
});

/** As many failures in a row, one after the other. */
async function fail(times: number, error = 'It answered 503.') {
  for (let count = 0; count < times; count++)
    await noteHostFailure(db, host, { seen: (await readHost(db, host)).failures, error });
  return readHost(db, host);
}

/** Lets its time of being left alone, and all holds, be over. */
const letTimePass = () =>
  sql`update host set next_at = now(), held_until = now(),
    left_alone_until = case when left_alone_until is not null then now() end`.execute(db);

describe('reserveTurn', () => {
  it('gives turns one delay apart, however many ask at once', async () => {
    const turns = await Promise.all(Array.from({ length: 20 }, () => reserveTurn(db, host, 3)));
    const times = turns.map((turn) => Date.parse(turn!.at)).sort((one, other) => one - other);
    const gaps = times.slice(1).map((time, position) => time - times[position]!);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(2999);
    expect(Math.max(...turns.map((turn) => turn!.waitMs))).toBeGreaterThan(54_000);
  });

  it('takes the last turn back, and no other', async () => {
    const first = await reserveTurn(db, host, 100);
    const second = await reserveTurn(db, host, 100);
    await giveTurnBack(db, host, first!);
    const third = await reserveTurn(db, host, 100);
    expect(third!.at).toBe(second!.nextAt);
    await giveTurnBack(db, host, third!);
    expect((await reserveTurn(db, host, 100))!.at).toBe(third!.at);
  });
});

it('lets a missed turn be taken late, unless others queue behind it', async () => {
  const missed = await reserveTurn(db, host, 5_000);
  expect(await takeLateTurn(db, host, missed!, 5_000)).toBe(true);
  const next = await reserveTurn(db, host, 5_000);
  expect(Date.parse(next!.at)).toBeGreaterThanOrEqual(Date.parse(missed!.nextAt));
  await reserveTurn(db, host, 5_000);
  expect(await takeLateTurn(db, host, next!, 5_000)).toBe(false);
});

describe('noteHostFailure', () => {
  it('backs off, twice as long with each failure, and comes back with success', async () => {
    const once = await fail(1);
    expect(once).toMatchObject({ failures: 1, slowdown: 2, lastError: 'It answered 503.' });
    expect(once.heldMs).toBeLessThanOrEqual(1000);
    const often = await fail(4);
    expect(often).toMatchObject({ failures: 5, slowdown: 16 });
    expect(often.heldMs).toBeGreaterThan(9000);
    expect((await reserveTurn(db, host, 2))!.waitMs).toBeGreaterThan(9000);
    // The next one: 16 times the delay after it.
    expect((await reserveTurn(db, host, 2))!.waitMs).toBeGreaterThan(40_000);
    expect(await noteHostSuccess(db, host)).toMatchObject({ failures: 0, slowdown: 8 });
    for (let count = 0; count < 3; count++) await noteHostSuccess(db, host);
    expect(await readHost(db, host)).toMatchObject({ slowdown: 1, lastError: null });
  });

  it('counts the failures of requests that were under way together as one', async () => {
    for (let count = 0; count < 20; count++) await noteHostFailure(db, host, { seen: 0, error: 'reset' });
    expect(await readHost(db, host)).toMatchObject({ failures: 1, slowdown: 2 });
  });

  it('holds for what Retry-After asks, a day at most', async () => {
    const held = await noteHostFailure(db, host, { seen: 0, retryAfterMs: 300_000, error: 'It answered 429.' });
    expect(held.heldMs).toBeGreaterThan(290_000);
    expect((await reserveTurn(db, host, 1))!.waitMs).toBeGreaterThan(290_000);
    const absurd = await noteHostFailure(db, host, { seen: 1, retryAfterMs: 1e15, error: 'It answered 429.' });
    expect(absurd.heldMs).toBeGreaterThan(longestHoldMs);
    expect(absurd.heldMs).toBeLessThanOrEqual(24 * hour);
    expect(await reserveTurn(db, host, 1)).toBeNull();
  });

  it('leaves a host alone that keeps failing, each time for longer, and tries it with one request', async () => {
    expect((await fail(failuresToLeaveAlone - 1)).leftAloneMs).toBe(0);
    const first = await fail(1);
    expect(first.leftAloneMs).toBeGreaterThan(0.9 * hour);
    expect(first.leftAloneMs).toBeLessThanOrEqual(hour);
    expect(await reserveTurn(db, host, 0)).toBeNull();

    await letTimePass();
    expect((await reserveTurn(db, host, 0))!.waitMs).toBeLessThan(1000);
    expect((await reserveTurn(db, host, 0))!.waitMs).toBeGreaterThan(50_000);
    expect((await fail(1)).leftAloneMs).toBeGreaterThan(1.9 * hour);
    await letTimePass();
    for (let trip = 0; trip < 20; trip++) await fail(1);
    expect((await readHost(db, host)).leftAloneMs).toBeLessThanOrEqual(24 * hour);
    await letTimePass();
    await noteHostSuccess(db, host);
    expect((await fail(1)).leftAloneMs).toBe(0);
    expect((await fail(failuresToLeaveAlone - 1)).leftAloneMs).toBeLessThanOrEqual(hour);
  });
});

it('asks a slow host less often, and not as seldom as a failing one', async () => {
  for (let count = 0; count < 20; count++) await noteHostSlow(db, host, 'It takes 7.0 s to answer.');
  expect(await readHost(db, host)).toMatchObject({ failures: 0, slowdown: 4 });
});

it('lists hosts in trouble, those left alone first', async () => {
  await reserveTurn(db, 'well.example', 1);
  await noteHostSlow(db, 'a-slow.example', 'It takes 7.0 s to answer.');
  await noteHostFailure(db, 'b-held.example', { seen: 0, retryAfterMs: 60_000, error: 'It answered 429.' });
  await fail(failuresToLeaveAlone);
  const hosts = await readHosts(db);
  expect(hosts.map(({ host: name }) => name)).toEqual([host, 'b-held.example', 'a-slow.example']);
  expect(hosts[0]).toMatchObject({ failures: 8, slowdown: 16, lastError: 'It answered 503.' });
  expect(Date.parse(hosts[0]!.leftAloneUntil!)).toBeGreaterThan(Date.now());
  expect(hosts[1]).toMatchObject({ leftAloneUntil: null, heldUntil: expect.any(String), failures: 1 });
  expect(hosts[2]).toMatchObject({ heldUntil: null, slowdown: 1.5 });
});
