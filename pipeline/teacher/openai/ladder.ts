import OpenAI from 'openai';
import type { EndpointKey } from '../../ledger/endpoint-limits.ts';
import { type EndpointTraits, readEndpointTraits, saveEndpointTraits } from '../../ledger/endpoints.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import { prompts } from '../../prompts/index.ts';
import type { Answer } from '../completions.ts';
import { estimateTokens } from '../limits/estimate-tokens.ts';
import { limitsIn } from './limits-in-refusal.ts';
import type { Message } from './messages.ts';
import { promptCut, wasPromptCut } from './prompt-cut.ts';
import { type ChatBody, type QuirkName, quirks } from './quirks.ts';
import { recogniseServer, type ServerName, type Sighting, servers } from './servers.ts';

/** Forms of answers, the strictest first. */
export const outputModes = ['json-schema', 'json-object', 'text'] as const;
export type OutputMode = (typeof outputModes)[number];

/** What is asked: all that decides the answer, but for the model. */
export interface Question {
  messages: readonly Message[];
  schemaName: string;
  schema: Record<string, unknown>;
  /** Tokens that the answer may have. */
  maxOutputTokens: number;
  /** Set where its thinking has used up the whole answer before. */
  thinkLess?: boolean;
}

/** How a question differs where it is asked again. */
export type Again = Partial<Pick<Question, 'maxOutputTokens' | 'thinkLess'>>;

/** How a model is asked at one moment; a call goes by it from its sending to what is learned of its answer. */
export interface Way extends EndpointTraits {
  readonly mode: OutputMode;
  readonly quirks: readonly QuirkName[];
  readonly server: ServerName | null;
}

/** What a refusal has taught: to ask again, with this limit to the answer. */
export interface Lesson {
  maxOutputTokens: number;
}

/** Answers that are not of the form they were asked in, without one that is, after which a form is taken for ignored. */
const ignoredAfter = 6;
/** Tokens of answer below which a call is not worth sending. */
const leastOutput = 128;

/**
 * How a model at an endpoint wants to be asked: strict JSON schema, else JSON mode, else plain text, and its quirks. It is
 * found out by the first calls themselves, remembered in the ledger, and found out anew where an error contradicts it or
 * after 30 days. A form counts as not taken where a request is refused because of it, or where it is ignored: Ollama's
 * cloud takes a schema and does not hold to it (pydantic-ai#4917).
 */
export class Ladder {
  readonly #db: LedgerDatabase | null;
  readonly #key: EndpointKey;
  readonly #host: string;
  #way: Way;
  #loaded: Promise<void> | undefined;
  /** Modes in which an answer came as it was asked for. */
  readonly #obeyed = new Set<OutputMode>();
  #ignored = 0;
  #isSaved = false;
  #hasWarned = false;
  readonly #warn: (sentence: string) => void;

  /** Without a database nothing is remembered. */
  constructor(db: LedgerDatabase | null, key: EndpointKey, warn: (sentence: string) => void = () => {}) {
    this.#db = db;
    this.#key = key;
    this.#warn = warn;
    this.#host = new URL(key.endpoint).hostname;
    const known = quirks.filter(({ models }) => models?.test(key.model)).map(({ name }) => name);
    const server = recogniseServer({ host: this.#host })?.name ?? null;
    this.#way = { mode: 'json-schema', quirks: known, server, contextLength: null, outputLimit: null };
  }

  /** How it is to be asked just now. */
  async way(): Promise<Way> {
    this.#loaded ??= this.#load();
    await this.#loaded;
    return this.#way;
  }

  /** The request for a question, asked this way. */
  bodyOf(way: Way, question: Question, temperature: number): ChatBody {
    const { schemaName, schema, thinkLess } = question;
    const inPrompt =
      way.mode === 'json-schema' || !schema.type
        ? ''
        : `\n\n${prompts.schema.render({ schema: JSON.stringify(schema) })}`;
    const last = question.messages.length - 1;
    const body: ChatBody = {
      model: this.#key.model,
      messages: question.messages.map((message, index) => ({
        ...message,
        content: message.content + (index === last ? inPrompt : ''),
      })),
      temperature,
      max_tokens: roomFor(way, question),
      ...formOf(way.mode, schemaName, schema),
      ...(thinkLess && servers.find(({ name }) => name === way.server)?.thinkLess),
    };
    return quirks
      .filter(({ name }) => way.quirks.includes(name))
      .reduce((changed, quirk) => quirk.change(changed), body);
  }

  /** What the refusal of a request teaches; null where asking again would change nothing. */
  async learnFrom(error: unknown, way: Way, question: Question): Promise<Lesson | null> {
    if (!(error instanceof OpenAI.APIError) || (error.status !== 400 && error.status !== 422 && error.status !== 500))
      return null;
    const again = { maxOutputTokens: question.maxOutputTokens };
    const said = `${error.message} ${JSON.stringify(error.error ?? '')}`;
    const limits = limitsIn(error);
    if (limits) {
      const { contextLength, outputLimit, room } = limits;
      await this.#change({
        ...this.#way,
        ...(contextLength && { contextLength }),
        ...(outputLimit && { outputLimit }),
      });
      const fits = Math.min(question.maxOutputTokens, outputLimit ?? Infinity, room ?? Infinity);
      return fits < question.maxOutputTokens && fits >= leastOutput ? { maxOutputTokens: fits } : null;
    }
    // Some templates raise their refusals as errors of the server; all else with status 500 teaches nothing.
    const found = quirks.filter(({ name, refusal }) => !way.quirks.includes(name) && refusal.test(said));
    if (found.length > 0) {
      await this.#change({
        ...this.#way,
        quirks: [...new Set([...this.#way.quirks, ...found.map(({ name }) => name)])],
      });
      return again;
    }
    if (error.status === 500 || way.mode === 'text' || !mentionsForm.test(said)) return null;
    await this.#stepDown(way.mode);
    return again;
  }

  /** Notes what an answer shows, and returns it: as `prompt-cut` where the server has read but a part of the prompt. */
  async noteAnswer(way: Way, question: Question, answer: Answer, sighting: Sighting): Promise<Answer> {
    const server =
      servers.find(({ name }) => name === way.server) ?? recogniseServer({ ...sighting, host: this.#host });
    if (server && server.name !== this.#way.server) await this.#change({ ...this.#way, server: server.name });
    await this.#noteForm(way, question, answer);
    if (!server?.cutsPrompts || !wasPromptCut(question.messages, answer.usage)) return answer;
    if (!this.#hasWarned)
      this.#warn(
        `${server.title} has read ${answer.usage?.prompt_tokens} tokens of a longer prompt: its context is too short for this document, and what it answers is not used. To make it longer, ${server.longerContext}.`,
      );
    this.#hasWarned = true;
    return { ...answer, finishReason: promptCut };
  }

  async #noteForm(way: Way, question: Question, { text, finishReason }: Answer): Promise<void> {
    // What was cut or refused shows nothing.
    if (finishReason !== 'stop' || text === '' || way.mode === 'text') return this.#saveOnce();
    if (obeys(text, way.mode, question.schema)) {
      this.#obeyed.add(way.mode);
      // Several calls are under way at once: one that was obeyed speaks for the form that others had given up.
      if (isStricter(way.mode, this.#way.mode)) await this.#change({ ...this.#way, mode: way.mode });
      return this.#saveOnce();
    }
    if (this.#obeyed.has(way.mode) || way.mode !== this.#way.mode || ++this.#ignored < ignoredAfter) return;
    await this.#stepDown(way.mode);
  }

  /** What was found out by other means than calls: by `doctor`. */
  async note(traits: Partial<Pick<Way, 'mode' | 'server' | 'contextLength'>>): Promise<void> {
    await this.#change({ ...(await this.way()), ...traits });
  }

  /** Another call may have stepped down meanwhile; both go on from where this one stood. */
  async #stepDown(from: OutputMode): Promise<void> {
    this.#ignored = 0;
    if (this.#way.mode !== from) return;
    await this.#change({ ...this.#way, mode: from === 'json-schema' ? 'json-object' : 'text' });
  }

  async #load(): Promise<void> {
    const known = this.#db && (await readEndpointTraits(this.#db, this.#key));
    if (!known) return;
    this.#isSaved = true;
    this.#way = {
      ...known,
      mode: outputModes.find((mode) => mode === known.mode) ?? 'json-schema',
      quirks: quirks
        .map(({ name }) => name)
        .filter((name) => known.quirks.includes(name) || this.#way.quirks.includes(name)),
      server: servers.find(({ name }) => name === known.server)?.name ?? this.#way.server,
    };
    if (this.#way.mode !== 'text') this.#obeyed.add(this.#way.mode);
  }

  async #saveOnce(): Promise<void> {
    if (!this.#isSaved) await this.#change(this.#way);
  }

  async #change(way: Way): Promise<void> {
    if (this.#isSaved && JSON.stringify(way) === JSON.stringify(this.#way)) return;
    this.#way = way;
    this.#isSaved = true;
    if (this.#db) await saveEndpointTraits(this.#db, this.#key, way);
  }
}

const mentionsForm = /response_?format|json_schema|json_object|structured|grammar|schema/i;

const isStricter = (a: OutputMode, b: OutputMode) => outputModes.indexOf(a) < outputModes.indexOf(b);

/** Whether an answer is of the form it was asked in: JSON as it stands, with the schema's fields where they were promised. */
export function obeys(text: string, mode: OutputMode, schema: Record<string, unknown>): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
    return (
      mode !== 'json-schema' || (Object.keys(value).length === required.length && required.every((key) => key in value))
    );
  } catch {
    return false;
  }
}

/** Tokens that the answer may have, as far as is known: no more than fit beside the prompt. */
function roomFor({ contextLength, outputLimit }: Way, { messages, maxOutputTokens }: Question): number {
  const most = Math.min(maxOutputTokens, outputLimit ?? Infinity);
  if (contextLength === null) return most;
  const room = contextLength - messages.reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0);
  // The estimate errs on the high side: where it leaves nothing, the endpoint itself has to say so.
  return room >= 512 ? Math.min(most, room) : most;
}

function formOf(mode: OutputMode, name: string, schema: Record<string, unknown>) {
  if (mode === 'text') return {};
  if (mode === 'json-object') return { response_format: { type: 'json_object' as const } };
  return { response_format: { type: 'json_schema' as const, json_schema: { name, strict: true, schema } } };
}
