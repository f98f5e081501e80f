import type { ReasonOf } from '../reasons.ts';
import type { PageKind } from '../records.ts';
import { insertRows } from './insert-rows.ts';
import type { LedgerTransaction } from './ledger.ts';
import type { GivenMetadata } from './schema.ts';
import type { WorkKey } from './settle.ts';

/** A page that was discovered, or a file that was ingested (which comes with its body). */
export interface NewPage {
  id: string;
  source: string;
  url: string;
  kind: PageKind;
  parentUrl: string | null;
  /** Set where it is settled the moment it is found. */
  dropped?: { reason: ReasonOf<'crawl'>; detail: string };
}

export interface IngestedPage extends NewPage {
  body: Buffer;
  contentType: string;
  given: GivenMetadata;
}

export interface PageBody {
  status: number | null;
  contentType: string | null;
  etag: string | null;
  lastModified: string | null;
  /** ISO 8601. */
  fetchedAt: string;
  /** Null where it is not kept: for a feed, a sitemap, a listing, a page that was not modified. */
  body: Buffer | null;
  parts: Buffer[];
}

export async function writeBody(transaction: LedgerTransaction, pageId: string, body: PageBody): Promise<void> {
  await transaction
    .updateTable('page')
    .set({
      status: body.status,
      content_type: body.contentType,
      etag: body.etag,
      last_modified: body.lastModified,
      fetched_at: body.fetchedAt,
      ...(body.body && { body: body.body, parts: body.parts }),
    })
    .where('id', '=', pageId)
    .execute();
}

/**
 * Inserts the pages that several records led to, and returns for each record the crawling that this brings: pages that
 * nobody had found before. A page dropped on sight is entered as settled, or settled now if it was waiting.
 */
export async function writePages(transaction: LedgerTransaction, lists: NewPage[][]): Promise<WorkKey[][]> {
  const pages = [...new Map(lists.flat().map((page) => [page.id, page])).values()];
  if (pages.length === 0) return lists.map(() => []);
  const known = await knownIds(transaction, pages);
  const fresh = pages.filter(({ id }) => !known.has(id));
  await insertRows(
    transaction,
    'page',
    fresh.map(({ id, source, url, kind, parentUrl }) => ({ id, source, url, kind, parent_url: parentUrl })),
  );
  const dropped = pages.filter(
    (page) => page.dropped && (page.dropped.reason === 'part-of-article' || !known.has(page.id)),
  );
  await insertRows(
    transaction,
    'work',
    dropped.map(({ id, source, dropped: why }) => ({
      ...{ stage: 'crawl' as const, record_id: id, group_id: source, model: '', state: 'dropped' as const },
      ...why,
    })),
  );
  for (const { id, dropped: why } of dropped)
    await transaction
      .updateTable('work')
      .set({ state: 'dropped', ...why })
      .where('stage', '=', 'crawl')
      .where('record_id', '=', id)
      .where('state', '=', 'pending')
      .execute();
  const open = new Set(fresh.filter((page) => page.dropped === undefined).map(({ id }) => id));
  return lists.map((list) =>
    list
      .filter(({ id }) => open.delete(id))
      .map(({ id, source }): WorkKey => ({ stage: 'crawl', recordId: id, groupId: source, model: '' })),
  );
}

/** Inserts ingested records; returns those that are new. */
export async function insertIngested(transaction: LedgerTransaction, pages: IngestedPage[]): Promise<IngestedPage[]> {
  if (pages.length === 0) return [];
  const inserted = await transaction
    .insertInto('page')
    .values(
      pages.map((page) => ({
        ...{ id: page.id, source: page.source, url: page.url, kind: page.kind, parent_url: null },
        ...{ fetched_at: new Date(), content_type: page.contentType, body: page.body, parts: [] },
        given: JSON.stringify(page.given),
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  const fresh = new Set(inserted.map(({ id }) => id));
  return pages.filter(({ id }) => fresh.delete(id));
}

async function knownIds(transaction: LedgerTransaction, pages: NewPage[]): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('page')
    .select('id')
    .where((column) => column('id', '=', column.fn.any(column.val(pages.map(({ id }) => id)))))
    .execute();
  return new Set(rows.map(({ id }) => id));
}
