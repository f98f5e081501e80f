import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { type Assignment, type Document, draftSchema } from '../../records.ts';
import type { Completions } from '../completions.ts';
import type { Drafted, DraftRequest, Teacher } from '../teacher.ts';
import { answerByRules, rulesTasks } from './answers/index.ts';
import { extractFacts } from './extract/index.ts';
import type { Facts } from './facts.ts';
import { rulesFit } from './fit.ts';

/** Raised with every change that makes the rules answer differently. */
const version = 'rules-1';

/**
 * The teacher that needs no key and no network: extractors, gazetteers and composition. It answers only what rules can
 * answer honestly and says of the rest that it cannot.
 */
export class RulesTeacher implements Teacher {
  readonly name = 'rules';
  readonly isQuick = true;
  readonly model = version;
  readonly promptVersions = { en: version, zh: version };
  readonly #completions: Completions;
  // The cells of one document are answered together: its facts are read off once.
  readonly #facts = new WeakMap<Document, Facts>();
  readonly #answers = new WeakMap<Document, Map<string, ReturnType<typeof answerByRules>>>();

  constructor(completions: Completions) {
    this.#completions = completions;
  }

  async weigh(document: Document): Promise<Assignment[]> {
    const facts = this.#factsOf(document);
    return taskPool.map((task) => this.#weighTask(document, facts, task));
  }

  #weighTask(document: Document, facts: Facts, task: Task): Assignment {
    const base = { documentId: document.id, task: task.slug, chosen: false, thought: {} };
    if (!rulesTasks.has(task.slug))
      return { ...base, fit: 0, blocks: [], reason: 'The rules teacher cannot answer this task; it takes a model.' };
    const { fit, blocks, reason } = rulesFit(task, facts);
    if (reason !== null) return { ...base, fit, blocks, reason };
    const answer = this.#answerTo(document, task.slug);
    if ('cannot' in answer) return { ...base, fit: 0, blocks, reason: `The rules find no answer: ${answer.cannot}.` };
    return { ...base, fit, blocks: answer.blocks, thought: answer.thought, reason: null };
  }

  async draft({ document, task, generation }: DraftRequest): Promise<Drafted> {
    const completion = await this.#completions.get(
      {
        ...{ model: this.model, purpose: 'generate', documentId: document.id },
        ...{ key: [document.id, task.slug], generation },
      },
      async () => ({
        text: JSON.stringify(this.#answerTo(document, task.slug)),
        reasoning: null,
        finishReason: 'stop',
        usage: null,
      }),
    );
    const answer = JSON.parse(completion.text) as ReturnType<typeof answerByRules>;
    if ('cannot' in answer)
      return {
        refused: answer.cannot === 'language-not-supported' ? answer.cannot : 'nothing-found',
        detail: `The rules give no answer: ${answer.cannot}.`,
        completionId: completion.id,
      };
    return { draft: draftSchema.parse(answer), completionId: completion.id };
  }

  #answerTo(document: Document, slug: string): ReturnType<typeof answerByRules> {
    const answers = this.#answers.get(document) ?? new Map<string, ReturnType<typeof answerByRules>>();
    this.#answers.set(document, answers);
    const answer = answers.get(slug) ?? answerByRules(slug, this.#factsOf(document), document);
    answers.set(slug, answer);
    return answer;
  }

  #factsOf(document: Document): Facts {
    let facts = this.#facts.get(document);
    if (!facts) {
      facts = extractFacts(document.blocks, document.language);
      this.#facts.set(document, facts);
    }
    return facts;
  }
}
