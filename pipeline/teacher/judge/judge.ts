import type { Task } from '../../../task-pool/define-task.ts';
import type { Config } from '../../config.ts';
import { type Document, draftSchema, type Language, type Pair } from '../../records.ts';
import type { Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import { type AskerParts, ask, type Unusable } from '../openai/ask.ts';
import { Endpoint } from '../openai/endpoint.ts';
import { judgeMessages } from './judge-messages.ts';
import { type Improvement, judgementSchema, type Verdict } from './verdict.ts';

export interface JudgeRequest {
  document: Document;
  task: Task;
  /** Of one draft: one pair, or one in each language. */
  pairs: readonly Pair[];
  /** Of their cells: a rerun's pairs are judged anew, whatever was said of the same text before. */
  generation: number;
}

export type Judged =
  | { verdicts: Partial<Record<Language, Verdict>>; improvement: Improvement | null; completionId: string }
  | { refused: Unusable; detail: string; completionId: string };

/** A model that rates pairs which passed the checks, and may answer better: asked as a teacher is, with the same limits. */
export class Judge {
  readonly model: string;
  readonly #parts: AskerParts;

  /** `config` is the judge's own, as `judgeConfigOf` makes it. */
  constructor(config: Config, completions: Pick<Completions, 'get'>, stop: AbortSignal, shared?: Shared) {
    this.model = config.model;
    this.#parts = { config, completions, endpoint: new Endpoint(config, stop, shared) };
  }

  /** Judges all the pairs of a draft by one call. Asking again repeats no paid call. */
  async judge({ document, task, pairs, generation }: JudgeRequest): Promise<Judged> {
    const languages = pairs.map(({ language }) => language);
    const asked = await ask(this.#parts, {
      ...{ purpose: 'judge', document, generation, serves: { tasks: [task.slug], languages } },
      ...{ name: 'judgement', schema: judgementSchema(task, languages) },
      messages: judgeMessages(task, document.language, pairs),
    });
    if ('refused' in asked) return asked;
    const { verdicts, improved } = asked.value;
    return {
      verdicts: verdicts as Partial<Record<Language, Verdict>>,
      improvement: improved && draftSchema.omit({ blocks: true }).parse(improved),
      completionId: asked.completionId,
    };
  }
}
