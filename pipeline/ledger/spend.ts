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
  return spendGrouped(db, [keys]);
}

/** Rows by each of some sets of keys, with no other keys, all from one reading of what may be millions of calls. */
async function spendGrouped<K extends Key>(
  db: LedgerDatabase | LedgerTransaction,
  sets: readonly (readonly K[])[],
): Promise<Spent<K>[]> {
  const all = [...new Set(sets.flat())];
  const list = sql.join(all.map((key) => sql`${columns[key]} as ${sql.ref(key)}`));
  const groups = sets.map((keys) => sql`(${sql.join(keys.map((key) => columns[key]))})`);
  // Rounded, since a sum of fractions depends on its order: the same ledger gives the same figures.
  const rounded = (sum: ReturnType<typeof sql>) => sql`coalesce(round((${sum})::numeric, 9), 0)::float8`;
  const shared = (column: string) => rounded(sql`sum(${sql.ref(column)} * share)`);
  // Calls that served the same are added up before they are shared out.
  const { rows } = await sql<Spent<K> & { left_out: number }>`
    select ${list}, grouping(${sql.join(all.map((key) => columns[key]))}) as left_out,
      ${rounded(sql`sum(calls * share)`)} as calls, ${shared('input_tokens')} as input, ${shared('cached_tokens')} as cached,
      ${shared('output_tokens')} as output, ${shared('reasoning_tokens')} as reasoning,
      ${shared('cost')} as cost,
      ${shared('estimated')} as estimated, ${shared('unpriced')} as unpriced
    from (
        select model, purpose, tasks, languages, run_id, count(*) as calls, sum(input_tokens) as input_tokens,
          sum(cached_tokens) as cached_tokens, sum(output_tokens) as output_tokens,
          sum(reasoning_tokens) as reasoning_tokens, sum(cost) as cost,
          count(*) filter (where estimated) as estimated, count(*) filter (where cost is null) as unpriced
        from completion where model not like 'rules-%' group by model, purpose, tasks, languages, run_id
      ) alike
      left join lateral unnest(tasks) as task on true
      left join lateral unnest(languages) as language on true
      cross join lateral (
        select 1.0::float8 / (greatest(1, cardinality(tasks)) * greatest(1, cardinality(languages))) as share
      ) shares
    group by grouping sets (${sql.join(groups)})
    order by cost desc, calls desc, ${sql.join(all.map((_, index) => sql`${sql.lit(index + 1)}`))}`.execute(db);
  return rows.map(({ left_out, ...row }) => {
    // The first key is the highest bit.
    const isLeftOut = (index: number) => ((left_out >> (all.length - 1 - index)) & 1) === 1;
    const kept = Object.entries(row).filter(([name]) => !all.includes(name as K) || !isLeftOut(all.indexOf(name as K)));
    return Object.fromEntries(kept) as unknown as Spent<K>;
  });
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
  byPurpose: Spent<'purpose'>[];
  byTask: Spent<'task'>[];
  byLanguage: Spent<'language'>[];
  byRun: Spent<'run'>[];
  /** Lost, or under way. */
  unstored: UnstoredCalls;
}

/** The report of `status` and of manifests. */
export async function spendReport(db: LedgerDatabase | LedgerTransaction): Promise<SpendReport> {
  const rows = await spendGrouped<Key>(db, [['model'], ['purpose'], ['task'], ['language'], ['run']]);
  const by = <K extends Key>(key: K) => rows.filter((row) => key in row) as Spent<K>[];
  return {
    ...{ byModel: by('model'), byPurpose: by('purpose'), byTask: by('task'), byLanguage: by('language') },
    ...{ byRun: by('run'), unstored: await unstoredCalls(db) },
  };
}
