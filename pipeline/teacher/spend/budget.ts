import { randomUUID } from 'node:crypto';
import type { Config } from '../../config.ts';
import { BudgetSpentError, RetryLaterError, SetupError } from '../../errors.ts';
import { Batcher } from '../../ledger/batcher.ts';
import {
  type Caps,
  type Reservation,
  type Reserved,
  releaseCalls,
  reserveCalls,
  reserveCallsIn,
  type Spent,
} from '../../ledger/budget.ts';
import type { LedgerDatabase, LedgerTransaction } from '../../ledger/ledger.ts';
import { dollars, grouped } from './dollars.ts';
import { costOf } from './price.ts';
import type { PriceList } from './price-list.ts';

export type BudgetSettings = Pick<
  Config,
  'maxCost' | 'maxTokens' | 'model' | 'fallbackModels' | 'maxOutputTokens' | 'callTimeoutSeconds'
>;

export interface CallSize {
  /** Of all that is sent. */
  promptBytes: number;
  /** Most tokens of the answer; the setting's where undefined. */
  maxOutputTokens?: number | undefined;
}

/** How long a call that does not fit beside those under way waits for what they leave. */
const waitMs = 500;
/** Tokens by which an endpoint's template may exceed the texts it is given. */
const template = 256;
/** Beyond a call's deadline; then it counts as lost, at its upper bound. */
const graceSeconds = 60;
/** A batch is under way for as long as its answers are kept, which is what collects it late. */
const batchSeconds = 30 * 24 * 60 * 60;

/**
 * A cap on what the calls of one ledger cost altogether: of all runs and all workers. Before a call is sent its upper
 * bound is reserved in the ledger, so that what was spent, what is under way and what was lost never exceed the cap
 * together.
 */
export class Budget {
  readonly #settings: BudgetSettings;
  readonly #prices: PriceList;
  readonly #db: LedgerDatabase;
  readonly #caps: Caps;
  readonly #reserve: Batcher<Reservation, Reserved>;

  /** Throws a SetupError where a cap on money is given for a model that no price is known of. */
  constructor(db: LedgerDatabase, settings: BudgetSettings, prices: PriceList) {
    const { maxCost, maxTokens, model, fallbackModels } = settings;
    this.#settings = settings;
    this.#prices = prices;
    this.#db = db;
    const unpriced = [model, ...(fallbackModels ?? [])].find((name) => prices(name) === null);
    if (maxCost !== null && unpriced !== undefined)
      throw new SetupError(
        `No price is known of the model "${unpriced}", so --max-cost cannot hold. Give it one in a file named by SEVENLLM_PRICES, such as {"${unpriced}": {"input": 0.5, "output": 1.5}} (dollars per million tokens), or use --max-tokens.`,
      );
    this.#caps = { cost: maxCost, tokens: maxTokens };
    this.#reserve = new Batcher((calls) => reserveCalls(db, this.#caps, calls));
  }

  /**
   * Reserves the upper bound of a call and returns the reservation's id. Throws a RetryLaterError where it may fit once
   * calls under way have ended, a BudgetSpentError where it cannot.
   */
  async reserve(completionId: string, runId: string, call: CallSize): Promise<string> {
    const { model, callTimeoutSeconds } = this.#settings;
    const reservation = {
      ...{ id: `call_${randomUUID()}`, completionId, runId, model },
      ...this.boundOf(call),
      seconds: callTimeoutSeconds + graceSeconds,
    };
    const reserved = await this.#reserve.add(reservation);
    if (reserved === 'granted') return reservation.id;
    if (reserved === 'wait')
      throw new RetryLaterError('What is left of the budget is reserved for the calls under way.', {
        ...{ notItsFault: true, retryAfterMs: waitMs },
      });
    throw this.spentError(reserved.spent);
  }

  /** Reserves what the requests of a batch may cost at most, at its price, as many as fit; in a transaction of the caller's. */
  reserveBatch(
    transaction: LedgerTransaction,
    runId: string,
    calls: readonly (CallSize & { id: string; completionId: string; model: string })[],
  ): Promise<Reserved[]> {
    const reservations = calls.map(({ id, completionId, model, ...size }) => {
      const bound = this.boundOf(size);
      const cost = bound.cost * (this.#prices(model)?.batch ?? 1);
      return { id, completionId, runId, model, cost, tokens: bound.tokens, seconds: batchSeconds };
    });
    return reserveCallsIn(transaction, this.#caps, reservations);
  }

  /** Says what was spent, and how to go on. */
  spentError(spent: Spent): BudgetSpentError {
    return new BudgetSpentError(this.#sentence(spent));
  }

  /** Gives a reservation back: the call was not sent, or turned away unbilled; `lost` keeps it counted. */
  release(id: string, { lost }: { lost: boolean }): Promise<void> {
    return releaseCalls(this.#db, [id], lost);
  }

  /** Most that one call can use: no tokenizer makes more tokens of a text than it has bytes. */
  boundOf({ promptBytes, maxOutputTokens }: CallSize): { cost: number; tokens: number } {
    const { model, fallbackModels } = this.#settings;
    const output = maxOutputTokens ?? this.#settings.maxOutputTokens;
    const tokens = { input: promptBytes + template, cached: 0, output, reasoning: 0 };
    const costs = [model, ...(fallbackModels ?? [])].map((name) => {
      const price = this.#prices(name);
      return price ? costOf(tokens, price) : 0;
    });
    return { cost: Math.max(...costs), tokens: tokens.input + tokens.output };
  }

  #sentence({ cost, tokens, left }: Spent): string {
    const { maxCost, maxTokens } = this.#settings;
    const [cap, spent, option] =
      maxCost !== null && (left.cost ?? 0) < 0
        ? [dollars(maxCost), dollars(cost), '--max-cost']
        : [`${grouped(maxTokens ?? 0)} tokens`, `${grouped(tokens)} tokens`, '--max-tokens'];
    return `The budget of ${cap} is spent: all runs of this ledger have used ${spent}, and the next call might exceed it. What is left is pending; run again with a higher ${option} to go on.`;
  }
}
