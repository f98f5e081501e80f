import { sql } from 'kysely';
import { type Criterion, criteria } from '../teacher/judge/verdict.ts';
import type { LedgerDatabase } from './ledger.ts';

/** How far a judge and the checks agree. */
export interface JudgementReport {
  /** The judge's. */
  model: string;
  /** Drafts that had passed every check, and were judged. */
  judged: number;
  /** Of these, what the judge kept, and what it scored too low; the rest left the dataset for another reason since. */
  kept: number;
  low: number;
  /** Means over all that was judged, 1 to 5, to two digits. */
  score: number;
  criteria: Record<Criterion, number>;
  /** Better answers that the judge gave; those that the checks passed and pairs hold; those that the checks refused, by reason. */
  improvements: { given: number; used: number; refused: Record<string, number> };
}

/** What each judge made of the drafts that the checks had passed, and what the checks made of its own answers. */
export async function judgementReports(db: LedgerDatabase): Promise<JudgementReport[]> {
  const mean = (value: ReturnType<typeof sql>) => sql`round(avg(${value})::numeric, 2)::float8`;
  const means = criteria.map(
    (criterion) => sql`${sql.lit(criterion)}, ${mean(sql`(criteria -> ${sql.lit(criterion)} ->> 'score')::float8`)}`,
  );
  const { rows } = await sql<JudgementReport>`
    select judgement.model, count(*) as judged,
      count(*) filter (where state = 'kept') as kept, count(*) filter (where reason = 'low-score') as low,
      ${mean(sql`score`)} as score, json_build_object(${sql.join(means)}) as criteria,
      json_build_object(
        'given', count(improvement), 'used', count(*) filter (where improved),
        'refused', (
          select coalesce(json_object_agg(refused_because, refused), '{}') from (
            select refused_because, count(*) as refused from judgement refusal
            where refusal.model = judgement.model and refused_because is not null
            group by refused_because order by refused_because) reasons)) as improvements
    from judgement left join work on stage = 'judge' and record_id = cell_id and work.model = judgement.model
    group by judgement.model order by judgement.model`.execute(db);
  return rows;
}
