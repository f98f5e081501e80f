import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FetchLimits } from '../../../crawlers/fetch/fetch-limits.ts';
import { guardedFetch } from '../../../crawlers/fetch/guarded-fetch.ts';
import { RetryLaterError } from '../../../pipeline/errors.ts';
import { serve, thrownBy } from '../loopback-server.ts';

const fetchFrom = (address: string, limits: Partial<FetchLimits> = {}) =>
  guardedFetch('http://news.example/', {
    userAgent: 'sevenllm-test/1.0',
    connectTo: { 'news.example': address },
    limits,
  });

const serveBody = (encoding: string, body: Buffer) =>
  serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(body);
  });

async function serveRaw(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => onSocket(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('content codings', () => {
  const text = Buffer.from('漏洞 '.repeat(50_000));
  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity', text],
  ])('undoes %s', async (encoding, body) => {
    const { address } = await serveBody(encoding, body);
    expect((await fetchFrom(address)).body.equals(text)).toBe(true);
  });

  it('takes what came of a gzip stream cut short', async () => {
    const { address } = await serveBody('gzip', gzipSync(text).subarray(0, -8));
    expect((await fetchFrom(address)).body.equals(text)).toBe(true);
  });

  it.each([
    ['zstd', Buffer.from('x'), 'unsupported-content-type'],
    ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync('x'))), 'unsupported-content-type'],
    ['gzip', Buffer.from('<html>not gzip'), 'http-error'],
    ['br', Buffer.from('<html>not brotli'), 'http-error'],
  ])('refuses %s of %o', async (encoding, body, reason) => {
    const { address } = await serveBody(encoding, body);
    await expect(fetchFrom(address)).rejects.toMatchObject({ reason });
  });
});

describe('limits', () => {
  const zeros = Buffer.alloc(200 * 1024 * 1024);
  it.each([
    ['a gzip bomb', 'gzip', gzipSync(zeros)],
    ['a brotli bomb', 'br', brotliCompressSync(zeros, { params: { 1: 4 } })],
    ['a gzip bomb in a gzip', 'gzip, gzip', gzipSync(gzipSync(zeros))],
  ])('refuses %s in little memory', async (_, encoding, body) => {
    const { address } = await serveBody(encoding, body);
    const before = process.memoryUsage().rss;
    await expect(fetchFrom(address)).rejects.toMatchObject({ reason: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
  });

  it('refuses an endless body, and one that announces its length', async () => {
    const endless = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
        response.once('drain', more);
      };
      more();
    });
    await expect(fetchFrom(endless.address)).rejects.toMatchObject({ reason: 'too-large' });
    const announced = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '900000000' }).write('x');
    });
    await expect(fetchFrom(announced.address)).rejects.toMatchObject({ reason: 'too-large' });
  });

  it('keeps the beginning where that was asked for', async () => {
    const { address } = await serveBody('gzip', gzipSync('x'.repeat(100_000)));
    const page = await fetchFrom(address, { decodedBytes: 1000, bodyBytes: 1000, onExcess: 'truncate' });
    expect(page.body.toString()).toBe('x'.repeat(1000));
  });

  it.each([
    ['headers', 'HTTP/1.1 200 OK\r\n'],
    ['a body', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\n'],
  ])('puts off a server that drips %s', async (_, start) => {
    const address = await serveRaw((socket) => {
      socket.write(start);
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const began = performance.now();
    expect(await thrownBy(fetchFrom(address, { totalMs: 300 }))).toBeInstanceOf(RetryLaterError);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('puts off a connection that breaks off or stays silent', async () => {
    const broken = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 1000\r\n\r\nhalf');
      setTimeout(() => socket.destroy(), 20);
    });
    expect(await thrownBy(fetchFrom(broken))).toBeInstanceOf(RetryLaterError);
    const silent = await serveRaw(() => {});
    expect(await thrownBy(fetchFrom(silent, { headersMs: 200 }))).toBeInstanceOf(RetryLaterError);
  });

  it('refuses a flood of headers', async () => {
    const address = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 5000; i++) socket.write(`x-${i}: ${'y'.repeat(100)}\r\n`);
    });
    await expect(fetchFrom(address)).rejects.toMatchObject({ reason: 'too-large' });
  });

  it('refuses what is no HTTP', async () => {
    const address = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await expect(fetchFrom(address)).rejects.toMatchObject({ reason: 'http-error' });
  });
});
