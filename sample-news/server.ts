import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../pipeline/package-root.ts';
import { articlesFolder, loadArticles } from './load-articles.ts';
import { Outlet } from './outlet.ts';
import { anquanliaowang } from './outlets/anquanliaowang.ts';
import { threatwatch } from './outlets/threatwatch.ts';
import { isUnchanged, type Resource, resource } from './resource.ts';

export interface SampleRequest {
  host: string;
  /** With its query. */
  path: string;
  /** Milliseconds since 1970. */
  at: number;
  headers: IncomingMessage['headers'];
}

export interface SampleNews {
  port: number;
  /** `127.0.0.1:port`. */
  address: string;
  /** Both hosts with the address, for a source's `connectTo`. */
  connectTo: Record<string, string>;
  /** All that was asked for, in order. */
  requests: SampleRequest[];
  /** Replaces the page at a path by this HTML, or adds one, which feed, archive and sitemap then list as the newest. */
  publish(host: string, path: string, html: string): void;
  /** Takes a page away: it answers 404 from now on, and no list names it. */
  remove(host: string, path: string): void;
  close(): Promise<void>;
}

const assetFiles = [
  ['threatwatch.css', 'text/css; charset=utf-8'],
  ['liaowang.css', 'text/css; charset=utf-8'],
  ['reader.js', 'text/javascript; charset=utf-8'],
] as const;
const assetsChanged = '2024-01-01T00:00:00Z';

/**
 * Serves the sample site on loopback: both outlets on one port, told apart by the Host header. `port` 0, the default,
 * takes a free one; `articles` is the folder the texts are read from.
 */
export async function startSampleNews(options: { port?: number; articles?: string } = {}): Promise<SampleNews> {
  const articles = await loadArticles(options.articles ?? articlesFolder);
  const outlets = new Map([threatwatch, anquanliaowang].map((one) => [one.host, new Outlet(one, articles)]));
  const assets = await loadAssets();
  const requests: SampleRequest[] = [];

  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    const path = request.url ?? '/';
    requests.push({ host, path, at: Date.now(), headers: request.headers });
    const outlet = outlets.get(host);
    if (!outlet) return send(request, response, refusal(421, 'No such site is served here.'));
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(request, response, refusal(405, 'This site is for reading.', { allow: 'GET, HEAD' }));
    if (!URL.canParse(path, `http://${host}`)) return send(request, response, refusal(400, 'This is no address.'));
    send(request, response, assets.get(path) ?? outlet.answer(path));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  const { port } = server.address() as AddressInfo;
  const address = `127.0.0.1:${port}`;
  const outletOf = (host: string): Outlet => {
    const outlet = outlets.get(host);
    if (!outlet) throw new Error(`${host} is not served; there are ${[...outlets.keys()].join(' and ')}`);
    return outlet;
  };
  return {
    port,
    address,
    connectTo: Object.fromEntries([...outlets.keys()].map((host) => [host, address])),
    requests,
    publish: (host, path, html) => outletOf(host).publish(path, html),
    remove: (host, path) => outletOf(host).remove(path),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function loadAssets(): Promise<Map<string, Resource>> {
  const load = async ([file, type]: (typeof assetFiles)[number]): Promise<[string, Resource]> => {
    const body = await readFile(join(packageRoot, 'sample-news', 'assets', file));
    return [`/assets/${file}`, resource(body, type, assetsChanged)];
  };
  return new Map(await Promise.all(assetFiles.map(load)));
}

function refusal(status: number, sentence: string, headers: Record<string, string> = {}): Resource {
  return resource(`${sentence}\n`, 'text/plain; charset=utf-8', assetsChanged, headers, status);
}

function send(request: IncomingMessage, response: ServerResponse, answer: Resource): void {
  const unchanged = isUnchanged(answer, request.headers);
  const { 'content-type': type, ...others } = answer.headers;
  if (unchanged) response.writeHead(304, others).end();
  else {
    response.writeHead(answer.status, { 'content-type': type, ...others, 'content-length': answer.body.length });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }
}
