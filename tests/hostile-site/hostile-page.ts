import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reason } from '../../pipeline/reasons.ts';

/** `discovery`: read, and followed. `failed`: tried as often as allowed, and settled as such with the error. */
export type Became = 'document' | 'discovery' | 'failed' | Reason;

/** One page of the hostile site, how it is served, and what must come of it. */
export interface HostilePage {
  /** Its own host, where what it does would be held against the other pages of one; then it is a seed. */
  host?: string;
  path: string;
  /** How the source declares it, where it is a seed; other pages are articles that the front page links to. */
  kind?: 'listing' | 'feed' | 'sitemap';
  /** Several where it depends on the speed of the machine. */
  becomes: Became | readonly Became[];
  /** What the document must hold. */
  holds?: string;
  /** What no block of any document may hold. */
  hides?: string;
  answer(request: IncomingMessage, response: ServerResponse): void;
}

export const mainHost = 'hostile.example';

export const urlOf = ({ host = mainHost, path }: HostilePage): string => `http://${host}${path}`;

/** Answers with HTML. */
export const html =
  (body: string | Buffer, headers: Record<string, string | string[]> = {}): HostilePage['answer'] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };

/** Writes to the socket itself, for what no HTTP server would say. */
export const raw =
  (write: (socket: IncomingMessage['socket']) => void): HostilePage['answer'] =>
  ({ socket }) =>
    write(socket);

/** A page that holds an article and nothing else to speak of. */
export function articlePage(title: string, paragraphs: readonly string[], more = ''): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `<!doctype html><html><head><title>${title}</title></head><body><article><h1>${title}</h1>\n${text}\n</article>${more}</body></html>`;
}
