import type { Config } from '../config.ts';
import { teacherStages } from '../pipeline.ts';
import { type StageName, stageNames } from '../reasons.ts';
import type { Judge } from '../teacher/judge/judge.ts';
import type { Teacher } from '../teacher/teacher.ts';
import type { Lane } from './work-queue.ts';

/** How many jobs of a stage one process has under way; calls to an endpoint have a limit of their own. */
const concurrency: Record<StageName, number> = {
  crawl: 8,
  clean: 16,
  dedupe: 16,
  select: 32,
  generate: 32,
  validate: 16,
  judge: 32,
};

/** Lanes of the queue, of these stages, that a process with this teacher and this judge works on. */
export function lanesOf(
  teacher: Pick<Teacher, 'model'>,
  judge: Pick<Judge, 'model'> | null,
  stages: readonly StageName[] = stageNames,
): Lane[] {
  return stageNames.flatMap((stage): Lane[] => {
    if (!stages.includes(stage)) return [];
    if (stage === 'judge') return judge ? [{ stage, model: judge.model }] : [];
    return [{ stage, model: teacherStages.includes(stage) ? teacher.model : '' }];
  });
}

/** Enough jobs that calls to the endpoint, which have a bound of their own, do not wait while others are written. */
export function concurrencyOf(stage: StageName, teacher: Pick<Teacher, 'isQuick'>, config: Config): number {
  const asksEndpoint = stage === 'judge' || (teacherStages.includes(stage) && !teacher.isQuick);
  return Math.max(concurrency[stage], asksEndpoint ? 2 * config.callConcurrency : 0);
}
