import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Source } from '../../crawlers/define-source.ts';
import type { BoundsReport, KnownPages } from '../../crawlers/discover/crawl-bounds.ts';
import { pageFor } from '../../crawlers/page-for.ts';
import type { PageKind } from '../records.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { passingReasons, writePages } from './page-rows.ts';
import type { CrawlTable } from './schema.ts';
import { enterWork } from './work.ts';

export interface CrawlRequest {
  trigger: CrawlTable['trigger'];
  /** Articles known to be older are not followed; null for all there is. */
  since: Date | null;
  /** Which known articles are asked again: those whose turn it is, all of them, or none. */
  recheck: CrawlTable['recheck'];
}

export interface Crawl extends CrawlRequest {
  id: string;
  source: string;
}

/** What one crawl would ask for. */
export interface CrawlPlan {
  /** Feeds, sitemaps and listings. */
  discovery: number;
  /** Articles known and not fetched yet. */
  unfetched: number;
  /** Articles to be asked whether they have changed. */
  recheck: number;
  /** Pages that failed last time. */
  failed: number;
  urls: { url: string; kind: string; why: 'seed' | 'discovery' | 'unfetched' | 'recheck' | 'failed' }[];
}

/** A page is asked again after this share of the time that it has not changed for (as RFC 9111 section 4.2.2 guesses)… */
const recheckShare = 0.2;
/** …and after this long in any case; by every crawl while it is as new as this. */
const settling = sql`interval '1 day'`;
const longestRecheck = sql`interval '30 days'`;

/** Settled pages of a source that a crawl asks again: `work` and `page` are joined where this is used. */
function due(source: Source, { since, recheck }: Pick<CrawlRequest, 'since' | 'recheck'>): RawBuilder<boolean> {
  const seeds = source.seeds.map(({ kind, url }) => pageFor(source, url, kind, null).id);
  const articles = {
    all: sql<boolean>`true`,
    none: sql<boolean>`false`,
    due: sql<boolean>`(page.checked_at is null or page.changed_at is null
      or page.checked_at - page.changed_at < ${settling}
      or page.checked_at + least(${longestRecheck}, ${recheckShare}::float8 * (page.checked_at - page.changed_at)) <= now())`,
  }[recheck];
  return sql<boolean>`(
    work.state = 'failed' or page.id = any(${seeds}::text[]) or page.kind = 'feed'
    or (page.kind = 'sitemap' and (page.lastmod is null or page.lastmod > page.checked_at))
    or (work.reason = 'too-old' and (${since}::timestamptz is null or page.lastmod is null or page.lastmod >= ${since}))
    or (page.kind = 'article' and ${articles} and work.reason is distinct from 'too-old'
      and (work.state = 'kept' or work.reason = any(${[...passingReasons]}::text[]))))`;
}

/**
 * Begins a crawl of a source: enters its seeds and whatever is to be asked again as work. Null where one of the source
 * is still open, which then goes on.
 */
export function beginCrawl(
  db: LedgerDatabase,
  source: Source,
  runId: string,
  request: CrawlRequest,
): Promise<Crawl | null> {
  return db.transaction().execute(async (transaction) => {
    await endIfDone(transaction, source.id);
    const crawl = { id: `crawl_${randomUUID()}`, source: source.id, ...request };
    const begun = await transaction
      .insertInto('crawl')
      .values({ ...crawl, run_id: runId })
      .onConflict((conflict) => conflict.column('source').where('ended_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!begun) return null;
    const seeds = source.seeds.map(({ kind, url }) => pageFor(source, url, kind, null));
    await enterWork(transaction, (await writePages(transaction, [{ pages: seeds, crawlId: crawl.id }])).flat(), runId);
    await sql`
      update work set state = 'pending', reason = null, detail = null, attempts = 0, run_id = ${runId}, updated_at = now()
      from page
      where work.stage = 'crawl' and work.record_id = page.id and work.group_id = ${source.id} and work.state <> 'pending'
        and ${due(source, request)}`.execute(transaction);
    await reopenPastLimit(transaction, source, runId);
    return crawl;
  });
}

/** Pages that a smaller limit had kept out. */
async function reopenPastLimit(transaction: LedgerTransaction, source: Source, runId: string): Promise<void> {
  const { articles, listings } = await knownPages(transaction, source.id);
  const room = source.maxPages - articles - listings;
  if (room <= 0) return;
  await sql`
    update work set state = 'pending', reason = null, detail = null, run_id = ${runId}, updated_at = now()
    where stage = 'crawl' and record_id in (
      select record_id from work where stage = 'crawl' and group_id = ${source.id} and reason = 'page-limit'
      order by record_id limit ${room})`.execute(transaction);
}

/** What `beginCrawl` would enter, without entering it. */
export async function planCrawl(
  db: LedgerDatabase,
  source: Source,
  request: Pick<CrawlRequest, 'since' | 'recheck'>,
): Promise<CrawlPlan> {
  const { rows } = await sql<{ url: string; kind: string; state: string; parent_url: string | null }>`
    select page.url, page.kind, work.state, page.parent_url from work join page on page.id = work.record_id
    where work.stage = 'crawl' and work.group_id = ${source.id} and (work.state = 'pending' or ${due(source, request)})
    order by page.kind <> 'feed', page.kind = 'article', page.url`.execute(db);
  const known = new Set(rows.map(({ url }) => url));
  const seeds = source.seeds
    .map(({ kind, url }) => pageFor(source, url, kind, null))
    .filter(({ url }) => !known.has(url))
    .map(({ url, kind }) => ({ url, kind, why: 'seed' as const }));
  const urls = [
    ...seeds,
    ...rows.map(({ url, kind, state }) => {
      if (state === 'failed') return { url, kind, why: 'failed' as const };
      if (kind !== 'article') return { url, kind, why: 'discovery' as const };
      return { url, kind, why: state === 'pending' ? ('unfetched' as const) : ('recheck' as const) };
    }),
  ];
  const count = (...whys: string[]) => urls.filter(({ why }) => whys.includes(why)).length;
  return {
    discovery: count('seed', 'discovery'),
    unfetched: count('unfetched'),
    recheck: count('recheck'),
    failed: count('failed'),
    urls,
  };
}

/** The open crawl of a source; one is begun where pages are pending without any, as in a ledger of an older version. */
export async function openCrawlOf(db: LedgerDatabase, source: string, runId: string): Promise<Crawl> {
  const crawl = { id: `crawl_${randomUUID()}`, source, trigger: 'command', since: null, recheck: 'none' } as const;
  await db
    .insertInto('crawl')
    .values({ ...crawl, run_id: runId })
    .onConflict((conflict) => conflict.column('source').where('ended_at', 'is', null).doNothing())
    .execute();
  return db
    .selectFrom('crawl')
    .select(['id', 'source', 'trigger', 'since', 'recheck'])
    .where('source', '=', source)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
}

/** Notes what a crawl did not follow. */
export async function noteBounds(db: LedgerDatabase, crawlId: string, bounds: BoundsReport): Promise<void> {
  await db
    .updateTable('crawl')
    .set({ bounds: JSON.stringify(bounds) })
    .where('id', '=', crawlId)
    .execute();
}

/** Closes the open crawl of a source if nothing of it is pending. Returns whether it did. */
export async function endIfDone(db: LedgerDatabase, source: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update crawl set ended_at = now(), outcome = 'ended'
    where source = ${source} and ended_at is null and not exists (
      select 1 from work where stage = 'crawl' and model = '' and group_id = ${source} and state = 'pending')
    returning id`.execute(db);
  return rows.length > 0;
}

/** Pages of a source that are followed or were, as `CrawlBounds` wants to know them. */
export async function knownPages(db: LedgerDatabase, source: string): Promise<KnownPages> {
  const { rows } = await sql<{ url: string; kind: PageKind }>`
    select page.url, page.kind from work join page on page.id = work.record_id
    where work.stage = 'crawl' and work.group_id = ${source}
      and (work.reason is null or work.reason not in ('page-limit', 'trap', 'too-old'))`.execute(db);
  const listings = rows.filter(({ kind }) => kind === 'listing').length;
  return { articles: rows.length - listings, listings, urls: rows.map(({ url }) => url) };
}
