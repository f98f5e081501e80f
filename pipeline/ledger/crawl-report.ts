import { sql } from 'kysely';
import { crawlCounts } from './crawl-pages.ts';
import type { LedgerDatabase } from './ledger.ts';
import type { CrawlTable, VisitOutcome } from './schema.ts';

/** What one crawl of a source came to, or has come to so far. */
export interface CrawlReport {
  source: string;
  crawl: string;
  trigger: CrawlTable['trigger'];
  /** ISO 8601. */
  startedAt: string;
  /** Null while it is open. */
  endedAt: string | null;
  /** Pages that were not known before. */
  found: number;
  visited: Record<VisitOutcome, number>;
  /** Pages that still wait. */
  pending: number;
  /** Pages dropped by this crawl, on sight or after a visit, by reason. */
  dropped: Record<string, number>;
  /** Pages visited a second, from the start on. */
  rate: number;
}

/** The last crawl of each of some sources, or of all; those never crawled are left out. */
export async function crawlReports(db: LedgerDatabase, sources?: readonly string[]): Promise<CrawlReport[]> {
  const rows = await db
    .selectFrom('crawl')
    .distinctOn('source')
    .selectAll()
    .$if(sources !== undefined, (query) => query.where('source', 'in', sources!.length > 0 ? sources! : ['']))
    .orderBy('source')
    .orderBy('started_at', 'desc')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const { pending, visited } = await crawlCounts(db, row.source, row.id);
      const found = await sql<{ count: number }>`
        select count(*) as count from page where source = ${row.source} and discovered_at >= ${row.started_at}
          and (${row.ended_at}::timestamptz is null or discovered_at <= ${row.ended_at})`.execute(db);
      const dropped = await sql<{ reason: string; count: number }>`
        select reason, count(*) as count from work join page on page.id = record_id
        where stage = 'crawl' and group_id = ${row.source} and state = 'dropped'
          and (page.crawl_id = ${row.id} or (page.crawl_id is null and page.discovered_at >= ${row.started_at}))
        group by reason order by count desc, reason`.execute(db);
      const total = Object.values(visited).reduce((sum, count) => sum + count, 0);
      const seconds = ((row.ended_at ?? new Date()).getTime() - row.started_at.getTime()) / 1000;
      return {
        ...{ source: row.source, crawl: row.id, trigger: row.trigger },
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        found: found.rows[0]?.count ?? 0,
        visited: { new: 0, changed: 0, unchanged: 0, gone: 0, dropped: 0, failed: 0, ...visited },
        pending,
        dropped: Object.fromEntries(dropped.rows.map(({ reason, count }) => [reason, count])),
        rate: seconds > 0 ? Math.round((total / seconds) * 10) / 10 : 0,
      };
    }),
  );
}
