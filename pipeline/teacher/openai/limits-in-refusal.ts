import type OpenAI from 'openai';

export interface RefusedLimits {
  /** Tokens of prompt and answer together. */
  contextLength?: number;
  /** Tokens that an answer may have at most. */
  outputLimit?: number;
  /** Tokens that this prompt leaves for an answer. */
  room?: number;
}

const context = /maximum context length (?:is|of) (\d+)|available context size \((\d+)|context window of (\d+)/i;
const input = /(\d+) input tokens|\((\d+) in the messages|resulted in (\d+) tokens|request \((\d+) tokens\)/i;
const output = /supports at most (\d+) completion tokens|range of max_tokens is \[\d+, ?(\d+)\]/i;

/**
 * The limits that the refusal of a request names: OpenAI's, vLLM's (vllm#33425), llama.cpp's fields `n_ctx` and
 * `n_prompt_tokens` (ggml-org/llama.cpp#15780), DeepSeek's range of max_tokens. Null where it names none.
 */
export function limitsIn(error: InstanceType<typeof OpenAI.APIError>): RefusedLimits | null {
  const fields = (error.error ?? {}) as { n_ctx?: unknown; n_prompt_tokens?: unknown };
  const contextLength = numberIn(context, error.message) ?? (Number(fields.n_ctx) || undefined);
  const used = numberIn(input, error.message) ?? (Number(fields.n_prompt_tokens) || undefined);
  const outputLimit = numberIn(output, error.message);
  if (contextLength === undefined && outputLimit === undefined) return null;
  return {
    ...(contextLength !== undefined && { contextLength }),
    ...(outputLimit !== undefined && { outputLimit }),
    ...(contextLength !== undefined && used !== undefined && { room: contextLength - used }),
  };
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.slice(1).find(Boolean);
  return found === undefined ? undefined : Number(found);
}
