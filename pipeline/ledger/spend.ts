import { sql } from 'kysely';
import type { Language } from '../records.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { CompletionTable } from './schema.ts';

/** What the calls for one thing used and cost. A call that serves several cells is shared out, so counts are fractions. */
export interface SpendRow {
  model: string;
  purpose: CompletionTable['purpose'];
  /** Null for selection: it serves no task yet. */
  task: string | null;
  language: Language | null;
  /** The run that asked. */
  run: string | null;
  calls: number;
  input: number;
  cached: number;
  output: number;
  reasoning: number;
  /** US dollars; calls without a known price count nothing, see `unpriced`. */
  cost: number;
  /** Calls whose tokens the endpoint did not report. */
  estimated: number;
  /** Calls that no price was known for. */
  unpriced: number;
}

/** A row by some keys. */
export type Spent<K extends Key> = Pick<SpendRow, K | Exclude<keyof SpendRow, Key>>;

/** Calls that were sent and whose answers are not stored, at their upper bounds; known where a cap was set. */
export interface UnstoredCalls {
  calls: number;
  cost: number;
  tokens: number;
}

type Key = 'model' | 'purpose' | 'task' | 'language' | 'run';
const columns = {
  model: sql`model`,
  purpose: sql`purpose`,
  task: sql`task`,
  language: sql`language`,
  run: sql`run_id`,
} as const;

/**
 * What was spent, by these keys (all of them by default), the dearest first; the rules' answers are no calls. A call that
 * served several cells (tasks × languages) is split evenly over them: the rows add up to what was paid.
 */
export async function spendBy<K extends Key = Key>(
  db: LedgerDatabase | LedgerTransaction,
  keys: readonly K[] = ['model', 'purpose', 'task', 'language', 'run'] as unknown as K[],
): Promise<Spent<K>[]> {
  const list = sql.join(keys.map((key) => sql`${columns[key]} as ${sql.ref(key)}`));
  // Rounded, since a sum of fractions depends on its order: the same ledger gives the same figures.
  const rounded = (sum: ReturnType<typeof sql>) => sql`coalesce(round((${sum})::numeric, 9), 0)::float8`;
  const shared = (column: string) => rounded(sql`sum(${sql.ref(column)} * share)`);
  const { rows } = await sql<Spent<K>>`
    select ${list}, ${rounded(sql`sum(share)`)} as calls, ${shared('input_tokens')} as input, ${shared('cached_tokens')} as cached,
      ${shared('output_tokens')} as output, ${shared('reasoning_tokens')} as reasoning,
      ${shared('cost')} as cost,
      ${rounded(sql`sum(share) filter (where estimated)`)} as estimated,
      ${rounded(sql`sum(share) filter (where cost is null)`)} as unpriced
    from completion
      left join lateral unnest(tasks) as task on true
      left join lateral unnest(languages) as language on true
      cross join lateral (
        select 1.0::float8 / (greatest(1, cardinality(tasks)) * greatest(1, cardinality(languages))) as share
      ) shares
    where model not like 'rules-%'
    group by ${sql.join(keys.map((_, index) => sql`${sql.lit(index + 1)}`))}
    order by cost desc, calls desc, ${sql.join(keys.map((_, index) => sql`${sql.lit(index + 1)}`))}`.execute(db);
  return rows;
}

/** Calls that were lost, or are under way. */
export async function unstoredCalls(db: LedgerDatabase | LedgerTransaction): Promise<UnstoredCalls> {
  return db
    .selectFrom('unstored_call')
    .select((column) => [
      column.fn.countAll<number>().as('calls'),
      sql<number>`coalesce(sum(cost), 0)`.as('cost'),
      sql<number>`coalesce(sum(tokens), 0)::bigint`.as('tokens'),
    ])
    .executeTakeFirstOrThrow();
}

/** What was spent, seen from every side. */
export interface SpendReport {
  byModel: Spent<'model'>[];
  byTask: Spent<'task'>[];
  byLanguage: Spent<'language'>[];
  byRun: Spent<'run'>[];
  /** Lost, or under way. */
  unstored: UnstoredCalls;
}

/** The report of `status` and of manifests. */
export async function spendReport(db: LedgerDatabase | LedgerTransaction): Promise<SpendReport> {
  return {
    byModel: await spendBy(db, ['model']),
    byTask: await spendBy(db, ['task']),
    byLanguage: await spendBy(db, ['language']),
    byRun: await spendBy(db, ['run']),
    unstored: await unstoredCalls(db),
  };
}
