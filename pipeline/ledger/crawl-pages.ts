import { sql } from 'kysely';
import type { Source } from '../../crawlers/define-source.ts';
import { pageFor } from '../../crawlers/page-for.ts';
import type { CrawlInput } from '../stages/crawl.ts';
import type { LedgerDatabase } from './ledger.ts';
import { writePages } from './page-rows.ts';
import { enterWork } from './work.ts';

/**
 * Enters a source's seeds as work, and asks its feeds, sitemaps and listings again for what is new (unchanged ones
 * answer 304), as well as pages that failed last time. Article pages that were fetched are not fetched again.
 */
export async function beginCrawl(db: LedgerDatabase, source: Source, runId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const seeds = source.seeds.map(({ kind, url }) => pageFor(source, url, kind, null));
    await enterWork(transaction, (await writePages(transaction, [seeds])).flat(), runId);
    await sql`
      update work set state = 'pending', reason = null, detail = null, attempts = 0, run_id = ${runId}, updated_at = now()
      from page
      where work.stage = 'crawl' and work.record_id = page.id and work.group_id = ${source.id}
        and (work.state = 'failed' or (work.state in ('kept', 'dropped') and page.kind in ('feed', 'sitemap', 'listing')))
    `.execute(transaction);
  });
}

export async function readPages(db: LedgerDatabase, ids: string[]): Promise<CrawlInput[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('page')
    .select(['id', 'url', 'kind', 'etag', 'last_modified'])
    .where((column) => column('id', '=', column.fn.any(column.val(ids))))
    .execute();
  return rows.map(({ last_modified, ...row }) => ({ ...row, lastModified: last_modified }));
}

export async function countPages(db: LedgerDatabase, source: string): Promise<number> {
  const { count } = await db
    .selectFrom('page')
    .select((column) => column.fn.countAll<number>().as('count'))
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return count;
}
