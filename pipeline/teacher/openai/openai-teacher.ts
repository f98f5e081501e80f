import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import { generationPromptVersions } from '../../prompts/index.ts';
import { type Assignment, type Document, draftSchema } from '../../records.ts';
import type { Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import type { Drafted, DraftRequest, Teacher } from '../teacher.ts';
import { generationSchema, selectionSchema } from './answer-schemas.ts';
import { type AskerParts, ask } from './ask.ts';
import { Endpoint } from './endpoint.ts';
import { generateMessages, selectMessages } from './messages.ts';

/**
 * The teacher behind an OpenAI-compatible endpoint. How it asks, and what it does with an answer that cannot be used, is in
 * `ask.ts`.
 */
export class OpenaiTeacher implements Teacher {
  readonly name = 'openai';
  readonly isQuick = false;
  readonly model: string;
  readonly promptVersions = generationPromptVersions;
  readonly #config: Config;
  readonly #parts: AskerParts;

  constructor(config: Config, completions: Pick<Completions, 'get'>, stop: AbortSignal, shared?: Shared) {
    this.model = config.model;
    this.#config = config;
    this.#parts = { config, completions, endpoint: new Endpoint(config, stop, shared) };
  }

  async weigh(document: Document): Promise<Assignment[]> {
    const most = Math.max(10, this.#config.understanding + this.#config.generation + 3);
    const messages = selectMessages(document, most);
    const asked = await ask(this.#parts, {
      ...{ purpose: 'select', document, messages },
      ...{ name: 'selection', schema: selectionSchema },
    });
    const why =
      'refused' in asked
        ? `The selection could not be used: ${asked.detail}`
        : 'The teacher did not name it as fitting.';
    const weighed = new Map('value' in asked ? asked.value.tasks.map((entry) => [entry.task, entry]) : []);
    return taskPool.map(({ slug }) => {
      const entry = weighed.get(slug);
      const base = { documentId: document.id, task: slug, chosen: false };
      if (!entry) return { ...base, fit: 0, thought: {}, blocks: [], reason: why };
      return { ...base, fit: entry.fit, thought: { [document.language]: entry.thought }, blocks: entry.blocks, reason: null };
    });
  }

  async draft({ document, task, assignment, languages, generation }: DraftRequest): Promise<Drafted> {
    const messages = generateMessages(document, task, assignment, languages);
    const schema = generationSchema(task, languages);
    const serves = { tasks: [task.slug], languages };
    const asked = await ask(this.#parts, {
      ...{ purpose: 'generate', document, messages, generation, serves },
      ...{ name: 'draft', schema },
    });
    if ('refused' in asked) return asked;
    return { draft: draftSchema.parse(asked.value), completionId: asked.completionId };
  }
}
