import type OpenAI from 'openai';

export type ChatBody = OpenAI.ChatCompletionCreateParamsNonStreaming & Record<string, unknown>;

export type QuirkName = 'max-completion-tokens' | 'fixed-temperature' | 'alternating-roles' | 'no-system-role';

/** One thing that some models or servers want otherwise than the rest. */
export interface Quirk {
  name: QuirkName;
  /** For a person: what is done otherwise. */
  about: string;
  /** Names of models of which it is known beforehand. */
  models?: RegExp;
  /** What the refusal of a request says from which it is learned. */
  refusal: RegExp;
  change(body: ChatBody): ChatBody;
}

const reasoningModels = /^(openai\/)?(o[1-9]|gpt-5)(?![a-z])/i;

/**
 * Every quirk that is known, in the order in which they are applied. Sources:
 * - max-completion-tokens, fixed-temperature: OpenAI's reasoning guide (developers.openai.com/api/docs/guides/reasoning);
 *   the refusals as in koosoli/ESPHomeDesigner#379 and chatboxai/chatbox#2564;
 * - alternating-roles, no-system-role: chat templates of Mistral and Gemma, raised by vLLM, llama.cpp and TGI alike
 *   (vllm-project/vllm#6862, microsoft/autogen#1037, withcatai/node-llama-cpp#263).
 * vLLM's `guided_json` is no row: it was removed in v0.12, and `response_format` says the same in all versions
 * (docs.vllm.ai, structured outputs). LM Studio takes no `json_object` and DeepSeek no `json_schema`
 * (lmstudio-bug-tracker#189, inspect_ai#4916): the ladder steps past what is refused.
 */
export const quirks: readonly Quirk[] = [
  {
    name: 'max-completion-tokens',
    about: 'the limit is called max_completion_tokens',
    models: reasoningModels,
    refusal: /max_tokens.{0,80}(not supported|unsupported|unrecognized).*|max_completion_tokens.{0,20}instead/i,
    change: ({ max_tokens, ...body }) => ({ ...body, max_completion_tokens: max_tokens ?? null }),
  },
  {
    name: 'fixed-temperature',
    about: 'the temperature cannot be chosen',
    models: reasoningModels,
    refusal:
      /temperature.{0,80}(not support|unsupported|only the default|deprecated)|(unsupported|does ?n[o']t support|unexpected|unknown).{0,80}temperature/i,
    change: ({ temperature: _, ...body }) => body,
  },
  {
    name: 'no-system-role',
    about: 'system messages are not taken',
    refusal: /system role (is )?not supported|not support.{0,20}'?system'?|only user and assistant roles/i,
    change: (body) => ({
      ...body,
      messages: body.messages.map((message) => (message.role === 'system' ? { ...message, role: 'user' } : message)),
    }),
  },
  {
    name: 'alternating-roles',
    about: 'two messages of one role may not follow each other',
    refusal: /roles must alternate|alternate (between )?user|only user and assistant roles|system role/i,
    change: (body) => ({ ...body, messages: joined(body.messages) }),
  },
];

/** Consecutive messages of one role as one. All of ours are plain text. */
function joined(messages: ChatBody['messages']): ChatBody['messages'] {
  const all: ChatBody['messages'] = [];
  for (const message of messages) {
    const last = all.at(-1);
    if (last?.role !== message.role) all.push({ ...message });
    else last.content = `${last.content}\n\n${message.content}`;
  }
  return all;
}
