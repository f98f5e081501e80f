import OpenAI from 'openai';
import type { Config } from '../../config.ts';
import { FailRecordError, messageOf, RetryLaterError, StopRunError } from '../../errors.ts';
import { shownUrl } from '../../shown-url.ts';
import type { Answer } from '../completions.ts';
import type { Message } from './messages.ts';

type Form = 'json-schema' | 'json-object' | 'text';

/** Failures in a row after which the run stops: the endpoint is dead, or answers nobody. */
const deadAfter = { unreachable: 8, busy: 64 };

/**
 * One OpenAI-compatible endpoint: asks in the strictest form it takes, sorts its errors by what must happen next, and
 * keeps a reasoning model's thinking apart from its answer.
 */
export class Endpoint {
  readonly #client: OpenAI;
  readonly #config: Config;
  readonly #address: string;
  #form: Form = 'json-schema';
  #failures = 0;
  #inFlight = 0;
  readonly #stop: AbortSignal;
  readonly #queue: (() => void)[] = [];

  /** `stop` ends the sending of calls; those under way come to their end, since they are paid for. */
  constructor(config: Config, stop: AbortSignal) {
    this.#config = config;
    this.#stop = stop;
    this.#address = config.openaiBaseUrl ? shownUrl(config.openaiBaseUrl) : 'the OpenAI API';
    this.#client = new OpenAI({
      apiKey: config.openaiApiKey ?? 'none',
      maxRetries: 0,
      ...(config.openaiBaseUrl && { baseURL: config.openaiBaseUrl }),
    });
  }

  /** One answer to these messages, a JSON object of the schema where the endpoint can promise it. */
  async ask(messages: readonly Message[], schemaName: string, schema: Record<string, unknown>): Promise<Answer> {
    await this.#enter();
    try {
      if (this.#stop.aborted) throw new StopRunError('The run is stopping.');
      return await this.#askInForm(messages, schemaName, schema);
    } finally {
      this.#leave();
    }
  }

  async #askInForm(messages: readonly Message[], schemaName: string, schema: Record<string, unknown>): Promise<Answer> {
    const form = this.#form;
    try {
      const completion = await this.#client.chat.completions.create(
        {
          model: this.#config.model,
          messages: [...messages],
          temperature: this.#config.temperature,
          max_tokens: this.#config.maxOutputTokens,
          ...responseFormat(form, schemaName, schema),
        },
        // The client's own timeout ends with the headers; the signal covers the body as well.
        { signal: AbortSignal.timeout(this.#config.callTimeoutSeconds * 1000) },
      );
      this.#failures = 0;
      return readAnswer(completion);
    } catch (error) {
      if (error instanceof OpenAI.BadRequestError && form !== 'text' && mentionsForm(error)) {
        // Another call may have stepped down meanwhile; both go on from where this one stood.
        if (this.#form === form) this.#form = form === 'json-schema' ? 'json-object' : 'text';
        return this.#askInForm(messages, schemaName, schema);
      }
      throw this.#sorted(error);
    }
  }

  #sorted(error: unknown): Error {
    const at = `The endpoint at ${this.#address}`;
    if (error instanceof RetryLaterError) return error;
    if (error instanceof OpenAI.AuthenticationError || error instanceof OpenAI.PermissionDeniedError)
      return new StopRunError(`${at} refuses the key (HTTP ${error.status}). Check OPENAI_API_KEY; then run again.`);
    if (error instanceof OpenAI.NotFoundError)
      return new StopRunError(
        `${at} knows no model "${this.#config.model}", or has no chat completions there (HTTP 404). Check --model and OPENAI_BASE_URL.`,
      );
    if (error instanceof OpenAI.APIError && error.code === 'insufficient_quota')
      return new StopRunError(`${at} says that the account has no credit left. Add some, then run again.`);
    if (error instanceof OpenAI.RateLimitError || error instanceof OpenAI.InternalServerError) {
      this.#failures++;
      if (this.#failures >= deadAfter.busy)
        return new StopRunError(
          `${at} answered HTTP ${error.status} to ${this.#failures} calls in a row. Run again when it is well; nothing is lost.`,
        );
      const wait = Number(error.headers?.get('retry-after'));
      return new RetryLaterError(`${at} answered HTTP ${error.status}.`, {
        notItsFault: true,
        ...(wait > 0 && { retryAfterMs: wait * 1000 }),
      });
    }
    if (error instanceof OpenAI.APIConnectionError || error instanceof OpenAI.APIUserAbortError || isNetwork(error)) {
      this.#failures++;
      if (this.#failures >= deadAfter.unreachable)
        return new StopRunError(
          `${at} cannot be reached (${this.#failures} calls in a row failed; the last: ${messageOf(rootOf(error))}). Start it or correct OPENAI_BASE_URL, then run again; nothing is lost.`,
        );
      return new RetryLaterError(`${at} could not be reached: ${messageOf(rootOf(error))}`);
    }
    if (error instanceof OpenAI.APIError && error.status !== undefined)
      return new FailRecordError(`${at} refuses the request: HTTP ${error.status} ${error.message.slice(0, 300)}`);
    return new RetryLaterError(`${at} sent something unreadable: ${messageOf(error).slice(0, 300)}`);
  }

  async #enter(): Promise<void> {
    if (this.#inFlight < this.#config.callConcurrency) this.#inFlight++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#inFlight--;
  }
}

function responseFormat(form: Form, name: string, schema: Record<string, unknown>) {
  if (form === 'text') return {};
  if (form === 'json-object') return { response_format: { type: 'json_object' as const } };
  return { response_format: { type: 'json_schema' as const, json_schema: { name, strict: true, schema } } };
}

const mentionsForm = (error: Error) =>
  /response_format|json_schema|json_object|structured|grammar|schema/i.test(error.message);

const isNetwork = (error: unknown) =>
  error instanceof Error &&
  (error.name === 'TimeoutError' || error.name === 'AbortError' || error instanceof TypeError);

function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause ? rootOf(error.cause) : error;
}

const thinking = /^\s*<think>([\s\S]*?)<\/think>/;

function readAnswer(completion: OpenAI.ChatCompletion): Answer {
  const choice = completion.choices?.[0];
  if (!choice) throw new RetryLaterError('The endpoint answered without any choice.');
  const message = choice.message as OpenAI.ChatCompletionMessage & { reasoning_content?: string; reasoning?: string };
  const content = message.content ?? '';
  const thought = thinking.exec(content);
  return {
    text: message.refusal ?? (thought ? content.slice(thought[0].length).trimStart() : content),
    reasoning: message.reasoning_content ?? message.reasoning ?? thought?.[1]?.trim() ?? null,
    finishReason: message.refusal ? 'refusal' : choice.finish_reason,
    usage: (completion.usage as Record<string, unknown> | undefined) ?? null,
  };
}
