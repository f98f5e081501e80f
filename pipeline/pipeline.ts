/**
 * START HERE: the path of a document through the system, from top to bottom.
 *
 *     source → crawl → page → clean → document → dedupe → select → cells → generate → drafts → validate (→ judge) → pairs → export
 *
 * Each stage is a plain function of one record that keeps or drops it (`stages/stage.ts`). What they share is in one
 * place: the runner settles every outcome in the ledger (`queue/runner.ts`), and the queue is only the schedule
 * (`queue/work-queue.ts`). `session.ts` puts the parts together, `shards/` writes what came of it.
 */

import type { Source } from '../crawlers/define-source.ts';
import type { ArticleExtractor } from '../crawlers/extract/extractor-pool.ts';
import type { Config } from './config.ts';
import type { LedgerDatabase } from './ledger/ledger.ts';
import type { StageName } from './reasons.ts';
import { cleanStage } from './stages/clean/clean.ts';
import { dedupeStage } from './stages/dedupe/dedupe.ts';
import { generateStage } from './stages/generate.ts';
import { judgeStage } from './stages/judge.ts';
import { selectStage } from './stages/select.ts';
import { validateStage } from './stages/validate.ts';
import type { Judge } from './teacher/judge/judge.ts';
import type { Teacher } from './teacher/teacher.ts';

export interface PipelineParts {
  config: Config;
  db: LedgerDatabase;
  extractor: ArticleExtractor;
  sources: ReadonlyMap<string, Source>;
  teacher: Teacher;
  /** Null where nobody judges. */
  judge: Judge | null;
}

/** All stages but the first: a site's pages are scheduled together, so `crawl` is driven by `crawlers/crawl-source.ts`. */
export function pipelineOf({ config, db, extractor, sources, teacher, judge }: PipelineParts) {
  return {
    /** page → document: the article's blocks, in English or Chinese, about security. */
    clean: cleanStage({ db, extractor, sources }),
    /** document → the best of its near-duplicates. */
    dedupe: dedupeStage(db),
    /** document → the tasks that suit it, and a cell for each in each language. */
    select: selectStage(db, teacher, config),
    /** cell → what the teacher answers. */
    generate: generateStage(db, teacher, config),
    /** draft → pair: input copied from the blocks, answer traced to it, every check passed. */
    validate: validateStage(db, judge?.model ?? null),
    /** draft that passed → pair: a model rates it, and may better it. Only where one is set to. */
    judge: judge && judgeStage(db, judge, config),
  };
}

/** The stages from which on work belongs to a teacher's model. */
export const teacherStages: readonly StageName[] = ['select', 'generate', 'validate'];
