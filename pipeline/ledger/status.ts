import { sql } from 'kysely';
import { type CurationReport, curationReport } from '../curation/curation-report.ts';
import { type Evenness, evennessOf } from '../evenness.ts';
import type { Language } from '../records.ts';
import { type BatchReport, batchReport } from './batches.ts';
import { type CrawlReport, crawlReports } from './crawl-report.ts';
import { type EndpointTrouble, readEndpoints } from './endpoint-limits.ts';
import { type HostTrouble, readHosts } from './hosts.ts';
import { type JudgementReport, judgementReports } from './judgement-report.ts';
import type { LedgerDatabase } from './ledger.ts';
import { type SpendReport, spendReport } from './spend.ts';
import { type WorkCount, workCounts } from './work.ts';

export interface Status {
  /** Where records stand, by stage, model, state and reason. */
  work: WorkCount[];
  documents: Record<Language, number>;
  pairs: Record<Language, number>;
  /** Which of them exports take, and why they leave out others. */
  curation: CurationReport;
  /** Accepted pairs by task and language. */
  tasks: { task: string; en: number; zh: number }[];
  /** How evenly they are spread over the tasks of each kind. */
  evenness: Evenness[];
  /** Pages, by source. */
  sources: { source: string; pages: number; documents: number }[];
  /** The last crawl of each source. */
  crawls: CrawlReport[];
  /** Hosts that are backed off from or left alone. */
  hosts: HostTrouble[];
  /** Endpoints that are paused or asked to be left alone. */
  endpoints: EndpointTrouble[];
  /** Cells that rest on something that has changed, and wait for their successors. */
  stale: { because: string; task: string; language: Language; count: number }[];
  /** What judges made of the drafts that passed the checks, and the checks of theirs. */
  judges: JudgementReport[];
  completions: { model: string; calls: number; inputTokens: number; outputTokens: number }[];
  /** What is with the Batch API. */
  batches: BatchReport;
  /** What calls used and cost, by model, task, language and run. */
  spend: SpendReport;
  lastRun: { id: string; command: string; startedAt: string; endedAt: string | null; outcome: string | null } | null;
}

/** What there is and how far it got. */
export async function readStatus(db: LedgerDatabase): Promise<Status> {
  const tasks = await sql<{ task: string; en: number; zh: number }>`
    select task, count(*) filter (where language = 'en') as en, count(*) filter (where language = 'zh') as zh
    from pair group by task order by task`.execute(db);
  const documents = await sql<{ language: Language; count: number }>`
    select language, count(*) as count from document
    join work on work.stage = 'dedupe' and work.record_id = document.id and work.state in ('kept', 'pending')
    group by language`.execute(db);
  const sources = await sql<{ source: string; pages: number; documents: number }>`
    select page.source, count(distinct page.id) as pages, count(distinct document.id) as documents
    from page left join document on document.page_id = page.id group by page.source order by page.source`.execute(db);
  const stale = await sql<Status['stale'][number]>`
    select stale_because as because, task, language, count(*) as count from cell
    where stale_since is not null and retired_at is null group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const completions = await sql<Status['completions'][number]>`
    select model, count(*) as calls,
      coalesce(sum((usage->>'prompt_tokens')::bigint), 0)::bigint as "inputTokens",
      coalesce(sum((usage->>'completion_tokens')::bigint), 0)::bigint as "outputTokens"
    from completion group by model order by model`.execute(db);
  const run = await db.selectFrom('run').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirst();
  const total = (key: Language) => tasks.rows.reduce((sum, row) => sum + row[key], 0);
  const documentsOf = (key: Language) => documents.rows.find(({ language }) => language === key)?.count ?? 0;
  return {
    work: await workCounts(db),
    documents: { en: documentsOf('en'), zh: documentsOf('zh') },
    pairs: { en: total('en'), zh: total('zh') },
    curation: await curationReport(db),
    tasks: tasks.rows,
    evenness: evennessOf(tasks.rows),
    sources: sources.rows,
    crawls: await crawlReports(db),
    hosts: await readHosts(db),
    endpoints: await readEndpoints(db),
    stale: stale.rows,
    judges: await judgementReports(db),
    completions: completions.rows,
    batches: await batchReport(db),
    spend: await spendReport(db),
    lastRun: run
      ? {
          ...{ id: run.id, command: run.command, outcome: run.outcome },
          startedAt: run.started_at.toISOString(),
          endedAt: run.ended_at?.toISOString() ?? null,
        }
      : null,
  };
}
