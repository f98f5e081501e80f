import { AwaitBatchError, FailRecordError } from '../../errors.ts';
import { type BatchItem, type BatchScope, enterItems, findItems, type ItemStanding } from '../../ledger/batch-items.ts';
import { Batcher } from '../../ledger/batcher.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import {
  type Answer,
  type Completion,
  type CompletionRequest,
  type Completions,
  completionIdOf,
} from '../completions.ts';

export interface BatchedParts {
  db: LedgerDatabase;
  completions: Completions;
  scope: BatchScope;
  runId: string;
  /** Whether questions are gathered for batches; else what is out already is awaited, and the rest asked directly. */
  gathers: boolean;
}

/**
 * Completions that come by batches. What is not stored is entered as an item to be sent, or is awaited where it was, by an
 * AwaitBatchError; what the Batch API has failed at for good is a FailRecordError. Nothing that is out is asked twice.
 */
export class BatchedCompletions implements Pick<Completions, 'get'> {
  readonly #parts: BatchedParts;
  readonly #find: Batcher<string, ItemStanding | undefined>;
  readonly #enter: Batcher<BatchItem, undefined>;
  /** Whether the endpoint has let a question be gathered: until then one is asked at a time. */
  #isKnown = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: BatchedParts) {
    this.#parts = parts;
    const { db, scope } = parts;
    this.#find = new Batcher((ids) => findItems(db, ids));
    this.#enter = new Batcher(async (items) => {
      await enterItems(db, scope, items);
      return items.map(() => undefined);
    });
  }

  async get(request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const { completions, gathers } = this.#parts;
    const stored = await completions.stored(request);
    if (stored) return stored;
    const id = completionIdOf(request);
    const item = await this.#find.add(id);
    // It may have been collected between the two looks.
    if (item === undefined) return (await completions.stored(request)) ?? this.#ask(id, request, ask);
    if (item.state === 'out' || (gathers && item.state === 'waiting')) throw new AwaitBatchError();
    if (gathers) throw new FailRecordError(`The Batch API brought no answer: ${item.error}`);
    return completions.get(request, ask);
  }

  async #ask(id: string, request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const { completions, gathers } = this.#parts;
    if (!gathers) return completions.get(request, ask);
    try {
      if (!this.#isKnown) return await this.#inTurn(() => this.#askOrGather(request, ask));
      return await this.#askOrGather(request, ask);
    } catch (error) {
      if (error instanceof AwaitBatchError && error.request) {
        await this.#enter.add(this.#itemOf(id, request, error.request));
      }
      throw error;
    }
  }

  /** Asks the one question from which the endpoint learns how it is to be asked; any other ends in an AwaitBatchError. */
  async #askOrGather(request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const { completions } = this.#parts;
    // What is gathered is reserved of the budget when it is sent, not here.
    if (this.#isKnown) return completions.put(request, await ask());
    try {
      return await completions.get(request, ask);
    } catch (error) {
      this.#isKnown = error instanceof AwaitBatchError;
      throw error;
    }
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(run);
    this.#turn = result.catch(() => {});
    return result;
  }

  #itemOf(id: string, request: CompletionRequest, { model, body }: { model: string; body: unknown }): BatchItem {
    const { purpose, documentId, serves, maxOutputTokens } = request;
    const text = JSON.stringify(body);
    return {
      ...{ completion_id: id, model, purpose, document_id: documentId },
      ...{ tasks: serves ? [...serves.tasks] : null, languages: serves ? [...serves.languages] : null },
      ...{ max_output_tokens: maxOutputTokens ?? 0, body: text, body_bytes: Buffer.byteLength(text) },
      run_id: this.#parts.runId,
    };
  }
}
