import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import type { Document, Language, Section } from '../../records.ts';
import { generationSchema, selectionSchema, severalSchema, toStrictJsonSchema } from '../openai/answer-schemas.ts';
import { documentMessages, generateMessages, selectMessages } from '../openai/messages.ts';
import { mostNamed } from '../openai/read-selection.ts';
import { sectionsOf } from '../openai/sections.ts';
import { severalMessages } from '../openai/several-messages.ts';
import { likelyAssignment, likelyChoice } from './likely-choice.ts';
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

export type PlanSettings = Pick<
  Config,
  'languages' | 'cellsPerCall' | 'understanding' | 'generation' | 'sectionCharacters'
>;

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
  readonly #sections = new WeakMap<Document, Section[]>();

  constructor(tokenizer: Tokenizer, settings: PlanSettings) {
    this.#tokenizer = tokenizer;
    this.#settings = settings;
  }

  /** What a document takes that no task was chosen for yet: its sections' selections, and the calls for so many tasks. */
  document(document: Document, tasks: number): PlannedCall[] {
    const { understanding, generation } = this.#settings;
    const schema = this.#schema('selection', () => selectionSchema);
    const selects = this.#sectionsOf(document).map((section) =>
      this.#call('select', document, selectMessages(document, section, mostNamed(this.#settings)), schema, 0),
    );
    if (selects.length === 0) return [];
    const languages = this.#languagesOf(document);
    if (this.#settings.cellsPerCall > 1) {
      const chosen = likelyChoice(document, tasks, this.#settings);
      const times = chosen.length === 0 ? 0 : tasks / chosen.length;
      return [...selects, ...this.#together(document, chosen, languages).map((call) => ({ ...call, times }))];
    }
    const settled = understanding + generation;
    const kinds = (['understanding', 'generation'] as const).flatMap((kind) => {
      const pool = taskPool.filter((task) => task.kind === kind);
      const share = settled === 0 ? 0 : this.#settings[kind] / settled;
      // Any task of the kind may be chosen: each is reckoned with its part.
      return pool.flatMap((task) => this.#generate(document, [task], languages, (tasks * share) / pool.length));
    });
    return [...selects, ...kinds];
  }

  /** What the calls for known cells of one document take. */
  cells(document: Document, cells: readonly { task: string; language: Language }[]): PlannedCall[] {
    const asked = new Map<string, Set<string>>();
    for (const { task, language } of cells) {
      const languages = this.#settings.languages === 'both' ? 'en zh' : language;
      asked.set(languages, (asked.get(languages) ?? new Set()).add(task));
    }
    return [...asked].flatMap(([named, slugs]) => {
      const languages = named.split(' ') as Language[];
      const tasks = taskPool.filter(({ slug }) => slugs.has(slug));
      if (this.#settings.cellsPerCall > 1) return this.#together(document, tasks, languages);
      return tasks.flatMap((task) => this.#generate(document, [task], languages, 1));
    });
  }

  /** A call shows the section that its task was chosen for; which one is reckoned as equally likely. */
  #generate(document: Document, [task]: [Task], languages: readonly Language[], times: number): PlannedCall[] {
    const sections = this.#sectionsOf(document);
    const schema = this.#schema(`${task.slug} ${languages}`, () => generationSchema(task, languages));
    return sections.map((section) => {
      const messages = generateMessages(document, task, likelyAssignment(document, task, section), languages);
      const call = this.#call('generate', document, messages, schema, languages.length);
      return { ...call, times: times / sections.length };
    });
  }

  /** So many tasks in one call, in the pool's order; where the document is read in sections, they are dealt out evenly. */
  #together(document: Document, tasks: readonly Task[], languages: readonly Language[]): PlannedCall[] {
    const { cellsPerCall } = this.#settings;
    const sections = this.#sectionsOf(document);
    return sections.flatMap((section, number) => {
      const dealt = tasks.filter((_, index) => index % sections.length === number);
      return Array.from({ length: Math.ceil(dealt.length / cellsPerCall) }, (_, call) => {
        const some = dealt.slice(call * cellsPerCall, (call + 1) * cellsPerCall);
        const asked = some.map((task) => ({ task, assignment: likelyAssignment(document, task, section) }));
        const schema = this.#schema(`${some.map(({ slug }) => slug)} ${languages}`, () =>
          some.length > 1 ? severalSchema(some, languages) : generationSchema(some[0]!, languages),
        );
        const messages =
          some.length > 1
            ? severalMessages(document, asked, languages)
            : generateMessages(document, asked[0]!.task, asked[0]!.assignment, languages);
        return this.#call('generate', document, messages, schema, some.length * languages.length);
      });
    });
  }

  #sectionsOf(document: Document): Section[] {
    const known = this.#sections.get(document) ?? sectionsOf(document, this.#settings.sectionCharacters);
    this.#sections.set(document, known);
    return known;
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
