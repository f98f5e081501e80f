import { sql } from 'kysely';
import { cleanText } from '../text/clean-text.ts';
import { insertRows } from './insert-rows.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import type { VisitOutcome } from './schema.ts';

/** What one request for a page brought. */
export interface Visit {
  crawlId: string | null;
  outcome: VisitOutcome;
  status: number | null;
  /** Of the body, after its content coding is undone; null where none came. */
  bytes: number | null;
  milliseconds: number | null;
  /** Validators for the next request. */
  etag: string | null;
  lastModified: string | null;
  /** What the page asks of crawlers and text miners. */
  directives: readonly string[];
  /** ISO 8601. */
  at: string;
}

/** What was fetched where it differs from what the ledger held. */
export interface PageBody {
  contentType: string | null;
  /** ISO 8601. */
  fetchedAt: string;
  /** Null where it is not kept: for a feed, a sitemap, a listing. */
  body: Buffer | null;
  parts: Buffer[];
  /** SHA-256 of body and parts, hexadecimal; of a list, with a short hash of the rules that its links were read by. */
  contentHash: string;
  /** Whether it is what a browser drew. */
  rendered: boolean;
}

export interface VisitRecord {
  pageId: string;
  visit: Visit;
  /** A sentence of the page's drop. */
  detail: string | null;
}

export async function writeBody(transaction: LedgerTransaction, pageId: string, body: PageBody): Promise<void> {
  await transaction
    .updateTable('page')
    .set((column) => ({
      content_type: body.contentType,
      fetched_at: body.fetchedAt,
      content_hash: body.contentHash,
      rendered: body.rendered,
      version: column('version', '+', 1),
      ...(body.body && { body: body.body, parts: body.parts }),
    }))
    .where('id', '=', pageId)
    .execute();
}

/** Notes visits on their pages and in their pages' histories, where the same nothing time after time is one entry. */
export async function writeVisits(transaction: LedgerTransaction, records: VisitRecord[]): Promise<void> {
  if (records.length === 0) return;
  const column = <T>(pick: (record: VisitRecord) => T) => records.map(pick);
  await sql`
    update page set
      status = coalesce(v.status, page.status), checked_at = v.at,
      fetched_at = case when v.status = 200 then v.at else page.fetched_at end, outcome = v.outcome, crawl_id = v.crawl_id,
      etag = case when v.outcome in ('new', 'changed') then v.etag else coalesce(v.etag, page.etag) end,
      last_modified = case when v.outcome in ('new', 'changed') then v.last_modified
        else coalesce(v.last_modified, page.last_modified) end,
      changed_at = case when v.outcome in ('new', 'changed') then v.at else page.changed_at end,
      gone_at = case when v.outcome = 'gone' then coalesce(page.gone_at, v.at) end,
      directives = case when v.status = 304 and v.directives = '' then page.directives else nullif(string_to_array(v.directives, ' '), '{}') end
    from unnest(
      ${column((r) => r.pageId)}::text[], ${column((r) => r.visit.outcome)}::text[],
      ${column((r) => r.visit.crawlId)}::text[], ${column((r) => r.visit.status)}::int[],
      ${column((r) => r.visit.etag)}::text[], ${column((r) => r.visit.lastModified)}::text[],
      ${column((r) => r.visit.directives.join(' '))}::text[], ${column((r) => r.visit.at)}::timestamptz[]
    ) as v (page_id, outcome, crawl_id, status, etag, last_modified, directives, at)
    where page.id = v.page_id`.execute(transaction);
  const unchanged = records.filter(({ visit }) => visit.outcome === 'unchanged');
  const counted = new Set(await countAgain(transaction, unchanged));
  await insertRows(
    transaction,
    'visit',
    records
      .filter((record) => !counted.has(record.pageId))
      .map(({ pageId, visit, detail }) => ({
        ...{ page_id: pageId, crawl_id: visit.crawlId, outcome: visit.outcome, status: visit.status, detail },
        ...{ bytes: visit.bytes, milliseconds: visit.milliseconds, first_at: visit.at, last_at: visit.at },
      })),
  );
}

/** Counts a visit that found nothing new onto the one before it, if that found nothing new either. Returns whose that was. */
async function countAgain(transaction: LedgerTransaction, records: VisitRecord[]): Promise<string[]> {
  if (records.length === 0) return [];
  const { rows } = await sql<{ page_id: string }>`
    update visit set times = times + 1, last_at = now(), crawl_id = v.crawl_id
    from unnest(${records.map((r) => r.pageId)}::text[], ${records.map((r) => r.visit.crawlId)}::text[]) as v (page_id, crawl_id)
    where visit.id = (select max(id) from visit last where last.page_id = v.page_id) and visit.outcome = 'unchanged'
    returning visit.page_id`.execute(transaction);
  return rows.map((row) => row.page_id);
}

/** Notes a request that failed: to be tried again (`retry`), or for good. */
export async function noteFailure(
  db: LedgerDatabase,
  failure: {
    pageId: string;
    crawlId: string | null;
    outcome: 'retry' | 'failed';
    detail: string;
    milliseconds: number;
  },
): Promise<void> {
  const { pageId, crawlId, outcome, detail, milliseconds } = failure;
  await db
    .insertInto('visit')
    .values({
      ...{ page_id: pageId, crawl_id: crawlId, outcome, detail: cleanText(detail) },
      milliseconds: Math.round(milliseconds),
    })
    .execute();
  if (outcome === 'failed')
    await db.updateTable('page').set({ outcome, crawl_id: crawlId }).where('id', '=', pageId).execute();
}
