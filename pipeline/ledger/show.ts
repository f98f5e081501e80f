import type { LedgerDatabase } from './ledger.ts';

/** Everything the ledger knows of one record, by its id or URL: the record, where it stands, and what it came from and led to. */
export async function showRecord(db: LedgerDatabase, id: string): Promise<Record<string, unknown> | null> {
  const kind = id.split('_', 1)[0];
  if (kind === 'page' || /^(https?|file):/.test(id)) return showPage(db, id);
  if (kind === 'doc') return showDocument(db, id);
  if (kind === 'cell') return showCell(db, id);
  if (kind === 'pair') {
    const pair = await db.selectFrom('pair').selectAll().where('id', '=', id).executeTakeFirst();
    return pair ? { pair, cell: await showCell(db, pair.cell_id) } : null;
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
    .select(['id', 'source', 'url', 'kind', 'parent_url', 'discovered_at', 'status', 'content_type', 'fetched_at'])
    .where((column) => column.or([column('id', '=', id), column('url', '=', id)]))
    .limit(1)
    .executeTakeFirst();
  if (!page) return null;
  const documents = await db.selectFrom('document').select('id').where('page_id', '=', page.id).execute();
  return {
    page,
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
    .where('cell.document_id', '=', id)
    .orderBy('cell.task')
    .execute();
  return { document, standing: await standing(db, [id]), assignments, cells };
}

async function showCell(db: LedgerDatabase, id: string) {
  const cell = await db.selectFrom('cell').selectAll().where('id', '=', id).executeTakeFirst();
  if (!cell) return null;
  const draft = await db
    .selectFrom('draft')
    .innerJoin('completion', 'completion.id', 'draft.completion_id')
    .select(['draft', 'completion_id', 'text as raw', 'finish_reason', 'usage'])
    .where('cell_id', '=', id)
    .executeTakeFirst();
  const pair = await db.selectFrom('pair').selectAll().where('cell_id', '=', id).executeTakeFirst();
  return { cell, standing: await standing(db, [id]), draft: draft ?? null, pair: pair ?? null };
}
