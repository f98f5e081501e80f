import { addressOf, type EndpointSettings } from '../openai-client.ts';
import { getJson, type ListedModel } from './list-models.ts';

export interface ContextLength {
  tokens: number;
  /** Where it was read. */
  from: string;
}

type Fields = Record<string, unknown>;

/**
 * How many tokens of prompt and answer the model takes together: as `/models` says (vLLM, OpenRouter, llama.cpp), else
 * `/props` (llama.cpp), else `/api/ps` and `/api/show` (Ollama), else `/api/v0/models` (LM Studio). Null where none says it.
 */
export async function findContextLength(
  settings: EndpointSettings,
  model: string,
  listed: ListedModel | undefined,
): Promise<ContextLength | null> {
  const meta = (listed?.meta ?? {}) as Fields;
  const said = firstNumber(listed?.max_model_len, meta.n_ctx, listed?.context_length, listed?.context_window);
  if (said) return { tokens: said, from: '/models' };
  // OpenAI's own API says it nowhere, and has none of these.
  if (!settings.openaiBaseUrl) return null;
  const root = new URL((settings.openaiBaseUrl ?? addressOf(settings)).replace(/\/+$/, '').replace(/\/v\d+$/, ''));
  const ask = async (path: string, post?: unknown): Promise<Fields> => {
    const url = new URL(root);
    url.pathname = root.pathname.replace(/\/$/, '') + path;
    const answer = await getJson(url, settings, post).catch(() => null);
    return answer?.status === 200 && typeof answer.body === 'object' && answer.body ? (answer.body as Fields) : {};
  };
  const generation = ((await ask('/props')).default_generation_settings ?? {}) as Fields;
  const props = firstNumber(generation.n_ctx);
  if (props) return { tokens: props, from: '/props' };
  const running = named((await ask('/api/ps')).models, model);
  const allotted = firstNumber(running?.context_length);
  if (allotted) return { tokens: allotted, from: '/api/ps' };
  const { parameters } = await ask('/api/show', { model });
  const chosen = typeof parameters === 'string' ? firstNumber(/^num_ctx\s+(\d+)/m.exec(parameters)?.[1]) : null;
  if (chosen) return { tokens: chosen, from: '/api/show' };
  const loaded = named((await ask('/api/v0/models')).data, model);
  const studio = firstNumber(loaded?.loaded_context_length, loaded?.max_context_length);
  return studio ? { tokens: studio, from: '/api/v0/models' } : null;
}

function firstNumber(...values: unknown[]): number | null {
  return values.map(Number).find((value) => Number.isInteger(value) && value > 0) ?? null;
}

function named(list: unknown, model: string): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  return (list as Fields[]).find((entry) =>
    [entry.id, entry.name, entry.model].some((name) => name === model || name === `${model}:latest`),
  );
}
