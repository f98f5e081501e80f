import type { z } from 'zod';
import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import { generationPromptVersion } from '../../prompts/index.ts';
import type { ReasonOf } from '../../reasons.ts';
import { type Assignment, type Document, draftSchema } from '../../records.ts';
import type { Completion, CompletionRequest, Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import type { Drafted, DraftRequest, Teacher } from '../teacher.ts';
import { generationSchema, selectionSchema, toStrictJsonSchema } from './answer-schemas.ts';
import { Endpoint } from './endpoint.ts';
import { generateMessages, type Message, repairMessages, selectMessages } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';
import { promptCut } from './prompt-cut.ts';
import type { Again } from './question.ts';
import { worthAskingLonger } from './worth-asking-longer.ts';

type Asked<T> =
  | { value: T; completionId: string }
  | { refused: ReasonOf<'generate'>; detail: string; completionId: string };

/** What became of one answer: used, refused for good, cut by the limit of tokens, or such that a repair is asked for. */
type Read<T> = Asked<T> | { isCut: true; completion: Completion } | { problem: string; completion: Completion };

/** Finish reasons after which an answer must not be used, however it looks. */
const unusable: Record<string, [reason: ReasonOf<'generate'>, detail: string]> = {
  content_filter: ['content-filter', 'The call ended with "content_filter".'],
  refusal: ['refused', 'The model refused to answer.'],
  [promptCut]: [
    'truncated',
    'The server has read but a part of the prompt: its context is too short for this document.',
  ],
};

/**
 * The teacher behind an OpenAI-compatible endpoint. Every answer is stored before it is read. One that its limit has cut is
 * asked for again with twice the limit, one that cannot be used is sent back for repair, each once.
 */
export class OpenaiTeacher implements Teacher {
  readonly name = 'openai';
  readonly isQuick = false;
  readonly model: string;
  readonly promptVersion = generationPromptVersion;
  readonly #config: Config;
  readonly #completions: Pick<Completions, 'get'>;
  readonly #endpoint: Endpoint;

  constructor(config: Config, completions: Pick<Completions, 'get'>, stop: AbortSignal, shared?: Shared) {
    this.model = config.model;
    this.#config = config;
    this.#completions = completions;
    this.#endpoint = new Endpoint(config, stop, shared);
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

  async draft({ document, task, assignment, languages, generation }: DraftRequest): Promise<Drafted> {
    const messages = generateMessages(document, task, assignment, languages);
    const schema = generationSchema(task, languages);
    const serves = { tasks: [task.slug], languages };
    const asked = await this.#ask('generate', document, messages, 'draft', schema, generation, serves);
    if ('refused' in asked) return asked;
    return { draft: draftSchema.parse(asked.value), completionId: asked.completionId };
  }

  async #ask<T>(
    purpose: 'select' | 'generate',
    document: Document,
    messages: readonly Message[],
    name: string,
    schema: z.ZodType<T>,
    generation = 0,
    serves?: CompletionRequest['serves'],
  ): Promise<Asked<T>> {
    const jsonSchema = toStrictJsonSchema(schema);
    const { maxOutputTokens, temperature } = this.#config;
    const complete = (kind: CompletionRequest['purpose'], content: readonly Message[], again: Again = {}) =>
      this.#completions.get(
        {
          model: this.model,
          purpose: kind,
          documentId: document.id,
          generation,
          serves,
          maxOutputTokens: again.maxOutputTokens ?? maxOutputTokens,
          key: [content, temperature, again.maxOutputTokens ?? maxOutputTokens, jsonSchema],
        },
        () =>
          this.#endpoint.ask({
            ...{ messages: content, schemaName: name, schema: jsonSchema },
            ...{ maxOutputTokens, ...again },
          }),
      );
    let first = read(await complete(purpose, messages), schema);
    if ('isCut' in first && worthAskingLonger(first.completion, maxOutputTokens)) {
      const thinkLess = first.completion.text === '';
      const longer = await complete(purpose, messages, { maxOutputTokens: 2 * maxOutputTokens, thinkLess });
      first = read(longer, schema);
    }
    if ('isCut' in first) return truncated(first.completion);
    if (!('problem' in first)) return first;
    const repair = repairMessages(messages, first.completion.text, first.problem);
    const second = read(await complete('repair', repair), schema);
    if ('isCut' in second) return truncated(second.completion);
    if (!('problem' in second)) return second;
    return {
      refused: 'unparseable',
      detail: `The answer could not be used, nor its repair: ${second.problem}`,
      completionId: second.completion.id,
    };
  }
}

function read<T>(completion: Completion, schema: z.ZodType<T>): Read<T> {
  const { id: completionId, text, finishReason } = completion;
  const known = unusable[finishReason ?? ''];
  if (known) return { refused: known[0], detail: known[1], completionId };
  if (finishReason === 'length') return { isCut: true, completion };
  const parsed = parseAnswer(text, schema);
  if ('value' in parsed) return { ...parsed, completionId };
  // A stop in the middle of an object is the model's own, and it may mend it.
  if (parsed.isCut && finishReason !== 'stop') return { isCut: true, completion };
  return { problem: parsed.problem, completion };
}

function truncated({ id, text, reasoning }: Completion): Asked<never> {
  const where = text === '' && reasoning ? 'while it was still thinking' : 'before it was whole';
  return {
    refused: 'truncated',
    detail: `The answer was cut ${where}: the limit of tokens was reached.`,
    completionId: id,
  };
}
