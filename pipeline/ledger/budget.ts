import { sql } from 'kysely';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';

/** Most that all calls of a ledger may cost (US dollars) and use (tokens) together; null is no limit. */
export interface Caps {
  cost: number | null;
  tokens: number | null;
}

/** One call that is to be sent, with its upper bound. */
export interface Reservation {
  id: string;
  completionId: string;
  runId: string;
  model: string;
  cost: number;
  tokens: number;
  /** After which it counts as lost. */
  seconds: number;
}

/** What was spent, calls that were lost included; `left` is negative where the next call exceeds the cap. */
export interface Spent {
  cost: number;
  tokens: number;
  left: Caps;
}

/** `wait`: it may fit once calls under way have ended. */
export type Reserved = 'granted' | 'wait' | { spent: Spent };

/** What sums of many small amounts may be off by, in US dollars. */
const rounding = 1e-9;

/** A statement takes 65,535 parameters at most. */
const rowsAtOnce = 5000;

interface Standing {
  cost: number;
  tokens: number;
  /** Calls under way, of all workers. */
  underWay: number;
}

/**
 * Reserves the calls that fit under the caps beside all that was spent and is reserved, in order. One worker at a time:
 * the row of the total is locked, so that no two grant the same dollar.
 */
export function reserveCalls(db: LedgerDatabase, caps: Caps, calls: Reservation[]): Promise<Reserved[]> {
  return db.transaction().execute((transaction) => reserveCallsIn(transaction, caps, calls));
}

/** The same, within a transaction of the caller's; any number of calls. */
export async function reserveCallsIn(
  transaction: LedgerTransaction,
  caps: Caps,
  calls: readonly Reservation[],
): Promise<Reserved[]> {
  const total = await transaction.selectFrom('spend_total').selectAll().forUpdate().executeTakeFirstOrThrow();
  const open = await sql<Standing>`
    select coalesce(sum(cost), 0) as cost, coalesce(sum(tokens), 0)::bigint as tokens,
      count(*) filter (where ends_at > now()) as "underWay"
    from unstored_call`.execute(transaction);
  const standing = open.rows[0]!;
  standing.cost += total.cost;
  standing.tokens += total.tokens;
  const results: Reserved[] = [];
  const granted: Reservation[] = [];
  for (const call of calls) {
    const left: Caps = {
      cost: caps.cost === null ? null : caps.cost - standing.cost - call.cost,
      tokens: caps.tokens === null ? null : caps.tokens - standing.tokens - call.tokens,
    };
    if ((left.cost ?? 0) < -rounding || (left.tokens ?? 0) < 0) {
      const { cost, tokens } = standing;
      results.push(standing.underWay > 0 ? 'wait' : { spent: { cost, tokens, left } });
      continue;
    }
    standing.cost += call.cost;
    standing.tokens += call.tokens;
    standing.underWay++;
    granted.push(call);
    results.push('granted');
  }
  for (let start = 0; start < granted.length; start += rowsAtOnce)
    await transaction
      .insertInto('unstored_call')
      .values(
        granted.slice(start, start + rowsAtOnce).map(({ id, completionId, runId, model, cost, tokens, seconds }) => ({
          ...{ id, completion_id: completionId, run_id: runId, model, cost, tokens },
          ends_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
        })),
      )
      .execute();
  return results;
}

/** Ends reservations whose calls brought no answer. Those that may have been billed all the same stay counted. */
export async function releaseCalls(db: LedgerDatabase, ids: string[], lost: boolean): Promise<void> {
  if (lost) await db.updateTable('unstored_call').set({ ends_at: sql`now()` }).where('id', 'in', ids).execute();
  else await db.deleteFrom('unstored_call').where('id', 'in', ids).execute();
}
