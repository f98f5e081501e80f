import { addressOf, authorizationOf, type EndpointSettings, withoutCredentials } from '../openai-client.ts';
import { recogniseServer, type Server } from '../servers.ts';
import { explainUnreachable } from './explain-unreachable.ts';

/** One entry of `/models`; what is beside the id differs from server to server. */
export type ListedModel = { id: string } & Record<string, unknown>;

export interface Listing {
  /** Null where the endpoint has no such list. */
  models: ListedModel[] | null;
  server: Server | null;
  milliseconds: number;
}

const patienceMs = 10_000;

/**
 * Asks the endpoint what models it has: the cheapest way to learn whether it can be reached and takes the key. Throws an
 * error that says what is wrong and what to do, where it cannot be used.
 */
export async function listModels(settings: EndpointSettings): Promise<Listing> {
  const base = (settings.openaiBaseUrl ?? addressOf(settings)).replace(/\/+$/, '');
  const url = new URL(`${base}/models`);
  const from = performance.now();
  const response = await getJson(url, settings);
  const milliseconds = Math.round(performance.now() - from);
  const { status, headers, body } = response;
  if (status === 401 || status === 403)
    throw new Error(
      `it refuses the key (HTTP ${status}). ${settings.openaiApiKey ? 'Check' : 'Set'} OPENAI_API_KEY${settings.openaiApiKey ? '' : ': none is set'}.`,
    );
  if (status >= 500)
    throw new Error(`it is there and not well (HTTP ${status}). Wait until it has loaded the model, or restart it.`);
  const server = recogniseServer({ headers, body, host: url.hostname });
  if (status === 404 && !/\/v\d+$/.test(base)) {
    const versioned = await getJson(new URL(`${base}/v1/models`), settings).catch(() => null);
    if (versioned?.status === 200) throw new Error(`OPENAI_BASE_URL has to end in /v1: there the endpoint answers.`);
  }
  if (status >= 400) return { models: null, server, milliseconds };
  const models = modelsIn(body);
  if (!models)
    throw new Error(
      `it answers, but not as an OpenAI-compatible endpoint (${headers.get('content-type') ?? 'no content type'}). Check OPENAI_BASE_URL; it usually ends in /v1.`,
    );
  return { models, server, milliseconds };
}

/** One GET with the key, read as JSON; null for the body where it is none. Throws what explains that nobody answered. */
export async function getJson(address: URL, settings: EndpointSettings, post?: unknown) {
  const url = withoutCredentials(address);
  const authorization = authorizationOf(settings);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...(authorization && { authorization }) },
      signal: AbortSignal.timeout(patienceMs),
      ...(post !== undefined && { method: 'POST', body: JSON.stringify(post) }),
    });
    const text = (await response.text()).slice(0, 4_000_000);
    return { status: response.status, headers: response.headers, body: jsonOf(text) };
  } catch (error) {
    throw new Error(explainUnreachable(error, url));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function modelsIn(body: unknown): ListedModel[] | null {
  const list = Array.isArray(body) ? body : (body as { data?: unknown } | null)?.data;
  if (!Array.isArray(list)) return null;
  return list.filter((entry): entry is ListedModel => typeof (entry as { id?: unknown } | null)?.id === 'string');
}
