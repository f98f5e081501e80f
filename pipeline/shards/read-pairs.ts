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
const readAtOnce = 2 << 20;
const mostRows = 1000;

/**
 * The pairs of a selection, one for each document, task and language: of the preferred model where it has one. In an
 * order that depends on the records alone.
 */
export async function* readPairs(
  transaction: LedgerTransaction,
  selection: PairSelection,
): AsyncGenerator<ExportedPair> {
  for (const language of languageOrder) {
    if (selection.filter.languages && !selection.filter.languages.includes(language)) continue;
    const cursor = await openCursor(transaction, selection, language);
    let size = 50;
    let [key, split]: [string, Split] = ['', splitOf('', selection.shares)];
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
        for (const { splitKey, ...row } of rows) {
          // The pairs of a document follow one another.
          if (splitKey !== key) [key, split] = [splitKey, splitOf(splitKey, selection.shares)];
          const pair: ExportedPair = Object.assign(row, { kind: taskBySlug(row.task).kind, split });
          if (isWithin(pair, selection.filter)) yield pair;
        }
      }
    } finally {
      // Whoever has read enough leaves the cursor to the end of the transaction, but not a query under way.
      await next.catch(() => {});
    }
  }
}

type Row = Omit<ExportedPair, 'kind' | 'split'> & { splitKey: string };

let cursors = 0;

/**
 * Begins to read the pairs of one language; the cursor is of the transaction, and ends with it. Orders as bytes do, so that
 * a database's collation plays no part.
 */
async function openCursor(
  transaction: LedgerTransaction,
  { filter, preferredModel }: PairSelection,
  language: Language,
): Promise<string> {
  const cursor = `pairs_${++cursors}`;
  // What came after the splits were pinned may belong with a document of the bench: it is of the next export.
  const pinned = sql<boolean>`document.split_key is not null`;
  const conditions = [sql`pair.language = ${sql.lit(language)}`, pinned, ...pairConditions(filter)];
  await sql`
    declare ${sql.ref(cursor)} no scroll cursor for
    select distinct on (pair.document_id collate "C", pair.task collate "C")
      pair.id, pair.document_id as "documentId", pair.group_id as "group", pair.task, pair.category, pair.language,
      pair.instruction, pair.input, pair.blocks, pair.thought, pair.output, pair.evidence, pair.model,
      completion.model as "answeredBy", pair.prompt_version as "promptVersion", pair.completion_id as "completionId",
      judgement.score, document.source, document.url, document.title, document.published_at as "publishedAt",
      document.licence, document.text_hash as "textHash", document.split_key as "splitKey"
    from pair
      join document on document.id = pair.document_id
      join completion on completion.id = pair.completion_id
      left join lateral (
        select score from judgement where judgement.cell_id = pair.cell_id order by created_at desc, model limit 1
      ) judgement on true
    where ${sql.join(conditions, sql` and `)}
    order by pair.document_id collate "C", pair.task collate "C", pair.model = ${preferredModel} desc,
      pair.model collate "C" desc, pair.prompt_version collate "C" desc, pair.id collate "C"`.execute(transaction);
  return cursor;
}

async function fetchRows(transaction: LedgerTransaction, cursor: string, count: number): Promise<Row[]> {
  const { rows } = await sql<Row>`fetch ${sql.lit(count)} from ${sql.ref(cursor)}`.execute(transaction);
  return rows;
}
