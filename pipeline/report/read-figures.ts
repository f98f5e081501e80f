import { sql } from 'kysely';
import { taskPool } from '../../task-pool/index.ts';
import { evennessOf } from '../evenness.ts';
import type { LedgerTransaction } from '../ledger/ledger.ts';
import { readStatus, type Status } from '../ledger/status.ts';
import { packageVersion } from '../package-root.ts';
import { stageNames } from '../reasons.ts';
import type { Language } from '../records.ts';
import type { Figures, TaskSpread } from './figures.ts';
import { measurePairs } from './measure-pairs.ts';
import { publishedFigures } from './published-figures.ts';
import { readClusters } from './read-clusters.ts';
import { type MonthCount, timelineOf } from './timeline.ts';

/** Everything that a report tells, as the ledger stands in this transaction. `mostMeasured` pairs are read at most. */
export async function readFigures(transaction: LedgerTransaction, mostMeasured?: number): Promise<Figures> {
  const status = await readStatus(transaction);
  const exported = sql`not exists (select 1 from curation where pair_id = pair.id)`;
  const both = sql`count(*) filter (where pair.language = 'en') as en, count(*) filter (where pair.language = 'zh') as zh`;
  const counts = await sql<{ task: string } & Record<Language, number>>`
    select task, ${both} from pair where ${exported} group by task`.execute(transaction);
  const models = await sql<Figures['models'][number]>`
    select model, ${both} from pair where ${exported} group by model order by count(*) desc, model`.execute(
    transaction,
  );
  const bySource = await sql<{ source: string } & Record<Language, number>>`
    select source, ${both} from pair join document on document.id = document_id where ${exported}
    group by source`.execute(transaction);
  const months = await sql<MonthCount>`
    select source, substring(published_at from '^\\d{4}-(?:0[1-9]|1[0-2])(?!\\d)') as month, count(*) as documents
    from document join work on work.stage = 'dedupe' and record_id = document.id and state in ('kept', 'pending')
    group by 1, 2`.execute(transaction);
  const scores = await sql<{ model: string; score: number; drafts: number }>`
    select model, (round(score::numeric * 2) / 2)::float8 as score, count(*) as drafts from judgement
    group by 1, 2 order by 1, 2`.execute(transaction);
  const keptOf = (source: string) =>
    months.rows.reduce((sum, row) => sum + (row.source === source ? row.documents : 0), 0);
  const zero = { en: 0, zh: 0 };
  return {
    version: packageVersion,
    takenAt: new Date().toISOString(),
    documents: status.documents,
    curation: status.curation,
    tasks: taskPool.map(({ slug, category, kind }) => {
      const { en, zh } = counts.rows.find(({ task }) => task === slug) ?? zero;
      return { task: slug, category, kind, en, zh };
    }),
    models: models.rows,
    ...(await measurePairs(transaction, mostMeasured)),
    spread: spreadOf(counts.rows),
    sources: status.sources
      .map((source) => {
        const { en, zh } = bySource.rows.find((row) => row.source === source.source) ?? zero;
        return { ...source, documents: keptOf(source.source), en, zh };
      })
      .sort((a, b) => b.en + b.zh - a.en - a.zh || b.documents - a.documents || (a.source < b.source ? -1 : 1)),
    timeline: timelineOf(months.rows),
    ...standingOf(status.work),
    judges: status.judges.map((judge) => ({
      ...judge,
      scores: scores.rows.flatMap(({ model, score, drafts }) => (model === judge.model ? [{ score, drafts }] : [])),
    })),
    spend: status.spend,
    clusters: await readClusters(transaction),
    published: publishedFigures,
  };
}

function spreadOf(counts: readonly ({ task: string } & Record<Language, number>)[]): TaskSpread[] {
  return evennessOf(counts).map((evenness) => {
    const of = taskPool
      .filter(({ kind }) => kind === evenness.kind)
      .map(({ slug }) => ({ task: slug, pairs: counts.find(({ task }) => task === slug)?.[evenness.language] ?? 0 }))
      .sort((a, b) => b.pairs - a.pairs);
    const commonest = of[0]!;
    const share = commonest.pairs / evenness.pairs;
    return { ...evenness, commonest: evenness.pairs === 0 ? null : { task: commonest.task, share } };
  });
}

function standingOf(work: Status['work']): Pick<Figures, 'stages' | 'drops'> {
  const drops = new Map<string, Figures['drops'][number]>();
  for (const { stage, state, reason, count } of work) {
    if (state !== 'dropped') continue;
    const drop = drops.get(`${stage} ${reason}`) ?? { stage, reason: reason ?? '', count: 0 };
    drop.count += count;
    drops.set(`${stage} ${reason}`, drop);
  }
  const sumOf = (stage: string, state: string) =>
    work.filter((row) => row.stage === stage && row.state === state).reduce((sum, { count }) => sum + count, 0);
  return {
    stages: stageNames.map((stage) => ({
      stage,
      kept: sumOf(stage, 'kept'),
      dropped: sumOf(stage, 'dropped'),
      failed: sumOf(stage, 'failed'),
      pending: sumOf(stage, 'pending'),
    })),
    drops: [...drops.values()].sort(
      (a, b) => stageNames.indexOf(a.stage) - stageNames.indexOf(b.stage) || b.count - a.count,
    ),
  };
}
