import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { goodPages } from './good-pages.ts';
import { bodyPages } from './hostile-bodies.ts';
import { discoveryPages } from './hostile-discovery.ts';
import { markupPages } from './hostile-markup.ts';
import { type HostilePage, html, mainHost, urlOf } from './hostile-page.ts';
import { redirectPages } from './hostile-redirects.ts';
import { scriptPages } from './hostile-scripts.ts';
import { robotsHosts } from './robots-hosts.ts';

export interface HostileSite {
  pages: readonly HostilePage[];
  /** What the source must be declared with. */
  seeds: readonly { kind: 'feed' | 'sitemap' | 'listing'; url: string }[];
  connectTo: Readonly<Record<string, string>>;
  /** Requests that came, as host and path. */
  asked: readonly string[];
  /** Headers of requests that carried a cookie. */
  cookies: readonly string[];
  /** Connections to a server on another port of loopback, which nobody has any business with. */
  readonly secretConnections: number;
  close(): Promise<void>;
}

const listen = (server: Server, host: string, port = 0) =>
  new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host, port, ipv6Only: true }, resolve));

/** Starts the hostile site: every way known to us to harm a crawler, with good pages in between, on loopback. */
export async function startHostileSite(): Promise<HostileSite> {
  let secretConnections = 0;
  const secret = `secret-${randomBytes(8).toString('hex')}`;
  const secretServers = ['127.0.0.1', '::1'].map(() =>
    createSocketServer((socket) => {
      secretConnections += 1;
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\naccess-control-allow-origin: *\r\ncontent-length: ${secret.length}\r\n\r\n${secret}`,
      );
    }),
  );
  await listen(secretServers[0]!, '127.0.0.1');
  const { port } = secretServers[0]!.address() as AddressInfo;
  // Not every machine has IPv6.
  await listen(secretServers[1]!, '::1', port).catch(() => {});

  const robots = robotsHosts(port);
  const pages = [
    ...[...goodPages, ...bodyPages, ...markupPages, ...(await redirectPages(port)), ...discoveryPages(port)],
    ...scriptPages(port, secret),
    ...robots.flatMap((host) => host.pages),
  ];
  const articles = pages.filter(({ host, kind }) => !host && !kind);
  const front: HostilePage = {
    path: '/',
    kind: 'listing',
    becomes: 'discovery',
    answer: html(
      [`http://127.0.0.1:${port}/article/x`, ...articles.map(urlOf)].map((url) => `<a href="${url}">a</a>`).join('\n'),
    ),
  };
  const all = [front, ...pages];
  const answers = new Map(all.map((page) => [urlOf(page), page.answer]));
  for (const { host, robots: answer } of robots) answers.set(`http://${host}/robots.txt`, answer);

  const asked: string[] = [];
  const cookies: string[] = [];
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}${request.url}`;
    asked.push(url);
    if (request.headers.cookie) cookies.push(request.headers.cookie);
    const answer = answers.get(url) ?? answers.get(url.replace(/\?.*$/, ''));
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await listen(server, '127.0.0.1');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seeds = all.filter(({ host, kind, path }) => kind || (host && path === '/'));
  return {
    pages: all,
    seeds: seeds.map((page) => ({ kind: page.kind ?? 'listing', url: urlOf(page) })),
    connectTo: Object.fromEntries(all.map(({ host = mainHost }) => [host, address])),
    asked,
    cookies,
    get secretConnections() {
      return secretConnections;
    },
    async close() {
      server.closeAllConnections();
      await Promise.all([server, ...secretServers].map((each) => new Promise((resolve) => each.close(resolve))));
    },
  };
}
