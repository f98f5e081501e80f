import { sql } from 'kysely';
import { type CurationReport, curationReport } from '../curation/curation-report.ts';
import { type Evenness, evennessOf } from '../evenness.ts';
import type { Language } from '../records.ts';
import { type Hold, readHolds } from './backlog.ts';
import { type BatchReport, batchReport } from './batches.ts';
import { type CrawlReport, crawlReports } from './crawl-report.ts';
import { type EndpointTrouble, readEndpoints } from './endpoint-limits.ts';
import { type HostTrouble, readHosts } from './hosts.ts';
import { type JudgementReport, judgementReports } from './judgement-report.ts';
import type { LedgerDatabase } from './ledger.ts';
import { type PausedStage, pausedStages } from './paused-stages.ts';
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
  /** Stages that an operator has paused. */
  paused: PausedStage[];
  /** Why crawls wait: too many documents do. */
  holds: Hold[];
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

/** What there is and how far it got; read side by side, unless in a transaction. */
export async function readStatus(db: LedgerDatabase): Promise<Status> {
  const counts = [workCounts, taskCounts, documentCounts, spendReport, completionCounts, sourceCounts] as const;
  const [work, tasks, documents, spend, completions, sources] = await readEach(db, counts);
  const reports = [curationReport, judgementReports, staleCounts, crawlReports] as const;
  const [curation, judges, stale, crawls] = await readEach(db, reports);
  const run = await db.selectFrom('run').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirst();
  const pairsOf = (key: Language) => tasks.reduce((sum, row) => sum + row[key], 0);
  const documentsOf = (key: Language) => documents.find(({ language }) => language === key)?.count ?? 0;
  return {
    work,
    documents: { en: documentsOf('en'), zh: documentsOf('zh') },
    pairs: { en: pairsOf('en'), zh: pairsOf('zh') },
    ...{ curation, tasks, evenness: evennessOf(tasks), sources, crawls },
    paused: await pausedStages(db),
    holds: await readHolds(db),
    hosts: await readHosts(db),
    endpoints: await readEndpoints(db),
    ...{ stale, judges, completions },
    batches: await batchReport(db),
    spend,
    lastRun: run
      ? {
          ...{ id: run.id, command: run.command, outcome: run.outcome },
          startedAt: run.started_at.toISOString(),
          endedAt: run.ended_at?.toISOString() ?? null,
        }
      : null,
  };
}

type Read = (db: LedgerDatabase) => Promise<unknown>;
type Each<Reads extends readonly Read[]> = { [K in keyof Reads]: Awaited<ReturnType<Reads[K]>> };

/** What each of these reads, at once where there are connections for it. */
async function readEach<const Reads extends readonly Read[]>(db: LedgerDatabase, reads: Reads): Promise<Each<Reads>> {
  if (!db.isTransaction) return (await Promise.all(reads.map((read) => read(db)))) as Each<Reads>;
  const results: unknown[] = [];
  for (const read of reads) results.push(await read(db));
  return results as Each<Reads>;
}

async function taskCounts(db: LedgerDatabase): Promise<Status['tasks']> {
  const { rows } = await sql<Status['tasks'][number]>`
    select task, count(*) filter (where language = 'en') as en, count(*) filter (where language = 'zh') as zh
    from pair group by task order by task`.execute(db);
  return rows;
}

/** Those that stand are nearly all: the others are taken off what an index tells. */
async function documentCounts(db: LedgerDatabase): Promise<{ language: Language; count: number }[]> {
  const { rows } = await sql<{ language: Language; count: number }>`
    select language, sum(count)::bigint as count from (
      select language, count(*) as count from document group by language
      union all
      select language, -count(*) from work join document on document.id = record_id
      where stage = 'dedupe' and state in ('dropped', 'failed') group by language) counts
    group by language`.execute(db);
  return rows;
}

async function sourceCounts(db: LedgerDatabase): Promise<Status['sources']> {
  const { rows } = await sql<Status['sources'][number]>`
    select source, pages, coalesce(documents, 0) as documents
    from (select source, count(*) as pages from page group by source) of_pages
      left join (select source, count(*) as documents from document group by source) of_documents using (source)
    order by source`.execute(db);
  return rows;
}

async function staleCounts(db: LedgerDatabase): Promise<Status['stale']> {
  const { rows } = await sql<Status['stale'][number]>`
    select stale_because as because, task, language, count(*) as count from cell
    where stale_since is not null and retired_at is null group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

async function completionCounts(db: LedgerDatabase): Promise<Status['completions']> {
  const { rows } = await sql<Status['completions'][number]>`
    select model, count(*) as calls,
      coalesce(sum((usage->>'prompt_tokens')::bigint), 0)::bigint as "inputTokens",
      coalesce(sum((usage->>'completion_tokens')::bigint), 0)::bigint as "outputTokens"
    from completion group by model order by model`.execute(db);
  return rows;
}
