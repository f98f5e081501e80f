import { taskBySlug } from '../../../../task-pool/index.ts';
import type { Config } from '../../../config.ts';
import type { LedgerDatabase } from '../../../ledger/ledger.ts';
import type { Assignment, Cell, Language, Pair } from '../../../records.ts';
import { validate } from '../../../stages/validate.ts';
import type { CompletionRequest } from '../../completions.ts';
import { OpenaiTeacher } from '../openai-teacher.ts';
import { sampleReport } from './sample-report.ts';

/** One call that was made, for what it says of speed and of the fields that are reported. */
export interface SampleCall {
  purpose: CompletionRequest['purpose'];
  milliseconds: number;
  usage: Record<string, unknown> | null;
}

export interface Sample {
  /** Tasks that the model found to suit, best first. */
  chosen: Assignment[];
  /** Why the selection could not be used; null where it could. */
  selection: string | null;
  task: string;
  /** What became of the draft in each language: a pair, or what was wrong with it. */
  results: { language: Language; pair: Pair | null; failure: string | null }[];
}

/** Asked where the model finds no task to suit: every report names something. */
const fallback = 'key-entity-recognition';
const languages: readonly Language[] = ['en', 'zh'];

/**
 * Has the model read and answer the sample report as it would any document: one selection, one generation in both
 * languages, every check. What is answered is added to `calls`, and not kept: asked again, it comes anew. Throws what the teacher throws.
 */
export async function trySample(
  config: Config,
  db: LedgerDatabase | null,
  calls: SampleCall[],
  warn: (line: string) => void,
): Promise<Sample> {
  const completions: ConstructorParameters<typeof OpenaiTeacher>[1] = {
    async get({ purpose }, ask) {
      const from = performance.now();
      const answer = await ask();
      calls.push({ purpose, milliseconds: Math.round(performance.now() - from), usage: answer.usage });
      return { ...answer, id: `doctor-${calls.length}`, replayed: false };
    },
  };
  const log = { warn: (line: unknown) => warn(String(line)) };
  const teacher = new OpenaiTeacher(config, completions, new AbortController().signal, { db, log });
  const weighed = await teacher.weigh(sampleReport);
  const chosen = weighed.filter(({ reason }) => reason === null).toSorted((a, b) => b.fit - a.fit);
  const selection = chosen.length > 0 ? null : (weighed[0]?.reason ?? 'It named no task.');
  const assignment = chosen[0] ?? weighed.find(({ task }) => task === fallback)!;
  const task = taskBySlug(assignment.task);
  const drafted = await teacher.draft({ document: sampleReport, task, assignment, languages, generation: 0 });
  const results = languages.map((language) => {
    if ('refused' in drafted) return { language, pair: null, failure: `${drafted.refused}: ${drafted.detail}` };
    const outcome = validate({
      cell: cellOf(teacher, task.slug, language),
      document: sampleReport,
      draft: drafted.draft,
      completionId: drafted.completionId,
    });
    if ('reason' in outcome) return { language, pair: null, failure: `${outcome.reason}: ${outcome.detail}` };
    return { language, pair: outcome.outputs.pair ?? null, failure: null };
  });
  return { chosen, selection, task: task.slug, results };
}

const cellOf = ({ model, promptVersions }: OpenaiTeacher, task: string, language: Language): Cell => ({
  ...{ id: `doctor-${language}`, documentId: sampleReport.id, group: 'doctor' },
  ...{ task, language, promptVersion: promptVersions[sampleReport.language], model },
});
