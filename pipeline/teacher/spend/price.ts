import { z } from 'zod';

const rate = z.number().min(0).max(1_000_000);

/** What a model costs, in US dollars per million tokens. */
export const priceSchema = z.strictObject({
  input: rate,
  /** For input that the provider had in its cache; the full price where it is left out. */
  cachedInput: rate.optional(),
  /** Reasoning included: it is billed as output. */
  output: rate,
  /** What the Batch API's price is multiplied by; no discount where it is left out. */
  batch: z.number().min(0).max(1).optional(),
  /** Whether the model thinks before it answers, in tokens that nobody can foresee. */
  reasons: z.boolean().optional(),
  /** For what answers without a call. */
  noCall: z.boolean().optional(),
  /** As of when. */
  date: z.iso.date().optional(),
  note: z.string().optional(),
});

export type Price = z.infer<typeof priceSchema> & {
  /** What it was found under, with its date: kept with every completion. */
  label: string;
};

export interface Tokens {
  /** All that was read, cached input included. */
  input: number;
  cached: number;
  /** All that was written, reasoning included. */
  output: number;
  reasoning: number;
}

/** What some tokens cost, in US dollars. */
export function costOf({ input, cached, output }: Tokens, price: Price, batch = false): number {
  const full = (input - cached) * price.input + cached * (price.cachedInput ?? price.input) + output * price.output;
  return (full * (batch ? (price.batch ?? 1) : 1)) / 1_000_000;
}
