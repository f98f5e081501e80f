import { z } from 'zod';
import { messageOf } from '../../errors.ts';
import type { BatchItem, Unanswered } from '../../ledger/batch-items.ts';
import type { Answer } from '../completions.ts';
import { readCompletion } from '../openai/read-completion.ts';

/** One line of a file of answers or errors. */
export interface ReturnedLine {
  completionId: string;
  status: number | null;
  body: unknown;
  error: { code: string; message: string } | null;
}

/** What a line says; `stop` is what the whole run has to end with. */
export type LineOutcome = { answer: Answer } | (Omit<Unanswered, 'completionId'> & { stop?: string });

const text = z.coerce.string().nullish().catch(null);
const errorSchema = z.looseObject({ code: text, type: text, message: text });
const lineSchema = z.looseObject({
  custom_id: z.string(),
  response: z
    .looseObject({ status_code: z.number().nullish().catch(null), body: z.unknown() })
    .nullish()
    .catch(null),
  error: errorSchema.nullish().catch(null),
});

/** Reads a line; of one that is too long to be an answer, whose it is. Null where that cannot be told. */
export function readLine({ text: line, tooLong }: { text: string; tooLong: boolean }): ReturnedLine | null {
  if (tooLong) {
    const completionId = /"custom_id"\s*:\s*"([^"]+)"/.exec(line)?.[1];
    const error = { code: 'too_long', message: 'its answer is larger than any could be' };
    return completionId ? { completionId, status: null, body: null, error } : null;
  }
  const parsed = lineSchema.safeParse(jsonIn(line));
  if (!parsed.success) return null;
  const { custom_id, response, error } = parsed.data;
  const body = response?.body ?? null;
  const inBody = z.looseObject({ error: errorSchema }).safeParse(body);
  const said = error ?? (inBody.success ? inBody.data.error : null);
  return {
    ...{ completionId: custom_id, status: response?.status_code ?? null, body },
    error: said && { code: said.code ?? said.type ?? '', message: said.message ?? '' },
  };
}

const noCredit = /insufficient_quota|billing_hard_limit|credit balance/i;

/** What came of an item: an answer, a request that is to be sent again, or one that is itself at fault. */
export function outcomeOf(
  { status, body, error }: ReturnedLine,
  item: Pick<BatchItem, 'body' | 'max_output_tokens'>,
): LineOutcome {
  if (status === 200) {
    try {
      return { answer: { ...readCompletion(body, limitOf(item)), batch: true } };
    } catch (unreadable) {
      return { error: messageOf(unreadable), fate: 'again', isLost: true };
    }
  }
  const said = [status === null ? '' : `HTTP ${status}`, error?.code ?? '', (error?.message ?? '').slice(0, 300)]
    .filter(Boolean)
    .join(' ');
  const code = error?.code ?? '';
  if (noCredit.test(said))
    return { error: said, fate: 'uncounted', stop: 'The endpoint says that the account has no credit left.' };
  if (status === 401) return { error: 'HTTP 401', fate: 'uncounted', stop: 'The endpoint refuses the key (HTTP 401).' };
  if (status === 404)
    return { error: said, fate: 'uncounted', stop: `The endpoint does not know what is asked: ${said}.` };
  if (code === 'too_long') return { error: said, fate: 'failed', isLost: true };
  const isOwnFault =
    status !== null && status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429;
  return { error: said || 'no reason was given', fate: isOwnFault ? 'failed' : 'again' };
}

/** Tokens that the answer could have: what was asked for may have been less than the setting. */
function limitOf({ body, max_output_tokens }: Pick<BatchItem, 'body' | 'max_output_tokens'>): number {
  const sent = jsonIn(body) as { max_tokens?: number; max_completion_tokens?: number };
  return sent.max_tokens ?? sent.max_completion_tokens ?? max_output_tokens;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
