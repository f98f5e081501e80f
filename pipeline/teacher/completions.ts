import { AwaitBatchError, FailRecordError, RetryLaterError, StopRunError } from '../errors.ts';
import { idOf } from '../hash.ts';
import { Batcher } from '../ledger/batcher.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import type { CompletionTable } from '../ledger/schema.ts';
import { type PaidCompletion, storeCompletions } from '../ledger/store-completions.ts';
import type { Language } from '../records.ts';
import { completionRow } from './completion-row.ts';
import { Slots } from './limits/slots.ts';
import type { Spend } from './spend/open-spend.ts';

export interface CompletionRequest {
  model: string;
  purpose: CompletionTable['purpose'];
  documentId: string;
  /** Everything that decides the answer: messages and parameters. Hashed, not stored. */
  key: unknown;
  /** Set where the same is asked anew: earlier answers to it are not replayed. */
  generation?: number | undefined;
  /** Most tokens that the answer may have, for the budget; the setting's where left out. */
  maxOutputTokens?: number | undefined;
  /** The cells it is asked for: every task in every language. Its cost is theirs, in equal parts. */
  serves?: { tasks: readonly string[]; languages: readonly Language[] } | undefined;
}

export interface Answer {
  text: string;
  reasoning: string | null;
  finishReason: string | null;
  usage: Record<string, unknown> | null;
  /** The model that answered, where it is another than was asked: it is the one that is billed. */
  model?: string;
  /** Whether it came from the Batch API, at its price. */
  batch?: boolean;
}

export interface Completion extends Omit<Answer, 'model' | 'batch'> {
  id: string;
  /** Whether it was read back instead of asked for. */
  replayed: boolean;
}

/** The id of the completion that answers a request: the same for the same question. */
export function completionIdOf(request: CompletionRequest): string {
  const { model, purpose, generation } = request;
  const anew = generation ? [`generation ${generation}`] : [];
  return idOf('cmp', model, purpose, promptOf(request), ...anew);
}

const prompts = new WeakMap<CompletionRequest, string>();

/** The key as text. A prompt is long, and its text is wanted again for what the call is reckoned with. */
function promptOf(request: CompletionRequest): string {
  const known = prompts.get(request);
  if (known !== undefined) return known;
  const prompt = JSON.stringify(request.key);
  prompts.set(request, prompt);
  return prompt;
}

/**
 * The answers that were paid for. Each is stored under the hash of its request before anything looks at it, with what it
 * cost, so that a retry, a rerun or a crash replays it; two askers of one thing at one time share one call.
 */
export class Completions {
  readonly #find: Batcher<string, Completion | undefined>;
  readonly #store: Batcher<PaidCompletion, undefined>;
  readonly #inFlight = new Map<string, Promise<Completion>>();
  readonly #runId: string;
  readonly #spend: Spend;
  /** A slot is kept until its answer is stored: a kill costs no more calls than there are slots. */
  readonly #slots: Slots;
  readonly #isLeft: (documentId: string) => boolean;

  /**
   * Without `spend` no price is known, and there is no cap. `atOnce`: most calls that are under way or not yet stored.
   * `isLeft`: whether another worker has taken a document over, so that nothing more is asked for it here.
   */
  constructor(
    db: LedgerDatabase,
    runId: string,
    spend: Spend = { prices: () => null, budget: null },
    atOnce = Number.POSITIVE_INFINITY,
    isLeft: (documentId: string) => boolean = () => false,
  ) {
    this.#isLeft = isLeft;
    this.#slots = new Slots(atOnce);
    this.#runId = runId;
    this.#spend = spend;
    this.#find = new Batcher((ids) => find(db, ids));
    this.#store = new Batcher((paid) => storeCompletions(db, paid));
  }

  /**
   * The stored answer to this request, or that of `ask`, stored. Throws what `ask` throws; a RetryLaterError or a
   * BudgetSpentError where the call, at its upper bound, does not fit into the budget.
   */
  async get(request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const id = completionIdOf(request);
    const pending = this.#inFlight.get(id);
    if (pending) return pending;
    const completion = this.#getOnce(id, request, ask);
    this.#inFlight.set(id, completion);
    try {
      return await completion;
    } finally {
      this.#inFlight.delete(id);
    }
  }

  /** The stored answer to this request, if there is one. */
  stored(request: CompletionRequest): Promise<Completion | undefined> {
    return this.#find.add(completionIdOf(request));
  }

  /** Stores an answer that came by another way than `get`: a batch's. */
  async put(request: CompletionRequest, answer: Answer): Promise<Completion> {
    return this.#put(completionIdOf(request), request, answer, null);
  }

  async #getOnce(id: string, request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    // Looked for once its turn has come: two workers have one job where one of them stood still, and the wait may be long.
    return this.#slots.in(async () => (await this.#find.add(id)) ?? this.#ask(id, request, ask));
  }

  async #ask(id: string, request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    if (this.#isLeft(request.documentId))
      throw new RetryLaterError('Another worker has this document now.', { notItsFault: true });
    const { prices, budget } = this.#spend;
    if (!budget || prices(request.model)?.noCall) return this.#put(id, request, await ask(), null);
    const reservation = await budget.reserve(id, this.#runId, {
      promptBytes: Buffer.byteLength(promptOf(request)),
      maxOutputTokens: request.maxOutputTokens,
    });
    let answer: Answer;
    try {
      answer = await ask();
    } catch (error) {
      await budget.release(reservation, { lost: mayBeBilled(error) });
      throw error;
    }
    return this.#put(id, request, answer, reservation);
  }

  async #put(id: string, request: CompletionRequest, answer: Answer, reservation: string | null): Promise<Completion> {
    const { model, purpose, documentId, serves } = request;
    const row = completionRow(
      {
        ...{ id, model, purpose, document_id: documentId, run_id: this.#runId, prompt: promptOf(request) },
        ...{ tasks: serves?.tasks ?? null, languages: serves ? [...serves.languages] : null },
      },
      answer,
      this.#spend.prices,
    );
    await this.#store.add({ row, reservation });
    const { text, reasoning = null } = row;
    return { text, reasoning, finishReason: answer.finishReason, usage: answer.usage, id, replayed: false };
  }
}

/** What was turned away is not billed; what broke off, or failed in a way that nobody expected, may be. */
function mayBeBilled(error: unknown): boolean {
  if (error instanceof StopRunError || error instanceof FailRecordError || error instanceof AwaitBatchError)
    return false;
  return error instanceof RetryLaterError ? error.mayBeBilled : true;
}

async function find(db: LedgerDatabase, ids: string[]): Promise<(Completion | undefined)[]> {
  const rows = await db
    .selectFrom('completion')
    .select(['id', 'text', 'reasoning', 'finish_reason', 'usage'])
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(
    rows.map(({ finish_reason, ...row }): [string, Completion] => [
      row.id,
      { ...row, finishReason: finish_reason, replayed: true },
    ]),
  );
  return ids.map((id) => byId.get(id));
}
