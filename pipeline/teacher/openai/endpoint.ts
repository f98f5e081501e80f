import type OpenAI from 'openai';
import type { Config } from '../../config.ts';
import { AwaitBatchError, StopRunError } from '../../errors.ts';
import { readEndpointTraits } from '../../ledger/endpoints.ts';
import type { CallOutcome } from '../../metrics/metrics.ts';
import type { Answer } from '../completions.ts';
import { type Admission, CallGate } from '../limits/call-gate.ts';
import { deadlineAfter } from '../limits/deadline.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import { estimateTokens } from '../limits/estimate-tokens.ts';
import { readUsage } from '../spend/read-usage.ts';
import { sortCallError } from './endpoint-errors.ts';
import { Ladder } from './ladder.ts';
import { addressOf, openaiClient } from './openai-client.ts';
import type { Question, Way } from './question.ts';
import { readCompletion } from './read-completion.ts';
import { withoutKey } from './without-key.ts';

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
  readonly #shared: Shared;
  readonly #candidates: Candidate[];
  #known = false;

  /** `stop` ends the sending of calls; those under way come to their end, since they are paid for. */
  constructor(config: Config, stop: AbortSignal, shared: Shared = { db: null, log: { warn() {} } }) {
    this.#config = config;
    this.#stop = stop;
    this.#shared = shared;
    const address = addressOf(config);
    this.#at = `The endpoint at ${address}`;
    this.#client = openaiClient(config);
    // A batch is one model's: whether it answers is known a day later.
    const fallbacks = shared.batch ? [] : (config.fallbackModels ?? []);
    this.#candidates = [...new Set([config.model, ...fallbacks])].map((model) => ({
      ...{ model, isMissing: false },
      ladder: new Ladder(shared.db, { endpoint: address, model }, (sentence) => shared.log.warn(sentence)),
      gate: new CallGate({ ...shared, config, stop, key: { endpoint: address, model } }),
    }));
    for (const { model, gate } of this.#candidates) shared.metrics?.watchCalls(model, () => gate.concurrency);
  }

  /**
   * One answer to these messages, a JSON object of the schema where the endpoint can promise it. Throws an AwaitBatchError
   * with the request where questions are gathered for the Batch API; the first of all is asked all the same, since the
   * form in which the model wants to be asked is found out by it.
   */
  async ask(question: Question): Promise<EndpointAnswer> {
    const [only] = this.#candidates;
    if (this.#shared.batch && only && !only.isMissing && (await this.#isKnown(only))) {
      const body = only.ladder.bodyOf(await only.ladder.way(), question, this.#config.temperature);
      throw new AwaitBatchError({ model: only.model, body });
    }
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

  /** Whether it is remembered how the model wants to be asked. */
  async #isKnown({ model }: Candidate): Promise<boolean> {
    const { db } = this.#shared;
    this.#known ||=
      db !== null && (await readEndpointTraits(db, { endpoint: addressOf(this.#config), model })) !== null;
    return this.#known;
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
    const began = performance.now();
    const ended = (outcome: CallOutcome) =>
      this.#shared.metrics?.called(question.purpose ?? 'probe', outcome, (performance.now() - began) / 1000);
    const deadline = deadlineAfter(this.#config.callTimeoutSeconds * 1000);
    let reply: Reply;
    try {
      reply = await this.#call(candidate, way, question, deadline.signal);
    } catch (error) {
      const lesson = await candidate.ladder.learnFrom(error, way, question);
      if (lesson) {
        ended('asked-otherwise');
        await candidate.gate.refused(admission);
        return this.#askModel(candidate, { ...question, ...lesson });
      }
      return this.#failed(candidate, admission, error, deadline.signal.aborted, ended);
    } finally {
      deadline.clear();
    }
    ended('answered');
    const { usage, reasoning, text } = reply.answer;
    const tokens = readUsage(usage);
    if (tokens) this.#shared.metrics?.used(tokens);
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

  async #failed(
    candidate: Candidate,
    admission: Admission,
    error: unknown,
    isLate: boolean,
    ended: (outcome: CallOutcome) => void,
  ): Promise<Outcome> {
    const { gate, model } = candidate;
    const failure = sortCallError(withoutKey(error, this.#config.openaiApiKey), this.#at, isLate);
    ended('trouble' in failure ? failure.trouble.kind : 'refused');
    if ('trouble' in failure)
      return { error: await gate.troubled(admission, failure.trouble), tryNext: await gate.isPaused() };
    await gate.refused(admission);
    if ('error' in failure) return { error: failure.error, tryNext: false };
    if (!candidate.isMissing && this.#candidates.length > 1)
      this.#shared.log.warn(
        `${this.#at} knows no model "${model}" (HTTP 404); the next of the configured ones is asked.`,
      );
    candidate.isMissing = true;
    return { isMissing: true };
  }
}
