import { estimateTokens } from '../limits/estimate-tokens.ts';
import { costOf, type Tokens } from './price.ts';
import type { PriceList } from './price-list.ts';
import { readUsage } from './read-usage.ts';

export interface AnsweredCall {
  /** The model that answered. */
  model: string;
  /** All that was sent, as one text. */
  prompt: string;
  text: string;
  reasoning: string | null;
  usage: Record<string, unknown> | null;
  batch: boolean;
}

export interface Account {
  tokens: Tokens;
  /** Whether the endpoint reported no usage, and the tokens are counted by rule of thumb. */
  estimated: boolean;
  /** US dollars; null where no price is known. */
  cost: number | null;
  /** The price it was reckoned with. */
  price: string | null;
}

const nothing: Tokens = { input: 0, cached: 0, output: 0, reasoning: 0 };

/** What one call has used and cost, as the endpoint reports it, or estimated where it reports nothing. */
export function accountOf({ model, prompt, text, reasoning, usage, batch }: AnsweredCall, prices: PriceList): Account {
  const price = prices(model);
  if (price?.noCall) return { tokens: nothing, estimated: false, cost: 0, price: price.label };
  const thought = estimateTokens(reasoning ?? '');
  const reported = readUsage(usage);
  const tokens = reported ?? {
    ...{ input: estimateTokens(prompt), cached: 0 },
    ...{ output: estimateTokens(text) + thought, reasoning: thought },
  };
  return {
    ...{ tokens, estimated: reported === null },
    cost: price && costOf(tokens, price, batch),
    price: price?.label ?? null,
  };
}
