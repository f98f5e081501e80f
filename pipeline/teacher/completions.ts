import type { Insertable } from 'kysely';
import { idOf } from '../hash.ts';
import { Batcher } from '../ledger/batcher.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import type { CompletionTable } from '../ledger/schema.ts';
import { cleanText } from '../text/clean-text.ts';

export interface CompletionRequest {
  model: string;
  purpose: CompletionTable['purpose'];
  documentId: string;
  /** Everything that decides the answer: messages and parameters. Hashed, not stored. */
  key: unknown;
}

export interface Answer {
  text: string;
  reasoning: string | null;
  finishReason: string | null;
  usage: Record<string, unknown> | null;
}

export interface Completion extends Answer {
  id: string;
  /** Whether it was read back instead of asked for. */
  replayed: boolean;
}

/**
 * The answers that were paid for. Each is stored under the hash of its request before anything looks at it, so that a
 * retry, a rerun or a crash replays it; two askers of one thing at one time share one call.
 */
export class Completions {
  readonly #find: Batcher<string, Completion | undefined>;
  readonly #store: Batcher<Insertable<CompletionTable>, undefined>;
  readonly #inFlight = new Map<string, Promise<Completion>>();
  readonly #runId: string;

  constructor(db: LedgerDatabase, runId: string) {
    this.#runId = runId;
    this.#find = new Batcher((ids) => find(db, ids));
    this.#store = new Batcher((rows) => store(db, rows));
  }

  /** The stored answer to this request, or that of `ask`, stored. */
  async get(request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const id = idOf('cmp', request.model, request.purpose, JSON.stringify(request.key));
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

  async #getOnce(id: string, request: CompletionRequest, ask: () => Promise<Answer>): Promise<Completion> {
    const stored = await this.#find.add(id);
    if (stored) return stored;
    const answer = await ask();
    const text = cleanText(answer.text);
    const reasoning = answer.reasoning === null ? null : cleanText(answer.reasoning);
    await this.#store.add({
      id,
      model: request.model,
      purpose: request.purpose,
      document_id: request.documentId,
      text,
      reasoning,
      finish_reason: answer.finishReason,
      usage: answer.usage && JSON.stringify(answer.usage),
      run_id: this.#runId,
    });
    return { ...answer, text, reasoning, id, replayed: false };
  }
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

async function store(db: LedgerDatabase, rows: Insertable<CompletionTable>[]): Promise<undefined[]> {
  await db
    .insertInto('completion')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return rows.map(() => undefined);
}
