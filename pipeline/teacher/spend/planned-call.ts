import type { Task } from '../../../task-pool/define-task.ts';
import { taskBySlug, taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import type { Assignment, Document, Language } from '../../records.ts';
import { generationSchema, selectionSchema, toStrictJsonSchema } from '../openai/answer-schemas.ts';
import { documentMessages, generateMessages, selectMessages } from '../openai/messages.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A call that will be made, or so many alike (`times`, which may be a fraction), by its real prompt. */
export interface PlannedCall {
  purpose: 'select' | 'generate';
  times: number;
  /** Tokens of what all calls about the document begin with. */
  shared: number;
  /** Tokens of what comes after it. */
  own: number;
  /** Tokens of the answer's JSON schema: some endpoints put it into the prompt. */
  schema: number;
  /** Of all that is sent. */
  bytes: number;
  /** How many pairs it is to bring. */
  pairs: number;
}

export type PlanSettings = Pick<Config, 'languages' | 'understanding' | 'generation'> & {
  /** Tasks of one document that one call answers. */
  cellsPerCall: number;
};

interface SchemaSize {
  tokens: number;
  bytes: number;
}

/** Builds the messages that a run would send, and counts them. What does not vary with the document is counted once. */
export class CallPlanner {
  readonly #tokenizer: Tokenizer;
  readonly #settings: PlanSettings;
  readonly #counts = new Map<string, number>();
  readonly #schemas = new Map<string, SchemaSize>();

  constructor(tokenizer: Tokenizer, settings: PlanSettings) {
    this.#tokenizer = tokenizer;
    this.#settings = settings;
  }

  /** What a document takes that no task was chosen for yet: its selection, and the calls for so many tasks of the pool. */
  document(document: Document, tasks: number): PlannedCall[] {
    const { understanding, generation } = this.#settings;
    const most = Math.max(10, understanding + generation + 3);
    const select = this.#call(
      'select',
      document,
      selectMessages(document, most),
      this.#schema('selection', () => selectionSchema),
      0,
    );
    const languages = this.#languagesOf(document);
    const settled = understanding + generation;
    const kinds = (['understanding', 'generation'] as const).flatMap((kind) => {
      const pool = taskPool.filter((task) => task.kind === kind);
      const share = settled === 0 ? 0 : this.#settings[kind] / settled;
      // Any task of the kind may be chosen: each is reckoned with its part.
      return pool.map((task) => this.#generate(document, [task], languages, (tasks * share) / pool.length));
    });
    return [select, ...this.#gathered(kinds)];
  }

  /** What the calls for known cells of one document take. */
  cells(document: Document, cells: readonly { task: string; language: Language }[]): PlannedCall[] {
    const languages = this.#settings.languages === 'both';
    const asked = new Map<string, Language[]>();
    for (const { task, language } of cells) {
      const key = languages ? task : `${task} ${language}`;
      asked.set(key, languages ? ['en', 'zh'] : [language]);
    }
    return this.#gathered(
      [...asked].map(([key, named]) => this.#generate(document, [taskBySlug(key.split(' ')[0]!)], named, 1)),
    );
  }

  #generate(document: Document, [task]: [Task], languages: readonly Language[], times: number): PlannedCall {
    const messages = generateMessages(document, task, likely(document, task), languages);
    const schema = this.#schema(`${task.slug} ${languages}`, () => generationSchema(task, languages));
    return { ...this.#call('generate', document, messages, schema, languages.length), times };
  }

  /** Several tasks in one call share its beginning: the calls become fewer, and what is asked in each more. */
  #gathered(calls: PlannedCall[]): PlannedCall[] {
    const perCall = Math.max(1, this.#settings.cellsPerCall);
    const total = calls.reduce((sum, { times }) => sum + times, 0);
    if (perCall === 1 || total === 0) return calls;
    const gathered = Math.ceil(total / perCall);
    const mean = (pick: (call: PlannedCall) => number) =>
      calls.reduce((sum, call) => sum + pick(call) * call.times, 0) / gathered;
    const { shared } = calls[0]!;
    const bytesPerToken = mean(({ bytes }) => bytes) / mean((call) => call.shared + call.own + call.schema);
    const [own, schema] = [mean((call) => call.own), mean((call) => call.schema)];
    const bytes = bytesPerToken * (shared + own + schema);
    return [{ purpose: 'generate', times: gathered, shared, own, schema, bytes, pairs: mean(({ pairs }) => pairs) }];
  }

  #call(
    purpose: PlannedCall['purpose'],
    document: Document,
    messages: ReturnType<typeof selectMessages>,
    schema: SchemaSize,
    pairs: number,
  ): PlannedCall {
    const beginning = documentMessages(document).length;
    const tokensOf = (part: typeof messages) =>
      // A message's role and its end take a few tokens of their own.
      part.reduce((sum, { content }) => sum + this.#count(content) + 4, 0);
    return {
      ...{ purpose, times: 1, pairs, schema: schema.tokens },
      ...{ shared: tokensOf(messages.slice(0, beginning)), own: tokensOf(messages.slice(beginning)) },
      bytes: Buffer.byteLength(JSON.stringify(messages)) + schema.bytes,
    };
  }

  #schema(name: string, make: () => Parameters<typeof toStrictJsonSchema>[0]): SchemaSize {
    const known = this.#schemas.get(name);
    if (known) return known;
    const json = JSON.stringify(toStrictJsonSchema(make()));
    const size = { tokens: this.#tokenizer.count(json), bytes: Buffer.byteLength(json) };
    this.#schemas.set(name, size);
    return size;
  }

  #count(text: string): number {
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    const tokens = this.#tokenizer.count(text);
    if (this.#counts.size >= mostCounts) this.#counts.clear();
    this.#counts.set(text, tokens);
    return tokens;
  }

  #languagesOf(document: Document): Language[] {
    const { languages } = this.#settings;
    if (languages === 'both') return ['en', 'zh'];
    return [languages === 'source' ? document.language : languages];
  }
}

const mostCounts = 500;

/** An assignment as a selection makes it; its thought is of the usual length. */
const likely = (document: Document, task: Task): Assignment => ({
  ...{ documentId: document.id, task: task.slug, fit: 1, blocks: [], chosen: true, reason: null },
  thought: {
    en: 'The article names what this task asks for in several blocks, with the facts that an answer would need; look at who did what, when and by which means.',
  },
});
