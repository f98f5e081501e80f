import { type RawBuilder, sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';

/** Whose limits they are: an endpoint's address without secrets, and the model asked there. */
export interface EndpointKey {
  endpoint: string;
  model: string;
}

/** How an endpoint's model is doing, as all workers know it. Times are counted by the database's clock. */
export interface EndpointState {
  /** Milliseconds for which nobody may call: it asked for it, or has nothing left for now. */
  heldMs: number;
  /** Milliseconds since which calls are paused because it does not answer; null where they are not. */
  pausedForMs: number | null;
  /** Milliseconds until one call may try it again. */
  tryInMs: number;
  lastError: string | null;
}

/** Null is unlimited. */
export interface CallLimits {
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

/** Calls that are to be sent one after the other. */
export interface CallBlock {
  requests: number;
  /** What they are estimated to use. */
  tokens: number;
  /** What earlier calls used beyond their estimate; negative where they used less. */
  correction: number;
}

/** An endpoint's model that is asked less than it could be, for now. */
export interface EndpointTrouble extends EndpointKey {
  /** Since when calls are paused, and when it is tried again; ISO 8601. */
  pausedSince: string | null;
  tryAt: string | null;
  /** Until when nobody may call; ISO 8601. */
  heldUntil: string | null;
  lastError: string | null;
}

/** A block is taken where its first call may be sent within this many milliseconds; else it is asked for again. */
export const horizonMs = 1000;
/** Share of the limits that is used: what is sent at an even pace arrives unevenly, and is counted by another's clock. */
const usedShare = 0.98;
/** What a worker was late by, up to this, is made up for: no more in a minute than the share that is not used. */
const catchUp = sql`make_interval(secs => ${sql.lit(1)})`;
/** Milliseconds until a paused endpoint is tried again, after so many trials that failed. */
export const pauseMs = (trials: number) => Math.min(60_000, 1000 * 2 ** trials);
const longestHoldMs = 24 * 60 * 60 * 1000;

const clock = sql`clock_timestamp()`;
const seconds = (count: RawBuilder<unknown>) => sql`make_interval(secs => ${count})`;
const milliseconds = (interval: RawBuilder<unknown>) =>
  sql`greatest(0, coalesce(extract(epoch from ${interval}) * 1000, 0))::float8`;
const columns = sql`
  ${milliseconds(sql`known.held_until - ${clock}`)} as "heldMs",
  case when known.paused_at is not null then ${milliseconds(sql`${clock} - known.paused_at`)} end as "pausedForMs",
  ${milliseconds(sql`known.try_at - ${clock}`)} as "tryInMs", known.last_error as "lastError"`;
const isKey = ({ endpoint, model }: EndpointKey) => sql`known.endpoint = ${endpoint} and known.model = ${model}`;
const calm: EndpointState = Object.freeze({ heldMs: 0, pausedForMs: null, tryInMs: 0, lastError: null });

/** Milliseconds from one unit (a request, a token) to the next at this limit; 0 where there is none. */
export const spacingMs = (perMinute: number | null) => (perMinute === null ? 0 : 60_000 / (perMinute * usedShare));

export async function readEndpoint(db: LedgerDatabase, key: EndpointKey): Promise<EndpointState> {
  const { rows } = await sql<EndpointState>`select ${columns} from endpoint_limit known where ${isKey(key)}`.execute(
    db,
  );
  return rows[0] ?? calm;
}

/**
 * Takes the turn of a block of calls (GCRA with next to no burst: theoretical arrival times of requests and of tokens), and
 * says in how many milliseconds the first of them may be sent. Takes nothing, but for the correction, where that is
 * further away than the horizon: what others have over-estimated may have come back by then.
 */
export async function reserveCalls(
  db: LedgerDatabase,
  key: EndpointKey,
  { requests, tokens, correction }: CallBlock,
  limits: CallLimits,
): Promise<{ taken: boolean; waitMs: number }> {
  const request = sql`${spacingMs(limits.requestsPerMinute) / 1000}::float8`;
  const token = sql`${spacingMs(limits.tokensPerMinute) / 1000}::float8`;
  const statement = sql<{ taken: boolean; waitMs: number }>`
    with known as (
      select requests_at, tokens_at + ${seconds(sql`${correction}::float8 * ${token}`)} as tokens_at, held_until
      from endpoint_limit known where ${isKey(key)} for update
    ), now as materialized (
      select known.*, ${clock} as at from known
    ), turn as (
      select *, greatest(at, held_until, case when ${request} > 0 then requests_at end,
        case when ${token} > 0 then tokens_at end) as begins from now
    ), decided as (
      select *, begins <= at + ${seconds(sql`${horizonMs / 1000}::float8`)} as taken from turn
    )
    update endpoint_limit set updated_at = at,
      requests_at = case when taken
        then greatest(at - ${catchUp}, decided.requests_at) + ${seconds(sql`${requests}::float8 * ${request}`)}
        else decided.requests_at end,
      tokens_at = case when taken
        then greatest(at - ${catchUp}, decided.tokens_at) + ${seconds(sql`${tokens}::float8 * ${token}`)}
        else decided.tokens_at end
    from decided where endpoint = ${key.endpoint} and model = ${key.model}
    returning taken, ${milliseconds(sql`begins - at`)} as "waitMs"`;
  const first = await statement.execute(db);
  if (first.rows[0]) return first.rows[0];
  await enter(db, key);
  return (await statement.execute(db)).rows[0] ?? { taken: false, waitMs: horizonMs };
}

/** Lets nobody call for so long. */
export async function holdEndpoint(db: LedgerDatabase, key: EndpointKey, forMs: number): Promise<EndpointState> {
  const until = sql`${clock} + ${seconds(sql`${Math.min(forMs, longestHoldMs) / 1000}::float8`)}`;
  return change(db, key, sql`held_until = greatest(known.held_until, ${until})`);
}

/** Pauses calls because it does not answer. Pausing what is paused changes nothing: they failed together. */
export async function pauseEndpoint(db: LedgerDatabase, key: EndpointKey, error: string): Promise<EndpointState> {
  const already = sql`known.paused_at is not null`;
  return change(
    db,
    key,
    sql`
    paused_at = coalesce(known.paused_at, ${clock}), trials = case when ${already} then known.trials else 0 end,
    try_at = case when ${already} then known.try_at else ${clock} + ${seconds(sql.lit(pauseMs(0) / 1000))} end,
    last_error = ${error}`,
  );
}

/** Takes the one trial of a paused endpoint that is due, for `leaseMs`; after that another may. False where none is due. */
export async function takeTrial(db: LedgerDatabase, key: EndpointKey, leaseMs: number): Promise<boolean> {
  const { rows } = await sql`
    update endpoint_limit known set try_at = ${clock} + ${seconds(sql`${leaseMs / 1000}::float8`)}, updated_at = ${clock}
    where ${isKey(key)} and paused_at is not null and try_at <= ${clock} returning 1`.execute(db);
  return rows.length > 0;
}

/** Notes that a trial failed: the next one comes after twice the time, a minute at most. */
export async function noteTrialFailed(db: LedgerDatabase, key: EndpointKey, error: string): Promise<EndpointState> {
  const wait = sql`least(${sql.lit(pauseMs(99) / 1000)}, ${sql.lit(pauseMs(0) / 1000)} * power(2, least(known.trials + 1, 10)))`;
  return change(
    db,
    key,
    sql`
    paused_at = coalesce(known.paused_at, ${clock}), trials = known.trials + 1, last_error = ${error},
    try_at = ${clock} + ${seconds(wait)}`,
  );
}

/** Notes that it answers: calls go on. */
export function resumeEndpoint(db: LedgerDatabase, key: EndpointKey): Promise<EndpointState> {
  return change(db, key, sql`paused_at = null, try_at = null, trials = 0, last_error = null`);
}

/** Endpoints' models that are paused or held, for `status`. */
export async function readEndpoints(db: LedgerDatabase): Promise<EndpointTrouble[]> {
  const rows = await db
    .selectFrom('endpoint_limit')
    .select(['endpoint', 'model', 'paused_at', 'try_at', 'held_until', 'last_error'])
    .where(sql<boolean>`paused_at is not null or held_until > ${clock}`)
    .orderBy('endpoint')
    .orderBy('model')
    .execute();
  return rows.map(({ endpoint, model, paused_at, try_at, held_until, last_error }) => ({
    ...{ endpoint, model, lastError: last_error },
    pausedSince: paused_at?.toISOString() ?? null,
    tryAt: try_at?.toISOString() ?? null,
    heldUntil: held_until && held_until > new Date() ? held_until.toISOString() : null,
  }));
}

async function enter(db: LedgerDatabase, { endpoint, model }: EndpointKey): Promise<void> {
  await sql`insert into endpoint_limit (endpoint, model) values (${endpoint}, ${model}) on conflict do nothing`.execute(
    db,
  );
}

async function change(db: LedgerDatabase, key: EndpointKey, changes: RawBuilder<unknown>): Promise<EndpointState> {
  await enter(db, key);
  const { rows } = await sql<EndpointState>`
    update endpoint_limit known set ${changes}, updated_at = ${clock} where ${isKey(key)}
    returning ${columns}`.execute(db);
  return rows[0] ?? calm;
}
