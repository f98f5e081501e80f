import type OpenAI from 'openai';
import type { Config } from '../../config.ts';
import { StopRunError } from '../../errors.ts';
import type { Answer } from '../completions.ts';
import { type Admission, CallGate } from '../limits/call-gate.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import { estimateTokens } from '../limits/estimate-tokens.ts';
import { sortCallError } from './endpoint-errors.ts';
import { Ladder } from './ladder.ts';
import { addressOf, openaiClient } from './openai-client.ts';
import type { Question, Way } from './question.ts';
import { readCompletion } from './read-completion.ts';

/** An answer with the model that gave it, which is another than the configured one where a fallback was asked. */
export interface EndpointAnswer extends Answer {
  model: string;
}

/** One model of the endpoint, in the order in which they are asked. */
interface Candidate {
  model: string;
  gate: CallGate;
  /** How it wants to be asked. */
  ladder: Ladder;
  isMissing: boolean;
}

interface Reply {
  answer: Answer;
  headers: Headers;
  body: unknown;
}

type Outcome = { answer: EndpointAnswer } | { error: Error; tryNext: boolean } | { isMissing: true };

/**
 * One OpenAI-compatible endpoint: asks in the strictest form it takes, within its limits (`../limits/`), the next model
 * where one is not there or does not answer; and keeps a reasoning model's thinking apart from its answer.
 */
export class Endpoint {
  readonly #client: OpenAI;
  readonly #config: Config;
  readonly #at: string;
  readonly #stop: AbortSignal;
  readonly #log: Shared['log'];
  readonly #candidates: Candidate[];

  /** `stop` ends the sending of calls; those under way come to their end, since they are paid for. */
  constructor(config: Config, stop: AbortSignal, shared: Shared = { db: null, log: { warn() {} } }) {
    this.#config = config;
    this.#stop = stop;
    this.#log = shared.log;
    const address = addressOf(config);
    this.#at = `The endpoint at ${address}`;
    this.#client = openaiClient(config);
    this.#candidates = [...new Set([config.model, ...(config.fallbackModels ?? [])])].map((model) => ({
      ...{ model, isMissing: false },
      ladder: new Ladder(shared.db, { endpoint: address, model }, (sentence) => shared.log.warn(sentence)),
      gate: new CallGate({ ...shared, config, stop, key: { endpoint: address, model } }),
    }));
  }

  /** One answer to these messages, a JSON object of the schema where the endpoint can promise it. */
  async ask(question: Question): Promise<EndpointAnswer> {
    const tried = new Set<Candidate>();
    for (;;) {
      if (this.#stop.aborted) throw new StopRunError('The run is stopping.');
      const candidate = await this.#next(tried);
      tried.add(candidate);
      const outcome = await this.#askModel(candidate, question);
      if ('answer' in outcome) return outcome.answer;
      if ('error' in outcome && !(outcome.tryNext && (await this.#hasNext(tried)))) throw outcome.error;
    }
  }

  /** The first model that can be asked just now; where none can, the first that is there, whose turn is waited for. */
  async #next(tried: ReadonlySet<Candidate>): Promise<Candidate> {
    const left = this.#left(tried);
    for (const candidate of left) if (left.length === 1 || !(await candidate.gate.isPaused())) return candidate;
    if (left[0]) return left[0];
    const models = this.#candidates.map(({ model }) => `"${model}"`).join(' nor ');
    throw new StopRunError(
      `${this.#at} knows no model ${models}, or has no chat completions there (HTTP 404). Check --model and OPENAI_BASE_URL.`,
    );
  }

  async #hasNext(tried: ReadonlySet<Candidate>): Promise<boolean> {
    for (const { gate } of this.#left(tried)) if (!(await gate.isPaused())) return true;
    return false;
  }

  #left(tried: ReadonlySet<Candidate>): Candidate[] {
    return this.#candidates.filter((candidate) => !candidate.isMissing && !tried.has(candidate));
  }

  async #askModel(candidate: Candidate, question: Question): Promise<Outcome> {
    const prompt = this.#tokensOf(...question.messages.map(({ content }) => content));
    const admission = await candidate.gate.admit(prompt + question.maxOutputTokens);
    const way = await candidate.ladder.way();
    const deadline = AbortSignal.timeout(this.#config.callTimeoutSeconds * 1000);
    let reply: Reply;
    try {
      reply = await this.#call(candidate, way, question, deadline);
    } catch (error) {
      const lesson = await candidate.ladder.learnFrom(error, way, question);
      if (lesson) {
        await candidate.gate.refused(admission);
        return this.#askModel(candidate, { ...question, ...lesson });
      }
      return this.#failed(candidate, admission, error, deadline.aborted);
    }
    const { usage, reasoning, text } = reply.answer;
    const estimated = prompt + this.#tokensOf(reasoning ?? '', text);
    const used = typeof usage?.total_tokens === 'number' ? usage.total_tokens : estimated;
    await candidate.gate.answered(admission, reply.headers, used);
    const answer = await candidate.ladder.noteAnswer(way, question, reply.answer, reply);
    return { answer: { ...answer, model: candidate.model } };
  }

  /** An estimate, made where somebody counts. */
  #tokensOf(...texts: string[]): number {
    if (this.#config.tokensPerMinute === null) return 0;
    return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  }

  async #call({ ladder }: Candidate, way: Way, question: Question, deadline: AbortSignal): Promise<Reply> {
    const body = ladder.bodyOf(way, question, this.#config.temperature);
    // The client's own timeout ends with the headers; the signal covers the body as well.
    const { data, response } = await this.#client.chat.completions.create(body, { signal: deadline }).withResponse();
    const limit = body.max_tokens ?? body.max_completion_tokens ?? question.maxOutputTokens;
    return { answer: readCompletion(data, limit), headers: response.headers, body: data };
  }

  async #failed(candidate: Candidate, admission: Admission, error: unknown, isLate: boolean): Promise<Outcome> {
    const { gate, model } = candidate;
    const failure = sortCallError(error, this.#at, isLate);
    if ('trouble' in failure)
      return { error: await gate.troubled(admission, failure.trouble), tryNext: await gate.isPaused() };
    await gate.refused(admission);
    if ('error' in failure) return { error: failure.error, tryNext: false };
    if (!candidate.isMissing && this.#candidates.length > 1)
      this.#log.warn(`${this.#at} knows no model "${model}" (HTTP 404); the next of the configured ones is asked.`);
    candidate.isMissing = true;
    return { isMissing: true };
  }
}
