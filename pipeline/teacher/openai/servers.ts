export type ServerName = 'openai' | 'vllm' | 'ollama' | 'llamacpp' | 'lmstudio' | 'deepseek' | 'openrouter' | 'litellm';

/** What an answer of an endpoint shows of the server behind it. */
export interface Sighting {
  headers?: Headers;
  /** Body of a chat completion, or of `/models`. */
  body?: unknown;
  /** Host of the endpoint. */
  host?: string;
}

/** One kind of server: how it is told, and what is particular about it. */
export interface Server {
  name: ServerName;
  title: string;
  isIt(sighting: { headers: Headers; body: Record<string, unknown>; owner: string; host: string }): boolean;
  /** What a request carries where the model is to think less, or not at all. */
  thinkLess?: Record<string, unknown>;
  /** Whether a prompt that is too long is cut without a word. */
  cutsPrompts?: true;
  /** What a person does to make the context longer. */
  longerContext?: string;
}

/**
 * Servers that are told apart, gateways first: what stands behind one of them shows through. Sources:
 * - LiteLLM: `x-litellm-*` headers (docs.litellm.ai/docs/proxy/response_headers);
 * - OpenRouter: `reasoning.effort`, provider named in each answer (openrouter.ai/docs/api-reference/overview);
 * - Ollama: `fp_ollama`; drops the oldest messages of a prompt beyond num_ctx, 4096 by default, and says nothing
 *   (docs.ollama.com/context-length, ollama#14259, #17427); `reasoning_effort` (docs.ollama.com/api/openai-compatibility);
 * - llama.cpp: header `Server`, `owned_by`, `chat_template_kwargs` (tools/server/README.md of ggml-org/llama.cpp);
 * - vLLM: `owned_by`, `chat_template_kwargs.enable_thinking` (docs.vllm.ai, reasoning outputs);
 * - LM Studio: `owned_by: organization_owner` (lmstudio.ai/docs/developer/openai-compat);
 * - DeepSeek: `thinking.type` (api-docs.deepseek.com/guides/thinking_mode);
 * - OpenAI: `reasoning_effort`, headers `openai-*` (developers.openai.com/api/reference).
 */
export const servers: readonly Server[] = [
  {
    ...{ name: 'litellm', title: 'LiteLLM' },
    isIt: ({ headers }) => [...headers.keys()].some((name) => name.startsWith('x-litellm-')),
    thinkLess: { reasoning_effort: 'low' },
  },
  {
    ...{ name: 'openrouter', title: 'OpenRouter' },
    isIt: ({ host, body }) =>
      host === 'openrouter.ai' || (typeof body.provider === 'string' && /^gen-/.test(`${body.id}`)),
    thinkLess: { reasoning: { effort: 'low' } },
  },
  {
    ...{ name: 'ollama', title: 'Ollama' },
    isIt: ({ body, owner }) => body.system_fingerprint === 'fp_ollama' || owner === 'library',
    thinkLess: { reasoning_effort: 'none' },
    cutsPrompts: true,
    longerContext: 'start it with OLLAMA_CONTEXT_LENGTH=32768, or give the model a num_ctx in its Modelfile',
  },
  {
    ...{ name: 'llamacpp', title: 'llama.cpp' },
    isIt: ({ headers, owner }) => headers.get('server') === 'llama.cpp' || owner === 'llamacpp',
    thinkLess: { chat_template_kwargs: { enable_thinking: false } },
    longerContext: 'start it with a larger --ctx-size',
  },
  {
    ...{ name: 'vllm', title: 'vLLM' },
    isIt: ({ owner, body }) => owner === 'vllm' || 'prompt_logprobs' in body || 'kv_transfer_params' in body,
    thinkLess: { chat_template_kwargs: { enable_thinking: false } },
    longerContext: 'start it with a larger --max-model-len',
  },
  {
    ...{ name: 'lmstudio', title: 'LM Studio' },
    isIt: ({ owner }) => owner === 'organization_owner',
    longerContext: 'load the model with a larger context length',
  },
  {
    ...{ name: 'deepseek', title: 'DeepSeek' },
    isIt: ({ host }) => host === 'api.deepseek.com',
    thinkLess: { thinking: { type: 'disabled' } },
  },
  {
    ...{ name: 'openai', title: 'OpenAI' },
    isIt: ({ host, headers }) => host === 'api.openai.com' || headers.has('openai-version'),
    thinkLess: { reasoning_effort: 'low' },
  },
];

/** The server that an answer comes from; null where it could be any. */
export function recogniseServer({ headers = new Headers(), body, host = '' }: Sighting): Server | null {
  const record = isRecord(body) ? body : {};
  const first = Array.isArray(record.data) ? record.data[0] : undefined;
  const owner = isRecord(first) && typeof first.owned_by === 'string' ? first.owned_by : '';
  return servers.find((server) => server.isIt({ headers, body: record, owner, host })) ?? null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
