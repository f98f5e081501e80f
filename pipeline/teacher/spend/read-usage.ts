import type { Tokens } from './price.ts';

type Usage = Record<string, unknown>;

/** Beyond this, an endpoint's count is no count. */
const most = 100_000_000;

/**
 * The tokens that an endpoint reports, in one form: OpenAI's and vLLM's `prompt_tokens` with its details, DeepSeek's
 * `prompt_cache_hit_tokens`, and `input_tokens` as gateways to Anthropic's models (cache not included in it) and the
 * Responses API (included) send it. Null where nothing usable is reported.
 */
export function readUsage(usage: Usage | null): Tokens | null {
  if (!usage) return null;
  const input = readInput(usage);
  const written = number(usage.completion_tokens) ?? number(usage.output_tokens);
  if (input === null || written === null) return null;
  const details = detailsOf(usage, 'completion_tokens_details', 'output_tokens_details');
  // Some count thinking in the total alone: it is billed as output all the same.
  const unseen = Math.max(0, (number(usage.total_tokens) ?? 0) - input.all - written);
  const output = Math.min(most, written + unseen);
  const reasoning = Math.max(number(details.reasoning_tokens) ?? number(usage.reasoning_tokens) ?? 0, unseen);
  return {
    input: input.all,
    cached: Math.min(input.all, input.cached),
    output,
    reasoning: Math.min(output, reasoning),
  };
}

function readInput(usage: Usage): { all: number; cached: number } | null {
  const details = detailsOf(usage, 'prompt_tokens_details', 'input_tokens_details');
  const fromCache = number(usage.cache_read_input_tokens);
  const intoCache = number(usage.cache_creation_input_tokens);
  const cached =
    number(details.cached_tokens) ??
    number(usage.prompt_cache_hit_tokens) ??
    fromCache ??
    number(usage.cached_tokens) ??
    0;
  const prompt = number(usage.prompt_tokens);
  if (prompt !== null) return { all: prompt, cached };
  const read = number(usage.input_tokens);
  if (read === null) return null;
  // Anthropic's own form counts what went through the cache apart.
  return { all: Math.min(most, read + (fromCache ?? 0) + (intoCache ?? 0)), cached };
}

function detailsOf(usage: Usage, ...names: string[]): Usage {
  for (const name of names) {
    const details = usage[name];
    if (typeof details === 'object' && details !== null) return details as Usage;
  }
  return {};
}

const number = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= most ? Math.round(value) : null;
