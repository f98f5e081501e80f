import { type RawBuilder, sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';

/** How a host is doing, as all workers know it. Times are counted by the database's clock: machines' clocks do not matter. */
export interface HostState {
  /** Failures in a row; those of requests that were under way together count as one. */
  failures: number;
  /** What the delay between two requests is multiplied by. */
  slowdown: number;
  /** Milliseconds for which nobody is let through; 0 where it is not held off from. */
  heldMs: number;
  heldUntil: Date | null;
  /** Milliseconds for which it is left alone; 0 where it is not. */
  leftAloneMs: number;
  leftAloneUntil: Date | null;
  lastError: string | null;
  /** Whether a worker has asked in vain, in the last seconds, for leave to send a request. */
  wanted: boolean;
  /** Null where nothing is known of it. */
  changedAt: Date | null;
}

/** A turn that is taken, and kept unless it is given back. */
export interface ReservedTurn {
  state: HostState;
  /** Milliseconds until it comes. */
  waitMs: number;
  /** The turn, and the earliest time of the one after it. */
  at: string;
  nextAt: string;
}

/** A host that is asked more seldom than its sources say, or not at all for now. */
export interface HostTrouble {
  host: string;
  /** Until when it is left alone after repeated failure, ISO 8601. */
  leftAloneUntil: string | null;
  /** Until when it is held off from: it asked for it, or has just failed; ISO 8601. */
  heldUntil: string | null;
  slowdown: number;
  failures: number;
  lastError: string | null;
}

/** Failures in a row after which a host is left alone: backed off from as below, that is two minutes of trouble or more. */
export const failuresToLeaveAlone = 8;
/** A hold longer than this is not waited for. */
export const longestHoldMs = 10 * 60 * 1000;
/** Seconds that a host is left alone, doubled with each further time up to a day. */
const leaveAlone = { first: 3600, most: 24 * 3600 };
/** Seconds that a host is held off from after its first failure, doubled with each further one. */
const backoff = { first: 1, most: 120 };
const mostSlowdown = 16;
/** Slowness alone is answered with less: the host does answer. */
const mostSlowdownOfSlow = 4;
/** Seconds between requests to a host in trouble whose sources ask for less: it is to be backed off from, too. */
const leastDelay = { failing: 1, slow: 0.1 };
/** Seconds for the one request that tries a host again: longer than any fetch takes. */
const trialSeconds = 60;
const mostRetryAfterMs = 24 * 60 * 60 * 1000;

const clock = sql`clock_timestamp()`;
const seconds = (count: RawBuilder<unknown>) => sql`make_interval(secs => ${count})`;
const millisecondsTo = (time: RawBuilder<unknown>) =>
  sql<number>`greatest(0, coalesce(extract(epoch from ${time} - ${clock}) * 1000, 0))::float8`;

/** From one request to the next. Its row is `known` where the statement has two. */
const spacing = (delaySeconds: number) =>
  seconds(sql`case
    when known.failures >= ${sql.lit(failuresToLeaveAlone)}
      then greatest(${sql.lit(trialSeconds)}, ${delaySeconds}::float8 * known.slowdown)
    when known.failures > 0 then greatest(${sql.lit(leastDelay.failing)}, ${delaySeconds}::float8) * known.slowdown
    when known.slowdown > 1 then greatest(${sql.lit(leastDelay.slow)}, ${delaySeconds}::float8) * known.slowdown
    else ${delaySeconds}::float8 end`);

const columns = sql`known.failures, known.slowdown, known.held_until as "heldUntil",
  known.left_alone_until as "leftAloneUntil", known.last_error as "lastError",
  ${millisecondsTo(sql`known.held_until`)} as "heldMs", ${millisecondsTo(sql`known.left_alone_until`)} as "leftAloneMs",
  coalesce(known.wanted_at > ${clock} - interval '2 seconds', false) as wanted, known.updated_at as "changedAt"`;

const calm: HostState = Object.freeze({
  ...{ failures: 0, slowdown: 1, heldMs: 0, heldUntil: null, leftAloneMs: 0, leftAloneUntil: null },
  ...{ lastError: null, wanted: false, changedAt: null },
});

export async function readHost(db: LedgerDatabase, host: string): Promise<HostState> {
  const { rows } = await sql<HostState>`select ${columns} from host known where host = ${host}`.execute(db);
  return rows[0] ?? calm;
}

/**
 * Takes the next turn at a host, `delaySeconds` or more before the one after it, whoever takes that. Null where the host
 * is left alone, or held off from for longer than is waited for.
 */
export async function reserveTurn(
  db: LedgerDatabase,
  host: string,
  delaySeconds: number,
): Promise<ReservedTurn | null> {
  const apart = spacing(delaySeconds);
  const { rows } = await sql<HostState & Omit<ReservedTurn, 'state'>>`
    insert into host as known (host, next_at) values (${host}, ${clock} + ${seconds(sql`${delaySeconds}::float8`)})
    on conflict (host) do update
      set next_at = greatest(${clock}, known.next_at, known.held_until) + ${apart}, updated_at = ${clock}
      where (known.left_alone_until is null or known.left_alone_until <= ${clock})
        and (known.held_until is null or known.held_until <= ${clock} + ${seconds(sql`${sql.lit(longestHoldMs / 1000)}`)})
    returning ${columns}, ${millisecondsTo(sql`(known.next_at - ${apart})`)} as "waitMs",
      (known.next_at - ${apart})::text as at, known.next_at::text as "nextAt"`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { waitMs, at, nextAt, ...state } = row;
  return { state, waitMs, at, nextAt };
}

/** Gives a turn back that nobody used. One that others have queued behind is left, so that no two requests come closer. */
export async function giveTurnBack(db: LedgerDatabase, host: string, { at, nextAt }: ReservedTurn): Promise<void> {
  await sql`update host set next_at = ${at}::timestamptz where host = ${host} and next_at = ${nextAt}::timestamptz`.execute(
    db,
  );
}

/** Lets a turn that was missed be taken now, and the one after it a whole delay later; false where others queue behind it. */
export async function takeLateTurn(
  db: LedgerDatabase,
  host: string,
  { nextAt }: ReservedTurn,
  delaySeconds: number,
): Promise<boolean> {
  const { rows } = await sql`
    update host known set next_at = ${clock} + ${spacing(delaySeconds)}
    where host = ${host} and next_at = ${nextAt}::timestamptz returning 1`.execute(db);
  return rows.length > 0;
}

/**
 * Notes that a host failed: backs off from it, and leaves it alone where it failed too often. `seen` is how many failures
 * were known when the request began: requests that were under way together fail together, and count as one.
 */
export async function noteHostFailure(
  db: LedgerDatabase,
  host: string,
  { seen, retryAfterMs = 0, error }: { seen: number; retryAfterMs?: number | undefined; error: string },
): Promise<HostState> {
  await sql`insert into host (host) values (${host}) on conflict do nothing`.execute(db);
  const counts = sql`known.failures = ${seen}::int`;
  const hold = sql`greatest(
    case when ${counts} then least(${sql.lit(backoff.most)}, ${sql.lit(backoff.first)} * power(2, known.failures)) end,
    ${Math.min(retryAfterMs, mostRetryAfterMs) / 1000}::float8)`;
  const trips = sql`${counts} and known.failures + 1 >= ${sql.lit(failuresToLeaveAlone)}`;
  const leftAlone = seconds(
    sql`least(${sql.lit(leaveAlone.most)}, ${sql.lit(leaveAlone.first)} * power(2, least(known.trips, 10)))`,
  );
  return changed(
    db,
    host,
    sql`
    failures = case when ${counts} then known.failures + 1 else known.failures end,
    slowdown = case when ${counts} then least(${sql.lit(mostSlowdown)}, known.slowdown * 2) else known.slowdown end,
    held_until = greatest(known.held_until, ${clock} + ${seconds(hold)}),
    left_alone_until = case when ${trips} then ${clock} + ${leftAlone} else known.left_alone_until end,
    trips = case when ${trips} then known.trips + 1 else known.trips end,
    last_error = ${error}`,
  );
}

/** Notes that a host in trouble answered well: it is asked twice as often as before, up to what its sources say. */
export function noteHostSuccess(db: LedgerDatabase, host: string): Promise<HostState> {
  return changed(
    db,
    host,
    sql`
    failures = 0, trips = 0, left_alone_until = null, slowdown = greatest(1, known.slowdown / 2),
    last_error = case when known.slowdown > 2 then known.last_error end`,
  );
}

/** Notes that a host answers slowly: it is asked less often. */
export async function noteHostSlow(db: LedgerDatabase, host: string, error: string): Promise<HostState> {
  await sql`insert into host (host) values (${host}) on conflict do nothing`.execute(db);
  const slower = sql`least(${sql.lit(mostSlowdownOfSlow)}, known.slowdown * 1.5)`;
  return changed(db, host, sql`slowdown = greatest(known.slowdown, ${slower}), last_error = ${error}`);
}

/** Tells the workers that hold all of a host's slots that another one wants one, or has got one. */
export async function noteHostWanted(db: LedgerDatabase, host: string, wanted: boolean): Promise<void> {
  const at = wanted ? clock : sql`null`;
  await sql`
    insert into host as known (host, wanted_at) values (${host}, ${at})
    on conflict (host) do update set wanted_at = excluded.wanted_at`.execute(db);
}

/** Hosts in trouble, those that are left alone first. */
export async function readHosts(db: LedgerDatabase): Promise<HostTrouble[]> {
  const { rows } = await sql<HostState & { host: string }>`
    select known.host, ${columns} from host known
    where failures > 0 or slowdown > 1 or held_until > ${clock} or left_alone_until > ${clock}
    order by left_alone_until > ${clock} desc nulls last, held_until > ${clock} desc nulls last, host`.execute(db);
  return rows.map(({ host, slowdown, failures, lastError, ...state }) => ({
    host,
    leftAloneUntil: state.leftAloneMs > 0 ? (state.leftAloneUntil?.toISOString() ?? null) : null,
    heldUntil: state.heldMs > 0 ? (state.heldUntil?.toISOString() ?? null) : null,
    ...{ slowdown, failures, lastError },
  }));
}

async function changed(db: LedgerDatabase, host: string, changes: RawBuilder<unknown>): Promise<HostState> {
  const { rows } = await sql<HostState>`
    update host known set ${changes}, updated_at = ${clock} where host = ${host} returning ${columns}`.execute(db);
  return rows[0] ?? calm;
}
