import type { Config } from '../../config.ts';
import { generationPromptVersions } from '../../prompts/index.ts';
import { type Assignment, type Document, draftSchema } from '../../records.ts';
import type { Completions } from '../completions.ts';
import type { Shared } from '../limits/endpoint-health.ts';
import type { Drafted, DraftRequest, Teacher } from '../teacher.ts';
import { generationSchema, selectionSchema } from './answer-schemas.ts';
import { type AskerParts, ask } from './ask.ts';
import { draftSeveral, type SeveralRequest } from './draft-several.ts';
import { Endpoint } from './endpoint.ts';
import { generateMessages, selectMessages } from './messages.ts';
import { assignmentsOf, mostNamed, readSelection, type SectionRead } from './read-selection.ts';
import { sectionsOf, tooLong } from './sections.ts';

/**
 * The teacher behind an OpenAI-compatible endpoint. How it asks, and what it does with an answer that cannot be used, is in
 * `ask.ts`.
 */
export class OpenaiTeacher implements Teacher {
  readonly name = 'openai';
  readonly isQuick = false;
  readonly model: string;
  readonly promptVersions = generationPromptVersions;
  readonly #config: Config;
  readonly #parts: AskerParts;
  /** Calls for several tasks that are under way: the cells that wait for one read it once. */
  readonly #several = new Map<string, ReturnType<typeof draftSeveral>>();

  constructor(config: Config, completions: Pick<Completions, 'get'>, stop: AbortSignal, shared?: Shared) {
    this.model = config.model;
    this.#config = config;
    this.#parts = { config, completions, endpoint: new Endpoint(config, stop, shared) };
  }

  async weigh(document: Document): Promise<Assignment[]> {
    const { understanding, generation, sectionCharacters } = this.#config;
    const most = mostNamed({ understanding, generation });
    const read = await Promise.all(
      sectionsOf(document, sectionCharacters).map(async (section): Promise<SectionRead> => {
        const asked = await ask(this.#parts, {
          ...{ purpose: 'select', document, messages: selectMessages(document, section, most) },
          ...{ name: 'selection', schema: selectionSchema },
        });
        const answer = 'refused' in asked ? { unusable: asked.detail } : readSelection(asked.value, document, section);
        return { section, ...answer };
      }),
    );
    return assignmentsOf(document, read, tooLong(document, sectionCharacters));
  }

  async draft(request: DraftRequest): Promise<Drafted> {
    const { task, together = [] } = request;
    const drafts = together.length > 1 ? await this.#draftSeveral({ ...request, asked: together }) : null;
    return drafts?.get(task.slug) ?? this.#draftAlone(request);
  }

  async #draftSeveral(request: SeveralRequest): ReturnType<typeof draftSeveral> {
    const { document, asked, languages, generation = 0 } = request;
    const key = [document.id, generation, ...languages, ...asked.map(({ task }) => task.slug)].join();
    const underWay = this.#several.get(key);
    if (underWay) return underWay;
    const drafts = draftSeveral(this.#parts, request);
    this.#several.set(key, drafts);
    try {
      return await drafts;
    } finally {
      this.#several.delete(key);
    }
  }

  async #draftAlone({ document, task, assignment, languages, generation }: DraftRequest): Promise<Drafted> {
    const messages = generateMessages(document, task, assignment, languages);
    const schema = generationSchema(task, languages);
    const serves = { tasks: [task.slug], languages };
    const asked = await ask(this.#parts, {
      ...{ purpose: 'generate', document, messages, generation, serves },
      ...{ name: 'draft', schema },
    });
    if ('refused' in asked) return asked;
    return { draft: draftSchema.parse(asked.value), completionId: asked.completionId };
  }
}
