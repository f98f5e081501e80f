import type OpenAI from 'openai';
import type { Config } from '../../pipeline/config.ts';
import { StopRunError } from '../../pipeline/errors.ts';
import type { Answer } from '../../pipeline/teacher/completions.ts';
import { type Admission, CallGate } from '../../pipeline/teacher/limits/call-gate.ts';
import { deadlineAfter } from '../../pipeline/teacher/limits/deadline.ts';
import type { Shared } from '../../pipeline/teacher/limits/endpoint-health.ts';
import { estimateTokens } from '../../pipeline/teacher/limits/estimate-tokens.ts';
import { sortCallError } from '../../pipeline/teacher/openai/endpoint-errors.ts';
import { Ladder } from '../../pipeline/teacher/openai/ladder.ts';
import type { Message } from '../../pipeline/teacher/openai/messages.ts';
import { addressOf, openaiClient } from '../../pipeline/teacher/openai/openai-client.ts';
import type { Question, Way } from '../../pipeline/teacher/openai/question.ts';
import { readCompletion } from '../../pipeline/teacher/openai/read-completion.ts';
import { isObject } from '../score/python-text.ts';

/** Which protocol a model is asked by: chat completions, or the older one that takes a prompt as it is. */
export const endpointKinds = ['chat', 'completions'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/**
 * One model of an OpenAI-compatible endpoint that is asked for plain text, within the limits that all workers of the
 * ledger share. No other model answers in its place: a bench measures one.
 */
export class TextEndpoint {
  readonly #client: OpenAI;
  readonly #gate: CallGate;
  readonly #ladder: Ladder;
  readonly #config: Config;
  readonly #kind: EndpointKind;
  readonly #at: string;

  /** `stop` ends the sending of calls; those under way come to their end, since they are paid for. */
  constructor(config: Config, stop: AbortSignal, shared: Shared, kind: EndpointKind = 'chat') {
    const key = { endpoint: addressOf(config), model: config.model };
    this.#config = config;
    this.#kind = kind;
    this.#at = `The endpoint at ${key.endpoint}`;
    this.#client = openaiClient(config);
    this.#gate = new CallGate({ ...shared, config, stop, key });
    // Without the ledger: plain text shows nothing of the schemas that a teacher's calls want remembered.
    this.#ladder = new Ladder(null, key, (sentence) => shared.log.warn(sentence));
  }

  /** One answer; throws a RetryLaterError, a FailRecordError where the request is refused, or a StopRunError. */
  async ask(message: Message): Promise<Answer> {
    const { maxOutputTokens } = this.#config;
    return this.#ask({ messages: [message], schemaName: '', schema: {}, maxOutputTokens });
  }

  async #ask(question: Question): Promise<Answer> {
    const prompt = this.#tokensOf(...question.messages.map(({ content }) => content));
    const admission = await this.#gate.admit(prompt + question.maxOutputTokens);
    const way: Way = { ...(await this.#ladder.way()), mode: 'text' };
    const deadline = deadlineAfter(this.#config.callTimeoutSeconds * 1000);
    let reply: Awaited<ReturnType<TextEndpoint['call']>>;
    try {
      reply = await this.call(way, question, deadline.signal);
    } catch (error) {
      const lesson = await this.#ladder.learnFrom(error, way, question);
      if (!lesson) throw await this.#failed(admission, error, deadline.signal.aborted);
      await this.#gate.refused(admission);
      return this.#ask({ ...question, ...lesson });
    } finally {
      deadline.clear();
    }
    const { usage, reasoning, text } = reply.answer;
    const estimated = prompt + this.#tokensOf(reasoning ?? '', text);
    const used = typeof usage?.total_tokens === 'number' ? usage.total_tokens : estimated;
    await this.#gate.answered(admission, reply.headers, used);
    return this.#ladder.noteAnswer(way, question, reply.answer, reply);
  }

  private async call(way: Way, question: Question, signal: AbortSignal) {
    const body = this.#ladder.bodyOf(way, question, this.#config.temperature);
    const limit = body.max_tokens ?? body.max_completion_tokens ?? question.maxOutputTokens;
    if (this.#kind === 'chat') {
      const { data, response } = await this.#client.chat.completions.create(body, { signal }).withResponse();
      return { answer: readCompletion(data, limit), headers: response.headers, body: data };
    }
    const { model, temperature } = body;
    const prompt = question.messages.map(({ content }) => content).join('\n\n');
    const { data, response } = await this.#client.completions
      .create({ model, prompt, max_tokens: limit, ...(temperature !== undefined && { temperature }) }, { signal })
      .withResponse();
    return { answer: readCompletion(asChat(data), limit), headers: response.headers, body: data };
  }

  async #failed(admission: Admission, error: unknown, isLate: boolean): Promise<Error> {
    const failure = sortCallError(error, this.#at, isLate);
    if ('trouble' in failure) return this.#gate.troubled(admission, failure.trouble);
    await this.#gate.refused(admission);
    if ('error' in failure) return failure.error;
    const what = this.#kind === 'chat' ? 'chat completions' : 'completions';
    return new StopRunError(
      `${this.#at} knows no model "${this.#config.model}", or has no ${what} there (HTTP 404). Check --model, --endpoint-kind and OPENAI_BASE_URL.`,
    );
  }

  /** An estimate, made where somebody counts. */
  #tokensOf(...texts: string[]): number {
    if (this.#config.tokensPerMinute === null) return 0;
    return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  }
}

/** An answer of the older protocol in the form of the newer, so that one reader does for both. */
function asChat(body: unknown): unknown {
  if (!isObject(body) || !Array.isArray(body.choices)) return body;
  const choices = body.choices.map((choice: unknown) =>
    isObject(choice) ? { finish_reason: choice.finish_reason, message: { content: choice.text } } : choice,
  );
  return { ...body, choices };
}
