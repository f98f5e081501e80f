import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { LedgerHostGate } from '../../../crawlers/fetch/host-gate.ts';
import { HostLeftAloneError } from '../../../crawlers/fetch/host-left-alone-error.ts';
import type { TurnOptions } from '../../../crawlers/fetch/politeness.ts';
import { failuresToLeaveAlone, noteHostFailure, readHost } from '../../../pipeline/ledger/hosts.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { createLedger } from '../../test-database.ts';
import { thrownBy } from '../loopback-server.ts';

const { ledger, config } = await createLedger();
const { db } = ledger;

/** The gate of another worker: a ledger and connections of its own. */
async function openGate(): Promise<LedgerHostGate> {
  const own = await openLedger(config);
  const gate = new LedgerHostGate(own);
  afterAll(async () => {
    await gate.close();
    await own.close();
  });
  return gate;
}
const gates = [await openGate(), await openGate()] as const;
const [gate, other] = gates;

const well = { ok: true, status: 200, milliseconds: 5 };
const busy = { ok: false, status: 503, milliseconds: 5, error: 'It answered 503.' };
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let hosts = 0;
const newHost = () => `host-${hosts++}.example`;

/** Milliseconds from the first turn to each: every gate has so many who want to send a request at once. */
async function timesOf(host: string, each: number, options: TurnOptions): Promise<number[]> {
  const times: number[] = [];
  const visit = async (through: LedgerHostGate) => {
    const turn = await through.enter(host, options);
    times.push(performance.now());
    turn.done(well);
  };
  await Promise.all(gates.flatMap((through) => Array.from({ length: each }, () => visit(through))));
  return times.map((time) => time - times[0]!);
}

/** The most requests that were under way at once over all gates, and how many each gate had sent when the first was through. */
async function crowdOf(each: number, requestMs: number, options: TurnOptions) {
  const host = newHost();
  let underWay = 0;
  let most = 0;
  const sent = [0, 0];
  const visit = async (position: 0 | 1) => {
    const turn = await gates[position].enter(host, options);
    most = Math.max(most, ++underWay);
    await sleep(requestMs);
    underWay--;
    sent[position]!++;
    turn.done(well);
  };
  const all = ([0, 1] as const).map((at) => Promise.all(Array.from({ length: each }, () => visit(at))));
  await Promise.race(all);
  const whenOneWasThrough = [...sent];
  await Promise.all(all);
  return { most, least: Math.min(...whenOneWasThrough) };
}

describe('LedgerHostGate', () => {
  it('keeps one delay over all workers, and lets other hosts through', { timeout: 30_000 }, async () => {
    const crowded = newHost();
    const all = timesOf(crowded, 4, { delaySeconds: 0.3, concurrency: 8 });
    const elsewhere = timesOf(newHost(), 1, { delaySeconds: 0, concurrency: 8 }).then(() => 'elsewhere');
    expect(await Promise.race([all, elsewhere])).toBe('elsewhere');
    const times = await all;
    const gaps = times.slice(1).map((time, position) => time - times[position]!);
    for (const gap of gaps) expect(gap).toBeGreaterThan(200);
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(7 * 280);
    expect(gaps.length).toBe(7);
  });

  it('bounds the requests under way over all workers, and starves none', { timeout: 60_000 }, async () => {
    const crowds = await Promise.all([
      crowdOf(40, 50, { delaySeconds: 0, concurrency: 1 }),
      crowdOf(120, 50, { delaySeconds: 0, concurrency: 3 }),
      crowdOf(3, 50, { delaySeconds: 1.1, concurrency: 1 }),
      crowdOf(6, 2000, { delaySeconds: 0.2, concurrency: 2 }),
    ]);
    expect(crowds.map(({ most }) => most)).toEqual([1, 3, 1, 2]);
    for (const { least } of crowds) expect(least).toBeGreaterThan(0);
  });

  it('lets a worker have the slots that a killed one held', { timeout: 30_000 }, async () => {
    const host = newHost();
    const gone = await openGate();
    await gone.enter(host, { delaySeconds: 0, concurrency: 1 });
    let entered = false;
    const waiting = gate.enter(host, { delaySeconds: 0, concurrency: 1 }).then((turn) => {
      entered = true;
      turn.done(well);
    });
    await sleep(600);
    expect(entered).toBe(false);
    await sql`select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and application_name = 'sevenllm-hosts' and datname = current_database()`.execute(db);
    await waiting;
  });

  it('takes no turn for those who give up waiting', async () => {
    const host = newHost();
    (await gate.enter(host, { delaySeconds: 100, concurrency: 4 })).done(well);
    const before = await nextTurnOf(host);
    const reason = new Error('stopped');
    const controller = new AbortController();
    const waits = [1, 2].map(() =>
      thrownBy(gate.enter(host, { delaySeconds: 100, concurrency: 4, signal: controller.signal })),
    );
    await sleep(300);
    expect(await nextTurnOf(host)).toBeGreaterThan(before);
    controller.abort(reason);
    expect(await Promise.all(waits)).toEqual([reason, reason]);
    await expect.poll(() => nextTurnOf(host), { timeout: 5000 }).toBe(before);
    expect(await thrownBy(gate.enter(host, { delaySeconds: 0, concurrency: 1, signal: controller.signal }))).toBe(
      reason,
    );
  });

  it('holds off all who wait, in every worker, where one is told to', { timeout: 30_000 }, async () => {
    const host = newHost();
    const options = { delaySeconds: 0.1, concurrency: 4 };
    const first = await gate.enter(host, options);
    const began = performance.now();
    const others = gates.map(async (through) => {
      const turn = await through.enter(host, { ...options, delaySeconds: 1.2 });
      turn.done(well);
      return performance.now() - began;
    });
    first.done({ ...busy, retryAfterMs: 3000 });
    const times = (await Promise.all(others)).sort((one, next) => one - next);
    // One may have been let through before the answer came.
    expect(times[1]).toBeGreaterThan(2900);
  });

  it('leaves a host alone that fails over and over, and fails at once whoever waits for it', async () => {
    const host = newHost();
    await noteHostFailure(db, host, { seen: 0, error: 'It answered 503.' });
    await sql`update host set failures = ${failuresToLeaveAlone - 1}, held_until = null where host = ${host}`.execute(
      db,
    );
    const turn = await gate.enter(host, { delaySeconds: 0, concurrency: 4 });
    const waiting = gates.map((through) => thrownBy(through.enter(host, { delaySeconds: 0, concurrency: 4 })));
    turn.done(busy);
    for (const error of await Promise.all([
      ...waiting,
      thrownBy(gate.enter(host, { delaySeconds: 9, concurrency: 4 })),
    ])) {
      expect(error).toBeInstanceOf(HostLeftAloneError);
      expect(error).toMatchObject({ host, failures: failuresToLeaveAlone, lastError: 'It answered 503.' });
      expect((error as Error).message).toMatch(/^host-\d+\.example is left alone until .*Z after 8 failures in a row/);
    }
  });

  it('does not wait for a host that wants to be left alone for long', async () => {
    const host = newHost();
    const turn = await gate.enter(host, { delaySeconds: 1, concurrency: 4 });
    turn.done({ ...busy, status: 429, retryAfterMs: 1e12, error: 'It answered 429.' });
    await expect.poll(async () => (await readHost(db, host)).failures).toBe(1);
    const error = await thrownBy(other.enter(host, { delaySeconds: 1, concurrency: 4 }));
    expect(error).toBeInstanceOf(HostLeftAloneError);
    const until = (error as HostLeftAloneError).until.getTime() - Date.now();
    expect(until).toBeGreaterThan(23 * 3_600_000);
    expect(until).toBeLessThan(25 * 3_600_000);
  });

  it('asks a host less often that becomes slow', { timeout: 30_000 }, async () => {
    const host = newHost();
    for (let count = 0; count < 6; count++)
      (await gate.enter(host, { delaySeconds: 0, concurrency: 4 })).done({ ...well, milliseconds: 9000 });
    await expect.poll(async () => (await readHost(db, host)).slowdown, { timeout: 5000 }).toBe(1.5);
    for (let count = 0; count < 20; count++)
      (await gate.enter(host, { delaySeconds: 0, concurrency: 4 })).done({ ...well, milliseconds: 9 });
    await expect.poll(async () => (await readHost(db, host)).slowdown, { timeout: 5000 }).toBe(1);
  });
});

async function nextTurnOf(host: string): Promise<number> {
  const row = await db.selectFrom('host').select('next_at').where('host', '=', host).executeTakeFirstOrThrow();
  return row.next_at.getTime();
}
