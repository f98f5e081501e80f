import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LoopbackServer {
  server: Server;
  port: number;
  /** `127.0.0.1:port`, for `connectTo`. */
  address: string;
  /** Paths asked for, in order. */
  asked: string[];
}

/** A real HTTP server on loopback for the length of one test. */
export async function serve(listener: RequestListener): Promise<LoopbackServer> {
  const asked: string[] = [];
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port, address: `127.0.0.1:${port}`, asked };
}

/** What an operation throws; fails the test where it throws nothing. */
export async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to throw, and did not');
}
