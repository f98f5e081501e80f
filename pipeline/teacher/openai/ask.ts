import type { z } from 'zod';
import type { Config } from '../../config.ts';
import type { ReasonOf } from '../../reasons.ts';
import type { Document } from '../../records.ts';
import type { Completion, CompletionRequest, Completions } from '../completions.ts';
import { toStrictJsonSchema } from './answer-schemas.ts';
import type { Endpoint } from './endpoint.ts';
import { type Message, repairMessages } from './messages.ts';
import { parseAnswer } from './parse-answer.ts';
import { promptCut } from './prompt-cut.ts';
import type { Again } from './question.ts';
import { worthAskingLonger } from './worth-asking-longer.ts';

/** Why an answer cannot be used, whatever was asked. */
export type Unusable = Extract<ReasonOf<'generate'>, 'refused' | 'truncated' | 'unparseable' | 'content-filter'>;

/** An answer of the schema, or why there is none. */
export type Asked<T> = { value: T; completionId: string } | { refused: Unusable; detail: string; completionId: string };

/** What is asked about a document. */
export interface Inquiry<T> extends Pick<CompletionRequest, 'generation' | 'serves'> {
  purpose: Exclude<CompletionRequest['purpose'], 'repair'>;
  document: Pick<Document, 'id' | 'language'>;
  messages: readonly Message[];
  /** What the schema is called where an endpoint wants a name. */
  name: string;
  schema: z.ZodType<T>;
}

export interface AskerParts {
  config: Pick<Config, 'model' | 'maxOutputTokens' | 'temperature'>;
  completions: Pick<Completions, 'get'>;
  endpoint: Endpoint;
}

/** What became of one answer: used, refused for good, cut by the limit of tokens, or such that a repair is asked for. */
type Read<T> = Asked<T> | { isCut: true; completion: Completion } | { problem: string; completion: Completion };

/** Finish reasons after which an answer must not be used, however it looks. */
const unusable: Record<string, [reason: Unusable, detail: string]> = {
  content_filter: ['content-filter', 'The call ended with "content_filter".'],
  refusal: ['refused', 'The model refused to answer.'],
  [promptCut]: [
    'truncated',
    'The server has read but a part of the prompt: its context is too short for this document.',
  ],
};

/**
 * Asks an endpoint for an object of a schema. Every answer is stored before it is read. One that its limit has cut is
 * asked for again with twice the limit, one that cannot be used is sent back for repair, each once.
 */
export async function ask<T>(
  parts: AskerParts,
  { purpose, document, messages, name, schema, generation, serves }: Inquiry<T>,
): Promise<Asked<T>> {
  const about = { document, name, jsonSchema: toStrictJsonSchema(schema), generation, serves };
  const { maxOutputTokens } = parts.config;
  const complete = (kind: CompletionRequest['purpose'], content: readonly Message[], again?: Again) =>
    callOnce(parts, { ...about, purpose: kind, messages: content }, again);
  let first = read(await complete(purpose, messages), schema);
  if ('isCut' in first && worthAskingLonger(first.completion, maxOutputTokens)) {
    const thinkLess = first.completion.text === '';
    const longer = await complete(purpose, messages, { maxOutputTokens: 2 * maxOutputTokens, thinkLess });
    first = read(longer, schema);
  }
  if ('isCut' in first) return truncated(first.completion);
  if (!('problem' in first)) return first;
  const repair = repairMessages(messages, first.completion.text, first.problem, document.language);
  const second = read(await complete('repair', repair), schema);
  if ('isCut' in second) return truncated(second.completion);
  if (!('problem' in second)) return second;
  return {
    refused: 'unparseable',
    detail: `The answer could not be used, nor its repair: ${second.problem}`,
    completionId: second.completion.id,
  };
}

/** One call about a document, answered from the store where the same was asked before. */
export interface Call extends Pick<CompletionRequest, 'purpose' | 'generation' | 'serves'> {
  document: Pick<Document, 'id' | 'language'>;
  messages: readonly Message[];
  name: string;
  jsonSchema: Record<string, unknown>;
}

export function callOnce(
  { config, completions, endpoint }: AskerParts,
  { purpose, document, messages, name, jsonSchema, generation = 0, serves }: Call,
  again: Again = {},
): Promise<Completion> {
  const { model, temperature } = config;
  const maxOutputTokens = again.maxOutputTokens ?? config.maxOutputTokens;
  return completions.get(
    {
      ...{ model, purpose, documentId: document.id, generation, serves },
      maxOutputTokens,
      key: [messages, temperature, maxOutputTokens, jsonSchema],
    },
    () =>
      endpoint.ask({
        ...{ purpose, messages, promptLanguage: document.language },
        ...{ schemaName: name, schema: jsonSchema },
        ...again,
        maxOutputTokens,
      }),
  );
}

/** Why an answer that ended this way must not be used, however it looks; undefined where it may be read. */
export const whyUnusable = ({ finishReason }: Completion) => unusable[finishReason ?? ''];

function read<T>(completion: Completion, schema: z.ZodType<T>): Read<T> {
  const { id: completionId, text, finishReason } = completion;
  const known = whyUnusable(completion);
  if (known) return { refused: known[0], detail: known[1], completionId };
  if (finishReason === 'length') return { isCut: true, completion };
  const parsed = parseAnswer(text, schema);
  if ('value' in parsed) return { ...parsed, completionId };
  // A stop in the middle of an object is the model's own, and it may mend it.
  if (parsed.isCut && finishReason !== 'stop') return { isCut: true, completion };
  return { problem: parsed.problem, completion };
}

export function truncated({ id, text, reasoning }: Completion): Extract<Asked<never>, { refused: Unusable }> {
  const where = text === '' && reasoning ? 'while it was still thinking' : 'before it was whole';
  return {
    refused: 'truncated',
    detail: `The answer was cut ${where}: the limit of tokens was reached.`,
    completionId: id,
  };
}
