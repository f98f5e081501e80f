import { sql } from 'kysely';
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
  /** Links from a seed; 0 where it is one. */
  depth?: number;
  /** When a sitemap, feed or listing says it was published or changed; ISO 8601. */
  lastmod?: string | null;
  /** Whether it is asked again where that is later than the last time. */
  announced?: boolean;
  /** Set where it is settled the moment it is found. */
  dropped?: { reason: ReasonOf<'crawl'>; detail: string };
}

export interface IngestedPage extends NewPage {
  body: Buffer;
  contentType: string;
  given: GivenMetadata;
  /** When an archive captured it, ISO 8601; left out, it is fetched now. */
  fetchedAt?: string;
  /** The HTTP status it was captured with. */
  status?: number;
}

/** Where a dropped page may be asked again, since what dropped it may have passed. */
export const passingReasons = ['not-found', 'http-error', 'noindex', 'robots-disallowed', 'too-old'] as const;

/**
 * Inserts the pages that several records led to, and returns for each record the crawling that this brings: pages that
 * nobody had found before, and known ones that are to be asked again, because a sitemap or feed says they changed or
 * because the listing that led to them had something new. A page dropped on sight is entered as settled, or settled now
 * if it was waiting.
 */
export async function writePages(
  transaction: LedgerTransaction,
  lists: { pages: NewPage[]; crawlId: string | null }[],
): Promise<WorkKey[][]> {
  const pages = [...new Map(lists.flatMap((list) => list.pages).map((page) => [page.id, page])).values()];
  if (pages.length === 0) return lists.map(() => []);
  const known = await knownIds(transaction, pages);
  const fresh = pages.filter(({ id }) => !known.has(id));
  await insertRows(
    transaction,
    'page',
    fresh.map(({ id, source, url, kind, parentUrl, depth = 0, lastmod = null }) => ({
      ...{ id, source, url, kind, parent_url: parentUrl, depth, lastmod },
    })),
  );
  await dropOnSight(
    transaction,
    pages.filter((page) => page.dropped && (page.dropped.reason === 'part-of-article' || !known.has(page.id))),
  );
  const open = new Set(fresh.filter((page) => page.dropped === undefined).map(({ id }) => id));
  for (const { pages: found, crawlId } of lists) {
    const old = found.filter((page) => known.has(page.id) && !page.dropped);
    const hasNew = old.some(({ kind }) => kind === 'listing') && (await hasNewArticle(transaction, found, crawlId));
    for (const id of await reopenPages(transaction, old, crawlId, hasNew)) open.add(id);
  }
  return lists.map((list) =>
    list.pages
      .filter(({ id }) => open.delete(id))
      .map(({ id, source }): WorkKey => ({ stage: 'crawl', recordId: id, groupId: source, model: '' })),
  );
}

async function dropOnSight(transaction: LedgerTransaction, pages: NewPage[]): Promise<void> {
  if (pages.length === 0) return;
  await insertRows(
    transaction,
    'work',
    pages.map(({ id, source, dropped: why }) => ({
      ...{ stage: 'crawl' as const, record_id: id, group_id: source, model: '', state: 'dropped' as const },
      ...why,
    })),
  );
  await sql`
    update work set state = 'dropped', reason = why.reason, detail = why.detail
    from unnest(
      ${pages.map(({ id }) => id)}::text[], ${pages.map((page) => page.dropped?.reason)}::text[],
      ${pages.map((page) => page.dropped?.detail)}::text[]) as why (id, reason, detail)
    where stage = 'crawl' and record_id = why.id and state = 'pending'`.execute(transaction);
}

/** Whether an article among these pages was not known before this crawl: another list may have told of it earlier. */
async function hasNewArticle(
  transaction: LedgerTransaction,
  pages: NewPage[],
  crawlId: string | null,
): Promise<boolean> {
  const ids = pages.filter(({ kind, dropped }) => kind === 'article' && !dropped).map(({ id }) => id);
  if (ids.length === 0) return false;
  const { rows } = await sql`
    select 1 from page join crawl on crawl.id = ${crawlId} and page.discovered_at >= crawl.started_at
    where page.id = any(${ids}::text[]) limit 1`.execute(transaction);
  return rows.length > 0;
}

/** Reopens known pages that this crawl has not visited yet: announced as changed, or listings behind one with something new. */
async function reopenPages(
  transaction: LedgerTransaction,
  pages: NewPage[],
  crawlId: string | null,
  hasNew: boolean,
): Promise<string[]> {
  const candidates = pages.filter(({ kind, lastmod, announced }) =>
    kind === 'listing' ? hasNew : announced && lastmod,
  );
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ record_id: string }>`
    update work set state = 'pending', reason = null, detail = null, attempts = 0, updated_at = now()
    from page, unnest(${candidates.map(({ id }) => id)}::text[],
      ${candidates.map(({ lastmod }) => lastmod ?? null)}::timestamptz[]) as found (id, lastmod)
    where work.stage = 'crawl' and work.record_id = found.id and page.id = found.id
      and (work.state = 'kept' or (work.state = 'dropped' and work.reason = any(${[...passingReasons]}::text[])))
      and page.crawl_id is distinct from ${crawlId}
      and (page.kind = 'listing' or page.checked_at is null or found.lastmod > page.checked_at)
      and (page.kind <> 'article' or not exists (select 1 from crawl where id = ${crawlId} and recheck = 'none'))
    returning work.record_id`.execute(transaction);
  await sql`
    update page set lastmod = found.lastmod
    from unnest(${candidates.map(({ id }) => id)}::text[],
      ${candidates.map(({ lastmod }) => lastmod ?? null)}::timestamptz[]) as found (id, lastmod)
    where page.id = found.id and found.lastmod is not null and page.lastmod is distinct from found.lastmod
  `.execute(transaction);
  return rows.map((row) => row.record_id);
}

/** Inserts ingested records; returns those that are new. */
export async function insertIngested(transaction: LedgerTransaction, pages: IngestedPage[]): Promise<IngestedPage[]> {
  if (pages.length === 0) return [];
  const inserted = await transaction
    .insertInto('page')
    .values(
      pages.map((page) => ({
        ...{ id: page.id, source: page.source, url: page.url, kind: page.kind, parent_url: null },
        ...{ fetched_at: page.fetchedAt ?? new Date(), content_type: page.contentType, body: page.body, parts: [] },
        status: page.status ?? null,
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
