import { sql } from 'kysely';
import type { CrawlInput } from '../stages/crawl/crawl.ts';
import type { LedgerDatabase } from './ledger.ts';
import type { VisitOutcome } from './schema.ts';

/** Pages of a source that wait to be fetched, discovery first; those that were taken already are left out. */
export async function nextPages(
  db: LedgerDatabase,
  source: string,
  taken: readonly string[],
  limit: number,
): Promise<CrawlInput[]> {
  const read = (articles: boolean) =>
    sql<CrawlInput>`
      select page.id, page.url, page.kind, page.depth, page.version, page.etag, page.last_modified as "lastModified",
        page.content_hash as "contentHash", coalesce(cardinality(page.parts), 0) > 0 or (page.rendered and page.fetched_at < now() - interval '1 day')
          as "askWhole"
      from work join page on page.id = work.record_id
      where work.stage = 'crawl' and work.model = '' and work.group_id = ${source} and work.state = 'pending'
        and ${articles ? sql`page.kind = 'article'` : sql`page.source = ${source} and page.kind not in ('article', 'file')`}
        and work.record_id <> all(${[...taken]}::text[])
      ${articles ? sql`` : sql`order by page.depth`} limit ${limit}`.execute(db);
  const discovery = await read(false);
  return discovery.rows.length > 0 ? discovery.rows : (await read(true)).rows;
}

export interface CrawlCounts {
  /** Pages that wait for their turn. */
  pending: number;
  /** Pages visited so far in this crawl, by what came of it. */
  visited: Partial<Record<VisitOutcome, number>>;
}

/** How far one crawl got. */
export async function crawlCounts(db: LedgerDatabase, source: string, crawlId: string): Promise<CrawlCounts> {
  const visited = await db
    .selectFrom('page')
    .select(['outcome', (column) => column.fn.countAll<number>().as('count')])
    .where('crawl_id', '=', crawlId)
    .where('outcome', 'is not', null)
    .groupBy('outcome')
    .execute();
  const { count } = await db
    .selectFrom('work')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('stage', '=', 'crawl')
    .where('model', '=', '')
    .where('group_id', '=', source)
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return { pending: count, visited: Object.fromEntries(visited.map((row) => [row.outcome, row.count])) };
}
