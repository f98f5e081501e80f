import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, SetupError } from '../errors.ts';

export interface MetricsServerParts {
  host: string;
  /** 0 takes any that is free. */
  port: number;
  /** All metrics, in Prometheus' text format. */
  scrape(): Promise<{ contentType: string; text: string }>;
  /** Throws where the process cannot work just now. */
  checkReady(): Promise<void>;
}

export interface MetricsServer {
  /** Where it listens, as `http://host:port`. */
  url: string;
  close(): Promise<void>;
}

const patienceMs = 5_000;

/**
 * Serves `/metrics`, `/healthz` (the process is alive, and its event loop turns: it answers) and `/readyz` (ledger and
 * queue answer, and the schema is this program's). No secrets and no text of documents come by any of them.
 * Throws a SetupError where the port is taken.
 */
export async function startMetricsServer({
  host,
  port,
  scrape,
  checkReady,
}: MetricsServerParts): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const send = (status: number, text: string, contentType = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method !== 'GET' && request.method !== 'HEAD') return void send(405, 'Only GET.\n');
    if (path === '/healthz') return void send(200, 'ok\n');
    if (path === '/readyz')
      return void within(checkReady()).then(
        () => send(200, 'ready\n'),
        (error: unknown) => send(503, `${messageOf(error)}\n`),
      );
    if (path === '/metrics')
      return void within(scrape()).then(
        ({ text, contentType }) => send(200, text, contentType),
        (error: unknown) => send(503, `${messageOf(error)}\n`),
      );
    send(404, 'There are /metrics, /healthz and /readyz.\n');
  });
  server.headersTimeout = server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new SetupError(
          `Metrics cannot be served on ${host}:${port}: ${messageOf(error)}. Set --metrics-port to another.`,
        ),
      ),
    );
    server.listen(port, host, () => resolve());
  });
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    url: `http://${name}:${bound.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs).unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
