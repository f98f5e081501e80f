import { afterEach, describe, expect, it } from 'vitest';
import {
  type CallLimits,
  type EndpointKey,
  holdEndpoint,
  reserveCalls,
  spacingMs,
} from '../../../pipeline/ledger/endpoint-limits.ts';
import { openLedger } from '../../../pipeline/ledger/ledger.ts';
import { CallBudget } from '../../../pipeline/teacher/limits/call-budget.ts';
import { createLedger } from '../../test-database.ts';

const { ledger, config } = await createLedger();
const others = await openLedger(config);
let number = 0;
const fresh = (): EndpointKey => ({ endpoint: 'http://model.example/v1', model: `model ${++number}` });
const budgets: CallBudget[] = [];

function budgetOf(key: EndpointKey, limits: Partial<CallLimits>, db = ledger.db): CallBudget {
  const budget = new CallBudget(db, key, { requestsPerMinute: null, tokensPerMinute: null, ...limits });
  budgets.push(budget);
  return budget;
}

afterEach(async () => {
  for (const budget of budgets.splice(0)) budget.stop();
});

/** Sends so many calls at once, and returns the milliseconds after which each was let through. */
async function send(budget: CallBudget, calls: number, tokens = 0): Promise<number[]> {
  const began = performance.now();
  return Promise.all(
    Array.from({ length: calls }, async () => {
      await budget.take(tokens);
      return performance.now() - began;
    }),
  );
}

describe('a common budget', () => {
  it('is kept by processes that share nothing but the ledger', async () => {
    const key = fresh();
    const limits = { requestsPerMinute: 1200 };
    const [mine, theirs] = await Promise.all([
      send(budgetOf(key, limits), 30),
      send(budgetOf(key, limits, others.db), 30),
    ]);
    const all = [...mine, ...theirs].sort((one, other) => one - other);
    // No call before its turn: the n-th of all comes n spacings after the first, whoever sent it.
    const spacing = spacingMs(limits.requestsPerMinute);
    for (const [turn, at] of all.entries()) expect(at).toBeGreaterThan(turn * spacing - 25);
    // And both have had their share of the first half.
    for (const times of [mine, theirs]) expect(times.filter((at) => at < all[30]!).length).toBeGreaterThan(2);
  });

  it('takes a block of calls by one statement', async () => {
    const key = fresh();
    const limits = { requestsPerMinute: 6000, tokensPerMinute: null };
    const block = { requests: 50, tokens: 0, correction: 0 };
    const first = await reserveCalls(ledger.db, key, block, limits);
    expect(first).toEqual({ taken: true, waitMs: 0 });
    const second = await reserveCalls(others.db, key, block, limits);
    expect(second.taken).toBe(true);
    expect(second.waitMs).toBeGreaterThan(300);
    expect(second.waitMs).toBeLessThanOrEqual(50 * spacingMs(6000));
  });

  it('counts reservations made at the same moment one after the other', async () => {
    const key = fresh();
    const limits = { requestsPerMinute: 6000, tokensPerMinute: null };
    await reserveCalls(ledger.db, key, { requests: 1, tokens: 0, correction: 0 }, limits);
    const turns = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        reserveCalls(index % 2 ? ledger.db : others.db, key, { requests: 3, tokens: 0, correction: 0 }, limits),
      ),
    );
    expect(turns.every(({ taken }) => taken)).toBe(true);
    const next = await reserveCalls(ledger.db, key, { requests: 1, tokens: 0, correction: 0 }, limits);
    // 91 calls were reserved; what the statements took of it has passed.
    const { rows } = await ledger.pool.query<{ ahead: number }>(
      'select extract(epoch from requests_at - updated_at)::float8 * 1000 as ahead from endpoint_limit where model = $1',
      [key.model],
    );
    expect(rows[0]!.ahead).toBeGreaterThanOrEqual(next.waitMs);
    expect(Math.max(...turns.map(({ waitMs }) => waitMs))).toBeGreaterThan(3 * spacingMs(6000));
  });

  it('reserves tokens by estimate, and gives back what was not used', async () => {
    const key = fresh();
    const limits = { requestsPerMinute: null, tokensPerMinute: 60_000 };
    const reserve = (correction: number) =>
      reserveCalls(ledger.db, key, { requests: 1, tokens: 5000, correction }, limits);
    expect(await reserve(0)).toEqual({ taken: true, waitMs: 0 });
    const refused = await reserve(0);
    expect(refused.taken).toBe(false);
    expect(refused.waitMs).toBeGreaterThan(4000);
    // The first one used 100 of its 5000.
    expect((await reserve(-4900)).taken).toBe(true);
    // More than was estimated is owed.
    expect((await reserve(60_000)).waitMs).toBeGreaterThan(60_000);
  });

  it('lets a call through as soon as an earlier one turns out to have used little', async () => {
    const budget = budgetOf(fresh(), { tokensPerMinute: 6000 });
    await budget.take(5000);
    const later = budget.take(5000).then(() => 'sent');
    const soon = new Promise((resolve) => setTimeout(() => resolve('waits'), 1500));
    expect(await Promise.race([later, soon])).toBe('waits');
    budget.correct(-4990);
    expect(await later).toBe('sent');
  });

  it('waits while the endpoint is held, by whichever worker', async () => {
    const key = fresh();
    await holdEndpoint(others.db, key, 30_000);
    const limits = { requestsPerMinute: 6000, tokensPerMinute: null };
    const { taken, waitMs } = await reserveCalls(ledger.db, key, { requests: 1, tokens: 0, correction: 0 }, limits);
    expect(taken).toBe(false);
    expect(waitMs).toBeGreaterThan(25_000);
  });

  it('sends everyone away where the run stops', async () => {
    const budget = budgetOf(fresh(), { requestsPerMinute: 1 });
    await budget.take(0);
    const waiting = budget.take(0);
    const refused = expect(waiting).rejects.toThrow('The run is stopping.');
    budget.stop();
    await refused;
    await expect(budget.take(0)).rejects.toThrow('The run is stopping.');
  });
});
