import OpenAI from 'openai';
import type { Config } from '../../config.ts';
import { shownUrl } from '../../shown-url.ts';
import { boundedFetch } from './bounded-fetch.ts';

export type EndpointSettings = Pick<Config, 'openaiBaseUrl' | 'openaiApiKey' | 'callTimeoutSeconds'>;

/** A client that neither retries nor reads without bounds, unless told how to read: both are decided elsewhere. */
export function openaiClient(settings: EndpointSettings, read: typeof fetch = boundedFetch): OpenAI {
  const basic = basicOf(settings);
  return new OpenAI({
    apiKey: settings.openaiApiKey ?? 'none',
    maxRetries: 0,
    // Its own deadline would be ten minutes, whatever ours is.
    timeout: settings.callTimeoutSeconds * 1000,
    fetch: read,
    ...(settings.openaiBaseUrl && { baseURL: withoutCredentials(settings.openaiBaseUrl).href }),
    ...(basic && { defaultHeaders: { authorization: basic } }),
  });
}

/** What requests prove themselves with; a key goes before the user and password of an address. */
export function authorizationOf(settings: EndpointSettings): string | null {
  return settings.openaiApiKey ? `Bearer ${settings.openaiApiKey}` : basicOf(settings);
}

function basicOf({ openaiApiKey, openaiBaseUrl }: EndpointSettings): string | null {
  if (openaiApiKey || !openaiBaseUrl) return null;
  const { username, password } = new URL(openaiBaseUrl);
  return username ? `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}` : null;
}

/** `fetch` refuses an address with credentials in it. */
export function withoutCredentials(address: string | URL): URL {
  const url = new URL(address);
  url.username = url.password = '';
  return url;
}

/** The endpoint's address without secrets: what is shown, and what is remembered under. */
export const addressOf = ({ openaiBaseUrl }: Pick<Config, 'openaiBaseUrl'>) =>
  openaiBaseUrl ? shownUrl(openaiBaseUrl) : 'https://api.openai.com/v1';
