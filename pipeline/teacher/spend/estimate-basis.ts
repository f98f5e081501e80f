import type { PendingCalls } from '../../ledger/pending-calls.ts';
import type { CallHistory } from './call-history.ts';
import type { Price } from './price.ts';
import { between } from './range.ts';
import type { Tokenizer } from './tokenizer.ts';

/** What is assumed of a model that has answered too few calls to go by. */
export const defaults = {
  /** Tokens a selection writes: about ten tasks with a thought each. */
  selectOutput: between(300, 600, 1000),
  /** Tokens a pair: the published system's 470, of which half is the input copied, which nobody writes here. */
  pairOutput: between(150, 300, 470),
  /** Reasoning tokens a call, where a model reasons: nobody can know. */
  reasoning: between(200, 800, 3000),
  repairShare: between(0, 0.03, 0.1),
};

export interface Basis {
  model: string;
  history: CallHistory;
  tokenizer: Tokenizer;
  price: Price | null;
  pending: PendingCalls;
  tasks: number;
  reasons: boolean;
  /** Documents that were counted at most. */
  mostCounted: number;
}

/** What an estimate rests on, and how sure that is, as sentences. */
export function basisOf(basis: Basis): string[] {
  const { model, history, tokenizer, price, pending, tasks, reasons, mostCounted } = basis;
  const counted = tokenizer.isExact
    ? `Input: the real prompts, counted with ${model}'s own tokenizer (${tokenizer.encoding}); whether the answer's schema is billed as well is not known.`
    : history.inputPerByte
      ? `Input: the real prompts, by what the endpoint counted in ${history.calls} earlier calls of ${model}.`
      : `Input: the real prompts, counted with another model's tokenizer (${tokenizer.encoding}): ${model} may count from a fifth less to two fifths more.`;
  return [
    counted,
    ...(pending.documents.length > mostCounted
      ? [`${mostCounted} of ${pending.documents.length} documents were counted; the rest is taken to be like them.`]
      : []),
    ...(pending.documents.length > 0
      ? [
          history.tasksPerDocument === null
            ? `Tasks a document: ${tasks}, the most that the settings allow.`
            : `Tasks a document: ${tasks.toFixed(1)}, as chosen so far.`,
        ]
      : []),
    history.pairOutput
      ? `Output: ${Math.round(history.pairOutput.likely)} tokens a pair, as written in earlier calls.`
      : `Output: assumed, ${defaults.pairOutput.low} to ${defaults.pairOutput.high} tokens a pair (the published system took 470), until there are answers to go by.`,
    history.cachedShare === null
      ? 'Cached input: from none to all that calls of one document share; it depends on the endpoint.'
      : `Cached input: ${(100 * history.cachedShare).toFixed(0)}% of the input, as reported so far.`,
    ...(reasons && !history.reasoning
      ? [`Reasoning: ${model} thinks before it answers; how much is a guess until it has answered some calls.`]
      : []),
    price
      ? `Money: ${price.label}${price.note ? ` (${price.note.replace(/\.$/, '')})` : ''}.`
      : `Money: no price of ${model} is known; give one in a file named by --prices or SEVENLLM_PRICES.`,
    ...(pending.unread > 0
      ? [`${pending.unread} pages and documents are not cleaned and compared yet; what they lead to is not counted.`]
      : []),
  ];
}
