import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger.ts';
import { clusterOf } from './near-duplicates.ts';
import { rerunReport } from './rerun-report.ts';

export type PageStory = NonNullable<Awaited<ReturnType<typeof showPage>>>;
export type ShownRecord = PageStory | Record<string, unknown>;

/** Everything the ledger knows of one record, by its id or URL: the record, where it stands, and what it came from and led to. */
export async function showRecord(db: LedgerDatabase, id: string): Promise<ShownRecord | null> {
  const kind = id.split('_', 1)[0];
  if (kind === 'page' || /^(https?|file):/.test(id)) return showPage(db, id);
  if (kind === 'doc') return showDocument(db, id);
  if (kind === 'cell') return showCell(db, id);
  if (kind === 'pair') {
    const pair = await db.selectFrom('pair').selectAll().where('id', '=', id).executeTakeFirst();
    if (pair) {
      const curated = await db.selectFrom('curation').selectAll().where('pair_id', '=', id).executeTakeFirst();
      return { pair, curated: curated ?? null, cell: await showCell(db, pair.cell_id) };
    }
    const retired = await db
      .selectFrom('retired_pair')
      .selectAll()
      .where('id', '=', id)
      .orderBy('retired_at', 'desc')
      .executeTakeFirst();
    return retired ? { retired, cell: await showCell(db, retired.cell_id) } : null;
  }
  if (kind === 'rerun') {
    const rerun = await db.selectFrom('rerun').selectAll().where('id', '=', id).executeTakeFirst();
    if (!rerun) return null;
    const cells = await db.selectFrom('rerun_cell').selectAll().where('rerun_id', '=', id).orderBy('cell_id').execute();
    return { rerun, outcomes: await rerunReport(db, id), cells };
  }
  if (kind === 'cmp') {
    const completion = await db.selectFrom('completion').selectAll().where('id', '=', id).executeTakeFirst();
    return completion ? { completion } : null;
  }
  return null;
}

const standing = (db: LedgerDatabase, recordIds: string[]) =>
  db
    .selectFrom('work')
    .select(['stage', 'model', 'state', 'reason', 'detail', 'attempts', 'updated_at'])
    .where('record_id', 'in', recordIds)
    .orderBy('updated_at')
    .execute();

async function showPage(db: LedgerDatabase, id: string) {
  const page = await db
    .selectFrom('page')
    .select([
      'id',
      'source',
      'url',
      'kind',
      'parent_url',
      'depth',
      'discovered_at',
      'lastmod',
      'status',
      'content_type',
    ])
    .select(['fetched_at', 'checked_at', 'changed_at', 'gone_at', 'version', 'rendered', 'directives', 'etag'])
    .select('last_modified')
    .select(sql<number>`octet_length(body)`.as('bytes'))
    .select(sql<number>`coalesce(cardinality(parts), 0)`.as('further_parts'))
    .where((column) => column.or([column('id', '=', id), column('url', '=', id)]))
    .orderBy('discovered_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!page) return null;
  const visits = await db
    .selectFrom('visit')
    .select(['outcome', 'status', 'detail', 'bytes', 'milliseconds', 'times', 'first_at', 'last_at', 'crawl_id'])
    .where('page_id', '=', page.id)
    .orderBy('id')
    .execute();
  const documents = await db
    .selectFrom('document')
    .select('id')
    .where('page_id', '=', page.id)
    .orderBy('page_version', 'desc')
    .execute();
  return {
    page,
    visits,
    standing: await standing(db, [page.id]),
    documents: await Promise.all(documents.map((document) => showDocument(db, document.id))),
  };
}

async function showDocument(db: LedgerDatabase, id: string) {
  const row = await db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const { signature: _, ...document } = row;
  const assignments = await db
    .selectFrom('assignment')
    .select(['task', 'model', 'fit', 'chosen', 'reason'])
    .where('document_id', '=', id)
    .orderBy('chosen', 'desc')
    .orderBy('fit', 'desc')
    .execute();
  const cells = await db
    .selectFrom('cell')
    .leftJoin('pair', 'pair.cell_id', 'cell.id')
    .select(['cell.id', 'cell.task', 'cell.language', 'cell.model', 'pair.id as pair'])
    .select(['cell.stale_since', 'cell.stale_because', 'cell.retired_at'])
    .where('cell.document_id', '=', id)
    .orderBy('cell.task')
    .execute();
  return { document, standing: await standing(db, [id]), cluster: await clusterOf(db, id), assignments, cells };
}

async function showCell(db: LedgerDatabase, id: string) {
  const cell = await db.selectFrom('cell').selectAll().where('id', '=', id).executeTakeFirst();
  if (!cell) return null;
  const draft = await db
    .selectFrom('draft')
    .innerJoin('completion', 'completion.id', 'draft.completion_id')
    .select(['draft', 'completion_id', 'text as raw', 'completion.model as answered_by', 'finish_reason', 'usage'])
    .where('cell_id', '=', id)
    .executeTakeFirst();
  const pair = await db.selectFrom('pair').selectAll().where('cell_id', '=', id).executeTakeFirst();
  const retired = await db
    .selectFrom('retired_pair')
    .select(['id', 'pair', 'because', 'replaced_by', 'retired_at'])
    .where('cell_id', '=', id)
    .orderBy('retired_at')
    .execute();
  const judgements = await db
    .selectFrom('judgement')
    .selectAll()
    .where('cell_id', '=', id)
    .orderBy('created_at')
    .execute();
  const rerun = await db.selectFrom('rerun_cell').selectAll().where('cell_id', '=', id).executeTakeFirst();
  return {
    ...{ cell, rerun: rerun ?? null, standing: await standing(db, [id]) },
    ...{ draft: draft ?? null, pair: pair ?? null, judgements, retired },
  };
}
