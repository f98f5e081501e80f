import type { Insertable } from 'kysely';
import type { CompletionTable } from '../ledger/schema.ts';
import { cleanText } from '../text/clean-text.ts';
import type { Answer } from './completions.ts';
import { accountOf } from './spend/account-of.ts';
import type { PriceList } from './spend/price-list.ts';

export interface AskedRequest
  extends Required<Pick<Insertable<CompletionTable>, 'id' | 'model' | 'purpose' | 'document_id' | 'run_id'>> {
  /** All that was sent, as one text. */
  prompt: string;
  tasks: readonly string[] | null;
  languages: CompletionTable['languages'];
}

/** An answer as it is stored, with what it used and cost. */
export function completionRow(
  { prompt, tasks, languages, ...request }: AskedRequest,
  answer: Answer,
  prices: PriceList,
): Insertable<CompletionTable> {
  const { finishReason, usage, batch = false, model = request.model } = answer;
  const text = cleanText(answer.text);
  const reasoning = answer.reasoning === null ? null : cleanText(answer.reasoning);
  const { tokens, estimated, cost, price } = accountOf({ model, prompt, text, reasoning, usage, batch }, prices);
  return {
    ...{ ...request, model, text, reasoning, finish_reason: finishReason },
    usage: usage && JSON.stringify(usage),
    tasks: tasks && [...tasks],
    languages: languages && [...languages],
    prompt_bytes: Buffer.byteLength(prompt),
    ...{ input_tokens: tokens.input, cached_tokens: tokens.cached },
    ...{ output_tokens: tokens.output, reasoning_tokens: tokens.reasoning },
    ...{ estimated, batch, cost, price },
  };
}
