import type { z } from 'zod';
import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import { generationPromptVersion } from '../../prompts/index.ts';
import type { ReasonOf } from '../../reasons.ts';
import { type Assignment, type Document, draftSchema } from '../../records.ts';
import type { Completion, CompletionRequest, Completions } from '../completions.ts';
import type { Drafted, DraftRequest, Teacher } from '../teacher.ts';
import { generationSchema, selectionSchema, toStrictJsonSchema } from './answer-schemas.ts';
import { Endpoint } from './endpoint.ts';
import { generateMessages, type Message, repairMessages, selectMessages } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';

type Asked<T> =
  | { value: T; completionId: string }
  | { refused: ReasonOf<'generate'>; detail: string; completionId: string };

/** Finish reasons after which an answer must not be used, however it looks. */
const unusable: Record<string, ReasonOf<'generate'>> = {
  length: 'truncated',
  content_filter: 'content-filter',
  refusal: 'refused',
};

/** The teacher behind an OpenAI-compatible endpoint. Every answer is stored before it is read; one repair is asked for. */
export class OpenaiTeacher implements Teacher {
  readonly name = 'openai';
  readonly isQuick = false;
  readonly model: string;
  readonly promptVersion = generationPromptVersion;
  readonly #config: Config;
  readonly #completions: Completions;
  readonly #endpoint: Endpoint;

  constructor(config: Config, completions: Completions, stop: AbortSignal) {
    this.model = config.model;
    this.#config = config;
    this.#completions = completions;
    this.#endpoint = new Endpoint(config, stop);
  }

  async weigh(document: Document): Promise<Assignment[]> {
    const most = Math.max(10, this.#config.understanding + this.#config.generation + 3);
    const asked = await this.#ask('select', document, selectMessages(document, most), 'selection', selectionSchema);
    const why =
      'refused' in asked
        ? `The selection could not be used: ${asked.detail}`
        : 'The teacher did not name it as fitting.';
    const weighed = new Map('value' in asked ? asked.value.tasks.map((entry) => [entry.task, entry]) : []);
    return taskPool.map(({ slug }) => {
      const entry = weighed.get(slug);
      const base = { documentId: document.id, task: slug, chosen: false };
      if (!entry) return { ...base, fit: 0, thought: {}, blocks: [], reason: why };
      return { ...base, fit: entry.fit, thought: { en: entry.thought }, blocks: entry.blocks, reason: null };
    });
  }

  async draft({ document, task, assignment, languages }: DraftRequest): Promise<Drafted> {
    const messages = generateMessages(document, task, assignment, languages);
    const asked = await this.#ask('generate', document, messages, 'draft', generationSchema(task, languages));
    if ('refused' in asked) return asked;
    return { draft: draftSchema.parse(asked.value), completionId: asked.completionId };
  }

  async #ask<T>(
    purpose: 'select' | 'generate',
    document: Document,
    messages: readonly Message[],
    name: string,
    schema: z.ZodType<T>,
  ): Promise<Asked<T>> {
    const jsonSchema = toStrictJsonSchema(schema);
    const complete = (kind: CompletionRequest['purpose'], content: readonly Message[]) =>
      this.#completions.get(
        {
          model: this.model,
          purpose: kind,
          documentId: document.id,
          key: [content, this.#config.temperature, this.#config.maxOutputTokens, jsonSchema],
        },
        () => this.#endpoint.ask(content, name, jsonSchema),
      );
    const first = read(await complete(purpose, messages), schema);
    if (!('problem' in first)) return first;
    const second = read(await complete('repair', repairMessages(messages, first.text, first.problem)), schema);
    if (!('problem' in second)) return second;
    return {
      refused: 'unparseable',
      detail: `The answer could not be used, nor its repair: ${second.problem}`,
      completionId: second.completionId,
    };
  }
}

function read<T>(
  completion: Completion,
  schema: z.ZodType<T>,
): Asked<T> | { problem: string; text: string; completionId: string } {
  const { id: completionId, text, finishReason } = completion;
  const reason = unusable[finishReason ?? ''];
  if (reason) return { refused: reason, detail: `The call ended with "${finishReason}".`, completionId };
  const parsed = parseAnswer(text, schema);
  return 'value' in parsed ? { ...parsed, completionId } : { ...parsed, text, completionId };
}
