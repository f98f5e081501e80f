import { z } from 'zod';
import { RetryLaterError } from '../../errors.ts';
import type { Answer } from '../completions.ts';
import { splitThinking } from './split-thinking.ts';

const text = z.string().nullish().catch(null);
/** A part of a content list: text, or thinking that is itself text or parts (Mistral). */
const part = z.looseObject({ type: text, text, thinking: z.unknown().optional(), refusal: text }).catch({} as never);
const message = z.looseObject({
  content: z
    .union([z.string(), z.array(part)])
    .nullish()
    .catch(null),
  refusal: text,
  reasoning_content: text,
  reasoning: text,
  reasoning_details: z
    .array(z.looseObject({ text, summary: text }))
    .nullish()
    .catch(null),
  tool_calls: z
    .array(z.looseObject({ function: z.looseObject({ arguments: text }) }))
    .nullish()
    .catch(null),
});
const completion = z.looseObject({
  choices: z.array(z.looseObject({ finish_reason: text, message })).min(1),
  usage: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/**
 * The answer in a chat completion, whatever shape the server gave it: content as text or parts, the arguments of a tool
 * call in its place, thinking in tags or fields of its own. A limit that was reached is `length`, also where the server
 * calls it a stop. Throws a RetryLaterError where there is no choice in it.
 */
export function readCompletion(body: unknown, maxOutputTokens: number): Answer {
  const parsed = completion.safeParse(typeof body === 'string' ? jsonIn(body) : body);
  if (!parsed.success) throw new RetryLaterError(`The endpoint answered without any choice${errorIn(body)}.`);
  const { choices, usage = null } = parsed.data;
  const { message: said, finish_reason } = choices[0]!;
  const parts = Array.isArray(said.content) ? said.content : [];
  const content = typeof said.content === 'string' ? said.content : parts.map((one) => one.text ?? '').join('');
  const refusal = said.refusal ?? parts.find((one) => one.refusal)?.refusal;
  const { thinking, answer } = splitThinking(content);
  const reasoning = [
    said.reasoning_content ??
      said.reasoning ??
      said.reasoning_details?.map((one) => one.text ?? one.summary ?? '').join(''),
    parts.map((one) => textOf(one.thinking)).join(''),
    thinking,
  ].filter(Boolean);
  return {
    // Some servers answer in a schema by way of a tool call.
    text: refusal ?? (answer || said.tool_calls?.[0]?.function.arguments || ''),
    reasoning: reasoning.length > 0 ? reasoning.join('\n') : null,
    finishReason: refusal ? 'refusal' : hasReached(maxOutputTokens, usage) ? 'length' : (finish_reason ?? null),
    usage: usage ?? null,
  };
}

/** What was thought is not counted: where it is limited as well, the server says so itself. */
function hasReached(limit: number, usage: Record<string, unknown> | null): boolean {
  const { completion_tokens, completion_tokens_details: details } = usage ?? {};
  const thought = (details as { reasoning_tokens?: unknown } | null | undefined)?.reasoning_tokens;
  return typeof completion_tokens === 'number' && completion_tokens - (Number(thought) || 0) >= limit;
}

function textOf(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking;
  if (!Array.isArray(thinking)) return '';
  return thinking.map((one: { text?: unknown } | null) => (typeof one?.text === 'string' ? one.text : '')).join('');
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Gateways say what went wrong behind them with status 200. */
function errorIn(body: unknown): string {
  const error = z.looseObject({ error: z.looseObject({ message: z.string() }) }).safeParse(body);
  return error.success ? `: ${error.data.error.message.slice(0, 200)}` : '';
}
