import { sql } from 'kysely';
import { taskBySlug } from '../../task-pool/index.ts';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import { type Language, languageSchema } from '../records.ts';
import type { ExportedPair } from './exported-pair.ts';
import { isWithin, type PairFilter, pairConditions } from './pair-filter.ts';
import { type Split, type SplitShares, splitOf } from './split.ts';

/** Languages in the order in which an export writes them. */
export const languageOrder: readonly Language[] = languageSchema.options;

export interface PairSelection {
  filter: PairFilter;
  shares: SplitShares;
  /** Whose pair is taken where several models answered the same. */
  preferredModel: string;
}

/** Characters of rows that are held at a time, about. */
const readAtOnce = 1 << 18;
const mostRows = 1000;

/** The pairs of a selection, as `readPairBatches` reads them, one by one. */
export async function* readPairs(
  transaction: LedgerTransaction,
  selection: PairSelection,
): AsyncGenerator<ExportedPair> {
  for await (const pairs of readPairBatches(transaction, selection)) yield* pairs;
}

/**
 * The pairs of a selection, one for each document, task and language: of the preferred model where it has one. In an
 * order that depends on the records alone; some at a time, since to wait for each costs more than to read it.
 */
export async function* readPairBatches(
  transaction: LedgerTransaction,
  { filter, shares, preferredModel }: PairSelection,
): AsyncGenerator<ExportedPair[]> {
  for (const language of languageOrder) {
    if (filter.languages && !filter.languages.includes(language)) continue;
    const cursor = await openCursor(transaction, filter, language);
    let size = 50;
    let [key, split]: [string, Split] = ['', splitOf('', shares)];
    const pairOf = (row: Row): ExportedPair => {
      // The pairs of a document follow one another.
      if (row.split !== key) [key, split] = [row.split, splitOf(row.split, shares)];
      // In place: to copy so many fields takes as long as to read them.
      return Object.assign(row, { kind: taskBySlug(row.kind).kind, split });
    };
    let held: Row | undefined;
    // The database looks up the next rows while these are written.
    let next = fetchRows(transaction, cursor, size);
    try {
      for (;;) {
        const rows = await next;
        if (rows.length === 0) break;
        const mean =
          rows.reduce((sum, { input, thought }) => sum + input.length + thought.length + 1000, 0) / rows.length;
        size = Math.max(1, Math.min(mostRows, 4 * size, Math.floor(readAtOnce / mean)));
        next = fetchRows(transaction, cursor, size);
        const pairs: ExportedPair[] = [];
        for (const row of rows)
          if (row.documentId === held?.documentId && row.task === held.task) {
            if (isTakenBefore(row, held, preferredModel)) held = row;
          } else {
            if (held && isWithin(held, filter)) pairs.push(pairOf(held));
            held = row;
          }
        yield pairs;
      }
      if (held && isWithin(held, filter)) yield [pairOf(held)];
    } finally {
      // Whoever has read enough leaves the cursor to the end of the transaction, but not a query under way.
      await next.catch(() => {});
    }
  }
}

/** What becomes a pair: `kind` is yet a task's slug, and `split` what the split is read off. */
type Row = Omit<ExportedPair, 'kind' | 'split'> & { kind: string; split: string };

/**
 * Which of two answers to the same task is taken: of the preferred model, else of the last model by name, of the last
 * prompt, of the least id. Compares as bytes do.
 */
function isTakenBefore(row: Row, other: Row, preferredModel: string): boolean {
  const isPreferred = row.model === preferredModel;
  if (isPreferred !== (other.model === preferredModel)) return isPreferred;
  const order =
    compareBytes(other.model, row.model) ||
    compareBytes(other.promptVersion, row.promptVersion) ||
    compareBytes(row.id, other.id);
  return order < 0;
}

const compareBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

let cursors = 0;

/**
 * Begins to read the pairs of one language; the cursor is of the transaction, and ends with it. Orders as bytes do, so that
 * a database's collation plays no part.
 */
async function openCursor(transaction: LedgerTransaction, filter: PairFilter, language: Language): Promise<string> {
  const cursor = `pairs_${++cursors}`;
  // What came after the splits were pinned may belong with a document of the bench: it is of the next export.
  const pinned = sql<boolean>`document.split_key is not null`;
  const conditions = [sql`pair.language = ${sql.lit(language)}`, pinned, ...pairConditions(filter)];
  // The index `pair_export` has the order already; by its estimates the database would sort whole rows on disk instead.
  await sql`select set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`.execute(transaction);
  await sql`
    declare ${sql.ref(cursor)} no scroll cursor for
    select
      pair.id, pair.document_id as "documentId", pair.group_id as "group", pair.task, pair.category, pair.language,
      pair.instruction, pair.input, pair.blocks, pair.thought, pair.output, pair.evidence, pair.model,
      completion.model as "answeredBy", pair.prompt_version as "promptVersion", pair.completion_id as "completionId",
      judgement.score, document.source, document.url, document.title, document.published_at as "publishedAt",
      document.licence, document.text_hash as "textHash", pair.task as kind, document.split_key as split
    from pair
      join document on document.id = pair.document_id
      join completion on completion.id = pair.completion_id
      left join lateral (
        select score from judgement where judgement.cell_id = pair.cell_id order by created_at desc, model limit 1
      ) judgement on true
    where ${sql.join(conditions, sql` and `)}
    order by pair.document_id collate "C", pair.task collate "C"`.execute(transaction);
  await sql`set local enable_sort to default`.execute(transaction);
  await sql`set local jit to default`.execute(transaction);
  return cursor;
}

async function fetchRows(transaction: LedgerTransaction, cursor: string, count: number): Promise<Row[]> {
  const { rows } = await sql<Row>`fetch ${sql.lit(count)} from ${sql.ref(cursor)}`.execute(transaction);
  return rows;
}
