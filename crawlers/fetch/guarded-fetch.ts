import { Agent, type Dispatcher, request } from 'undici';
import { RetryLaterError } from '../../pipeline/errors.ts';
import { type Accept, acceptHeaders, acceptsType, looksBinary } from './content-types.ts';
import { isUtf8 } from './decode-bytes.ts';
import { connectionFailure, statusFailure } from './fetch-failure.ts';
import { defaultFetchLimits, type FetchLimits } from './fetch-limits.ts';
import { FetchRefusedError } from './fetch-refused-error.ts';
import { type ConnectTo, guardedConnector } from './guarded-connector.ts';
import { readBody } from './read-body.ts';

export interface FetchOptions {
  /** Product, version and a contact: the crawler says who it is. */
  userAgent: string;
  signal?: AbortSignal | undefined;
  connectTo?: ConnectTo | undefined;
  /** "host:port" of hosts that may lie in a private network (`privateHostsOf` a source); all others may not. */
  privateHosts?: ReadonlySet<string> | undefined;
  /** Validators of the copy we hold: an unchanged page then answers 304 (`notModified`). */
  etag?: string | null | undefined;
  lastModified?: string | null | undefined;
  limits?: Partial<FetchLimits> | undefined;
  /** Default `page`. */
  accept?: Accept | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface FetchedPage {
  url: string;
  finalUrl: string;
  /** The addresses that redirects led to, in order; the last one is `finalUrl`. */
  redirects: string[];
  status: number;
  /** Names in lower case; repeated headers joined by ", ". */
  headers: Record<string, string>;
  contentType: string | null;
  /** After its content coding is undone; empty where `notModified`. */
  body: Buffer;
  notModified: boolean;
  /** ISO 8601, UTC. */
  fetchedAt: string;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches one page over http or https, and nothing but the public internet: every address is checked as it is connected
 * to, after every redirect too; `connectTo` and `privateHosts` are the only ways to a private one. Throws FetchRefusedError for what will
 * stay so, RetryLaterError (with the wait the server asked for) for what may pass, and the signal's own reason.
 */
export async function guardedFetch(url: string, options: FetchOptions): Promise<FetchedPage> {
  const limits = { ...defaultFetchLimits, ...options.limits };
  const controller = new AbortController();
  const stop = () => controller.abort(options.signal?.reason);
  const tooSlow = () => controller.abort(new RetryLaterError(`${url} was not read within ${limits.totalMs} ms`));
  // AbortSignal.any keeps a reference in the caller's signal for every page of a long crawl; a listener does not.
  const timer = setTimeout(tooSlow, limits.totalMs);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  try {
    return await follow(httpUrl(url), options, limits, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw connectionFailure(url, error);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  }
}

async function follow(
  start: URL,
  options: FetchOptions,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const redirects: string[] = [];
  const seen = new Set([start.href]);
  for (let at = start; ; ) {
    const response = await send(at, at.origin === start.origin, options, limits, signal);
    const location = response.headers.location;
    if (!redirectStatuses.has(response.statusCode) || location === undefined)
      return await receive(start, at, redirects, response, options, limits, signal);
    discard(response.body);
    at = httpUrl(asSent(String(location)), at);
    if (seen.has(at.href) || redirects.length >= limits.redirects)
      throw new FetchRefusedError(
        'too-many-redirects',
        `${start.href} redirects in a loop or more than ${limits.redirects} times`,
      );
    seen.add(at.href);
    redirects.push(at.href);
  }
}

function send(at: URL, sameOrigin: boolean, options: FetchOptions, limits: FetchLimits, signal: AbortSignal) {
  const extra = Object.entries(options.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => sameOrigin || (name !== 'authorization' && name !== 'cookie'));
  const headers: Record<string, string> = {
    accept: acceptHeaders[options.accept ?? 'page'],
    'accept-language': 'en,zh;q=0.9,*;q=0.5',
    ...Object.fromEntries(extra),
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': options.userAgent,
  };
  if (options.etag) headers['if-none-match'] = options.etag;
  if (options.lastModified) headers['if-modified-since'] = options.lastModified;
  const dispatcher = agentFor(options.connectTo ?? {}, options.privateHosts ?? new Set(), limits);
  return request(at, { dispatcher, signal, headers, headersTimeout: limits.headersMs, bodyTimeout: limits.totalMs });
}

async function receive(
  start: URL,
  at: URL,
  redirects: string[],
  response: Dispatcher.ResponseData,
  options: FetchOptions,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const { statusCode: status, body } = response;
  const headers = joined(response.headers);
  const contentType = headers['content-type'] ?? null;
  const accept = options.accept ?? 'page';
  const notModified = status === 304 && Boolean(options.etag || options.lastModified);
  const refusal =
    notModified || (status >= 200 && status < 300)
      ? refusedByHeaders(at, accept, headers, limits)
      : statusFailure(at.href, status, headers['retry-after']);
  if (refusal) discard(body);
  // A 304 has none: there is nothing to bound.
  if (notModified) body.resume();
  if (refusal) throw refusal;
  const content = notModified ? Buffer.alloc(0) : await readBody(body, headers['content-encoding'], limits, signal);
  if (contentType === null && accept === 'page' && looksBinary(content))
    throw new FetchRefusedError('unsupported-content-type', `${at.href} is binary and says no type`);
  const fetchedAt = new Date().toISOString();
  return {
    url: start.href,
    finalUrl: at.href,
    redirects,
    status,
    headers,
    contentType,
    body: content,
    notModified,
    fetchedAt,
  };
}

function refusedByHeaders(at: URL, accept: Accept, headers: Record<string, string>, limits: FetchLimits) {
  const type = headers['content-type'] ?? null;
  if (!acceptsType(accept, type)) return new FetchRefusedError('unsupported-content-type', `${at.href} is ${type}`);
  const length = Number(headers['content-length'] ?? 0);
  if (length > limits.bodyBytes && limits.onExcess === 'refuse')
    return new FetchRefusedError('too-large', `${at.href} is ${length} bytes long, over ${limits.bodyBytes}`);
  return undefined;
}

function httpUrl(href: string, base?: URL): URL {
  if (!URL.canParse(href, base?.href))
    throw new FetchRefusedError('http-error', `"${href.slice(0, 200)}" is not a URL`);
  const url = new URL(href, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchRefusedError('http-error', `${url.href.slice(0, 200)} is neither http nor https`);
  url.hash = url.username = url.password = '';
  return url;
}

/** Header bytes reach us as Latin-1, while servers that do not escape their addresses mostly send UTF-8. */
function asSent(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : header;
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return Object.fromEntries(pairs);
}

/** Lets a body go without reading it through: short ones are drained, so that the connection can be used again. */
function discard(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => {});
  body.dump({ limit: 16 * 1024, signal: AbortSignal.timeout(1000) }).catch(() => {});
}

const agents = new Map<string, Agent>();
const mostAgents = 64;

// Connections are pooled by origin, so hosts that are mapped or opened differently must not share a pool.
function agentFor(connectTo: ConnectTo, privateHosts: ReadonlySet<string>, limits: FetchLimits): Agent {
  const { headerBytes, connectMs } = limits;
  const mapped = Object.entries(connectTo).sort();
  const key = `${mapped.join(' ')}|${[...privateHosts].sort().join(' ')}|${headerBytes}|${connectMs}`;
  const known = agents.get(key);
  if (known) return known;
  const connect = guardedConnector(connectTo, privateHosts, connectMs);
  const agent = new Agent({ connect, maxHeaderSize: headerBytes, connections: 16, allowH2: false });
  agents.set(key, agent);
  if (agents.size > mostAgents) {
    const [oldest, unused] = agents.entries().next().value!;
    agents.delete(oldest);
    unused.close().catch(() => {});
  }
  return agent;
}
