import OpenAI from 'openai';
import type { EndpointKey } from '../../ledger/endpoint-limits.ts';
import { readEndpointTraits, saveEndpointTraits } from '../../ledger/endpoints.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import type { Answer } from '../completions.ts';
import { limitsIn } from './limits-in-refusal.ts';
import { promptCut, wasPromptCut } from './prompt-cut.ts';
import { type OutputMode, outputModes, type Question, type Way } from './question.ts';
import { type ChatBody, quirks } from './quirks.ts';
import { requestBody } from './request-body.ts';
import { recogniseServer, type Sighting, servers } from './servers.ts';

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
    return requestBody(this.#key.model, way, question, temperature);
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
