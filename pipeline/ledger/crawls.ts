import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Source } from '../../crawlers/define-source.ts';
import { type BoundsReport, type KnownPages, mostRemembered } from '../../crawlers/discover/crawl-bounds.ts';
import { pageFor } from '../../crawlers/page-for.ts';
import type { LedgerDatabase, LedgerTransaction } from './ledger.ts';
import { type NewPage, passingReasons, writePages } from './page-rows.ts';
import type { CrawlTable } from './schema.ts';
import { enterWork, hasPendingRecords } from './work.ts';

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

const unchangedSince = sql`coalesce(page.changed_at, page.discovered_at)`;

/** Settled pages of a source that a crawl asks again: `work` and `page` are joined where this is used. */
function due(source: Source, { recheck }: Pick<CrawlRequest, 'since' | 'recheck'>): RawBuilder<boolean> {
  const seeds = source.seeds.map(({ kind, url }) => pageFor(source, url, kind, null).id);
  const articles = {
    all: sql<boolean>`true`,
    none: sql<boolean>`false`,
    // One that never brought anything has been like that since it was found.
    due: sql<boolean>`(page.checked_at is null or page.checked_at - ${unchangedSince} < ${settling}
      or page.checked_at + least(${longestRecheck}, ${recheckShare}::float8 * (page.checked_at - ${unchangedSince})) <= now())`,
  }[recheck];
  return sql<boolean>`(
    work.state = 'failed' or page.id = any(${seeds}::text[]) or page.kind = 'feed'
    or (page.kind = 'sitemap' and (page.lastmod is null or page.lastmod > page.checked_at))
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
    await endDone(transaction, [source.id]);
    const crawl = { id: `crawl_${randomUUID()}`, source: source.id, ...request };
    const begun = await transaction
      .insertInto('crawl')
      .values({ ...crawl, run_id: runId })
      .onConflict((conflict) => conflict.column('source').where('ended_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!begun) return null;
    const seeds = source.seeds.map(({ kind, url }) => pageFor(source, url, kind, null));
    await renewSeeds(transaction, seeds);
    await enterWork(transaction, (await writePages(transaction, [{ pages: seeds, crawlId: crawl.id }])).flat(), runId);
    await sql`
      update work set state = 'pending', reason = null, detail = null, attempts = 0, run_id = ${runId}, updated_at = now()
      from page
      where work.stage = 'crawl' and work.record_id = page.id and work.group_id = ${source.id} and work.state <> 'pending'
        and ${due(source, request)}`.execute(transaction);
    await sql`
      update work set state = 'pending', reason = null, detail = null, run_id = ${runId}, updated_at = now()
      where stage = 'crawl' and record_id in (${await leftOut(transaction, source, request)})`.execute(transaction);
    return crawl;
  });
}

/** Makes known pages seeds that have become such, or are to be read as something else than before. */
async function renewSeeds(transaction: LedgerTransaction, seeds: readonly NewPage[]): Promise<void> {
  await sql`
    update page set kind = seed.kind, depth = 0, content_hash = case when page.kind = seed.kind then content_hash end
    from unnest(${seeds.map(({ id }) => id)}::text[], ${seeds.map(({ kind }) => kind)}::text[]) as seed (id, kind)
    where page.id = seed.id and page.kind <> 'article' and (page.kind <> seed.kind or depth > 0)
  `.execute(transaction);
}

/** Pages that a smaller limit or a later date had kept out, as many as there is room for; the newest first. */
async function leftOut(
  db: LedgerDatabase,
  source: Source,
  { since }: Pick<CrawlRequest, 'since'>,
): Promise<RawBuilder<{ record_id: string }>> {
  const { articles, listings } = await countPages(db, source.id);
  return sql`
    select work.record_id from work join page on page.id = work.record_id
    where work.stage = 'crawl' and work.group_id = ${source.id} and (work.reason = 'page-limit'
      or (work.reason = 'too-old' and (${since}::timestamptz is null or page.lastmod is null or page.lastmod >= ${since})))
    order by page.lastmod desc nulls last, page.id limit ${Math.max(0, source.maxPages - articles - listings)}`;
}

/** What `beginCrawl` would enter, without entering it. */
export async function planCrawl(
  db: LedgerDatabase,
  source: Source,
  request: Pick<CrawlRequest, 'since' | 'recheck'>,
): Promise<CrawlPlan> {
  const goesOn = await isUnderWay(db, source.id);
  const again = goesOn
    ? sql`false`
    : sql`(${due(source, request)} or work.record_id in (${await leftOut(db, source, request)}))`;
  const { rows } = await sql<{ url: string; kind: string; state: string; asked: boolean }>`
    select page.url, page.kind, work.state, page.checked_at is not null as asked
    from work join page on page.id = work.record_id
    where work.stage = 'crawl' and work.group_id = ${source.id} and (work.state = 'pending' or ${again})
    order by page.kind <> 'feed', page.kind = 'article', page.url`.execute(db);
  const known = new Set(rows.map(({ url }) => url));
  const seeds = source.seeds
    .map(({ kind, url }) => pageFor(source, url, kind, null))
    .filter(({ url }) => !goesOn && !known.has(url))
    .map(({ url, kind }) => ({ url, kind, why: 'seed' as const }));
  const urls = [
    ...seeds,
    ...rows.map(({ url, kind, state, asked }) => {
      if (state === 'failed') return { url, kind, why: 'failed' as const };
      if (kind !== 'article') return { url, kind, why: 'discovery' as const };
      return { url, kind, why: asked ? ('recheck' as const) : ('unfetched' as const) };
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

/** Whether a crawl of a source is open with something to do, so that it would go on as it is. */
async function isUnderWay(db: LedgerDatabase, source: string): Promise<boolean> {
  const { rows } = await sql`select 1 from crawl where source = ${source} and ended_at is null`.execute(db);
  return rows.length > 0 && (await hasPendingRecords(db, { stage: 'crawl', groupId: source, model: '' }));
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

/** Closes the open crawls of these sources that have nothing pending: whoever did the last page may have been killed. */
export async function endDone(db: LedgerDatabase, sources: readonly string[]): Promise<void> {
  await sql`
    update crawl set ended_at = now(), outcome = 'ended'
    where source = any(${[...sources]}::text[]) and ended_at is null and not exists (
      select 1 from work where stage = 'crawl' and model = '' and group_id = crawl.source and state = 'pending')
  `.execute(db);
}

/** Pages of a source that are followed or were, as `CrawlBounds` wants to know them. */
export async function knownPages(db: LedgerDatabase, source: string): Promise<KnownPages> {
  const { rows } = await sql<{ url: string }>`
    select page.url from ${followed(source)} order by page.kind = 'article', page.discovered_at desc
    limit ${mostRemembered}`.execute(db);
  return { ...(await countPages(db, source)), urls: rows.map(({ url }) => url) };
}

async function countPages(db: LedgerDatabase, source: string): Promise<{ articles: number; listings: number }> {
  const { rows } = await sql<{ articles: number; listings: number }>`
    select count(*) filter (where page.kind <> 'listing') as articles,
      count(*) filter (where page.kind = 'listing') as listings
    from ${followed(source)}`.execute(db);
  return rows[0]!;
}

const followed = (source: string) => sql`work join page on page.id = work.record_id
  where work.stage = 'crawl' and work.group_id = ${source}
    and (work.reason is null or work.reason not in ('page-limit', 'trap', 'too-old'))`;
