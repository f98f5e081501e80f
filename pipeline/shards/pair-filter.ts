import { type RawBuilder, sql } from 'kysely';
import { isBefore } from '../../crawlers/discover/since.ts';
import type { Language } from '../records.ts';
import type { ExportedPair } from './exported-pair.ts';

/** Which pairs an export takes. What is left out limits nothing. */
export interface PairFilter {
  tasks?: readonly string[] | undefined;
  languages?: readonly Language[] | undefined;
  sources?: readonly string[] | undefined;
  /** Models that the cells were for. */
  teachers?: readonly string[] | undefined;
  /** Licences as the documents name them; `*` stands for any text, `none` for documents that name none. */
  licences?: readonly string[] | undefined;
  /** By the documents' dates; a document without one is neither since nor before anything. */
  since?: Date | undefined;
  before?: Date | undefined;
  /** Least score by a judge; pairs that none has judged are left out where it is set. */
  minScore?: number | undefined;
  /** False takes the pairs that curation leaves out as well. */
  curated?: boolean | undefined;
}

/** The part of a filter that the database applies. */
export function pairConditions(filter: PairFilter): RawBuilder<boolean>[] {
  const { tasks, languages, sources, teachers, licences, minScore, curated = true } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (curated) conditions.push(sql`not exists (select 1 from curation where curation.pair_id = pair.id)`);
  if (tasks) conditions.push(sql`pair.task = any(${[...tasks]}::text[])`);
  if (languages) conditions.push(sql`pair.language = any(${[...languages]}::text[])`);
  if (sources) conditions.push(sql`document.source = any(${[...sources]}::text[])`);
  if (teachers) conditions.push(sql`pair.model = any(${[...teachers]}::text[])`);
  if (licences) {
    const patterns = licences.filter((licence) => licence !== 'none').map(likeOf);
    const isNone = licences.includes('none');
    conditions.push(
      sql`(document.licence ilike any(${patterns}::text[]) or (${isNone}::boolean and document.licence is null))`,
    );
  }
  if (minScore !== undefined) conditions.push(sql`judgement.score >= ${minScore}`);
  return conditions;
}

/** Whether a pair's document is of the time asked for. */
export function isWithin({ publishedAt }: Pick<ExportedPair, 'publishedAt'>, { since, before }: PairFilter): boolean {
  if (!since && !before) return true;
  if (publishedAt === null) return false;
  return !(since && isBefore(publishedAt, since)) && !(before && !isBefore(publishedAt, before));
}

const likeOf = (pattern: string) => pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
