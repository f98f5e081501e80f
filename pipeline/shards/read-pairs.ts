import { type RawBuilder, sql } from 'kysely';
import type { CopiedRows } from '../ledger/copy-out.ts';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import { type Language, languageSchema } from '../records.ts';
import type { ExportedPair } from './exported-pair.ts';
import { isWithin, type PairFilter, pairConditions } from './pair-filter.ts';
import { PairRow, pairColumns } from './pair-row.ts';
import { type Split, type SplitShares, splitOf } from './split.ts';

/** Languages in the order in which an export writes them. */
export const languageOrder: readonly Language[] = languageSchema.options;

export interface PairSelection {
  filter: PairFilter;
  shares: SplitShares;
  /** Whose pair is taken where several models answered the same. */
  preferredModel: string;
}

/** Rows of the first query; each takes so many times those of the last, since what has begun is read to its end. */
const firstRows = 500;
const growth = 4;
const mostRows = 64_000;

const orderSettings = [
  ...['enable_sort', 'enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit'],
  'max_parallel_workers_per_gather',
];

/** The pairs of a selection, as `readPairBatches` reads them, one by one. */
export async function* readPairs(
  transaction: LedgerTransaction,
  selection: PairSelection,
): AsyncGenerator<ExportedPair> {
  for await (const pairs of readPairBatches(transaction, selection)) for (const pair of pairs) yield pair.toJSON();
}

/**
 * The pairs of a selection, one for each document, task and language: of the preferred model where it has one. In an
 * order that depends on the records alone; some at a time, since to wait for each costs more than to read it.
 */
export async function* readPairBatches(
  transaction: LedgerTransaction,
  { filter, shares, preferredModel }: PairSelection,
): AsyncGenerator<PairRow[]> {
  const joins = await joinsOf(transaction);
  for (const language of languageOrder) {
    if (filter.languages && !filter.languages.includes(language)) continue;
    let [key, split]: [string, Split] = ['', splitOf('', shares)];
    const placed = (pair: PairRow): PairRow => {
      // The pairs of a document follow one another.
      const { splitKey } = pair;
      if (splitKey !== key) [key, split] = [splitKey, splitOf(splitKey, shares)];
      pair.split = split;
      return pair;
    };
    let held: PairRow | undefined;
    for await (const rows of readRows(transaction, joins, filter, language)) {
      const pairs: PairRow[] = [];
      for (let row = 0; row < rows.count; row++) {
        const pair = new PairRow(rows, row);
        if (pair.documentId === held?.documentId && pair.task === held.task) {
          if (isTakenBefore(pair, held, preferredModel)) held = pair;
        } else {
          if (held && isWithin(held, filter)) pairs.push(placed(held));
          held = pair;
        }
      }
      yield pairs;
    }
    if (held && isWithin(held, filter)) yield [placed(held)];
  }
}

/**
 * Which of two answers to the same task is taken: of the preferred model, else of the last model by name, of the last
 * prompt, of the least id. Compares as bytes do.
 */
function isTakenBefore(row: PairRow, other: PairRow, preferredModel: string): boolean {
  const isPreferred = row.model === preferredModel;
  if (isPreferred !== (other.model === preferredModel)) return isPreferred;
  const order =
    compareBytes(other.model, row.model) ||
    compareBytes(other.promptVersion, row.promptVersion) ||
    compareBytes(row.id, other.id);
  return order < 0;
}

const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The rows of one language, in blocks. Orders as bytes do, so that a database's collation plays no part. */
async function* readRows(
  transaction: LedgerTransaction,
  joins: Joins,
  filter: PairFilter,
  language: Language,
): AsyncGenerator<CopiedRows> {
  let count = firstRows;
  let last = { documentId: '', task: '' };
  await readInOrder(transaction);
  try {
    for (;;) {
      const query = rowsAfter(last, count, joins, filter, language).compile(transaction);
      let read = 0;
      for await (const { rows } of transaction.getExecutor().stream<CopiedRows>(query, 1))
        for (const some of rows) {
          read += some.count;
          const { documentId, task } = new PairRow(some, some.count - 1);
          last = { documentId, task };
          yield some;
        }
      if (read < count) return;
      count = Math.min(growth * count, mostRows);
    }
  } finally {
    // One that has failed has nothing more to read.
    await readAsBefore(transaction).catch(() => {});
  }
}

/** So many rows behind a document and task, and what is of the same document and task as the last of them. */
function rowsAfter(
  { documentId, task }: Pick<PairRow, 'documentId' | 'task'>,
  count: number,
  joins: Joins,
  filter: PairFilter,
  language: Language,
) {
  // What came after the splits were pinned may belong with a document of the bench: it is of the next export.
  const pinned = sql<boolean>`document.split_key is not null`;
  const after = sql<boolean>`(pair.document_id collate "C", pair.task collate "C") > (${documentId}, ${task})`;
  const conditions = [sql`pair.language = ${sql.lit(language)}`, after, pinned, ...pairConditions(filter)];
  return sql<CopiedRows>`
    select ${sql.raw(Object.values(pairColumns).join(', '))}
    from pair
      join document on document.id = pair.document_id
      ${joins}
    where ${sql.join(conditions, sql` and `)}
    order by pair.document_id collate "C", pair.task collate "C"
    fetch first ${count} rows with ties`;
}

type Joins = RawBuilder<unknown>;

/**
 * Who answered, and the last judge's score. To look up each takes half as long as to read the pair: it is left where all
 * answers are by one model, as they are of one teacher without a fallback, and where no judge was asked.
 */
async function joinsOf(transaction: LedgerTransaction): Promise<Joins> {
  const { rows } = await sql<{ first: string | null; last: string | null; is_judged: boolean }>`
    select min(model) as first, max(model) as last, exists (select 1 from judgement) as is_judged
    from completion where purpose in ('generate', 'repair')`.execute(transaction);
  const { first, last, is_judged } = rows[0]!;
  const completion =
    first !== null && first === last
      ? sql`cross join (select ${first}::text as model) completion`
      : sql`join completion on completion.id = pair.completion_id`;
  const judgement = is_judged
    ? sql`left join lateral (
        select score from judgement where judgement.cell_id = pair.cell_id order by created_at desc, model limit 1
      ) judgement on true`
    : sql`cross join (select null::float8 as score) judgement`;
  return sql`${completion} ${judgement}`;
}

/**
 * The index `pair_export` has the order already, and what goes with a pair is looked up by an index. By its estimates the
 * database would sort whole rows on disk, start workers anew for each query or, where splits were pinned or pairs curated
 * a moment ago, take a table for empty and read all of it for every pair.
 */
async function readInOrder(transaction: LedgerTransaction): Promise<void> {
  await sql`
    select set_config(name, case when name like 'max%' then '0' else 'off' end, true)
    from unnest(${orderSettings}::text[]) as name`.execute(transaction);
}

async function readAsBefore(transaction: LedgerTransaction): Promise<void> {
  for (const setting of orderSettings) await sql`set local ${sql.raw(setting)} to default`.execute(transaction);
}
