import { describe, expect, it } from 'vitest';
import { type FetchOptions, guardedFetch } from '../../../crawlers/fetch/guarded-fetch.ts';
import { RetryLaterError } from '../../../pipeline/errors.ts';
import { serve, thrownBy } from '../loopback-server.ts';

const userAgent = 'sevenllm-test/1.0 (+https://example.org/bot)';
const to = (address: string, more: Partial<FetchOptions> = {}): FetchOptions => ({
  userAgent,
  connectTo: { 'news.example': address },
  ...more,
});

describe('guardedFetch', () => {
  it('fetches a page of a mapped host under its own name and says who it is', async () => {
    const { address } = await serve((request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`${request.headers.host} ${request.headers['user-agent']}`);
    });
    const page = await guardedFetch('http://news.example/a#part', to(address));
    expect(page.body.toString()).toBe(`news.example ${userAgent}`);
    expect(page).toMatchObject({
      status: 200,
      finalUrl: 'http://news.example/a',
      contentType: 'text/html',
      redirects: [],
    });
  });

  it('follows relative and absolute redirects and keeps their trail', async () => {
    const { address } = await serve((request, response) => {
      if (request.url === '/a') response.writeHead(301, { location: 'b?x=1' }).end();
      else if (request.url === '/b?x=1') response.writeHead(302, { location: 'http://news.example/c' }).end('moved');
      else response.writeHead(200, { 'content-type': 'text/html' }).end('here');
    });
    const page = await guardedFetch('http://news.example/a', to(address));
    expect(page.redirects).toEqual(['http://news.example/b?x=1', 'http://news.example/c']);
    expect(page).toMatchObject({ url: 'http://news.example/a', finalUrl: 'http://news.example/c' });
  });

  it.each([
    ['a loop', (path: string) => (path === '/a' ? '/b' : '/a')],
    ['an endless chain', (path: string) => `${path}x`],
  ])('refuses %s', async (_, target) => {
    const { address, asked } = await serve((request, response) => {
      response.writeHead(302, { location: target(request.url!) }).end();
    });
    await expect(guardedFetch('http://news.example/a', to(address))).rejects.toMatchObject({
      reason: 'too-many-redirects',
    });
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('refuses other schemes, broken addresses and redirects to them', async () => {
    const { address } = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    for (const url of ['http://news.example/', 'ftp://news.example/', 'http://', 'data:text/html,x'])
      await expect(guardedFetch(url, to(address))).rejects.toMatchObject({ reason: 'http-error' });
  });

  it('asks with the validators of a known copy and reports 304', async () => {
    const { address } = await serve((request, response) => {
      const known = request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] !== undefined;
      response
        .writeHead(known ? 304 : 200, { etag: '"v1"', 'content-type': 'text/html' })
        .end(known ? undefined : 'text');
    });
    const first = await guardedFetch('http://news.example/', to(address));
    expect(first).toMatchObject({ notModified: false, headers: { etag: '"v1"' } });
    const lastModified = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const again = await guardedFetch('http://news.example/', to(address, { etag: '"v1"', lastModified }));
    expect(again).toMatchObject({ notModified: true, status: 304, body: Buffer.alloc(0) });
  });

  it.each([
    [404, 'not-found'],
    [410, 'gone'],
    [403, 'http-error'],
    [451, 'http-error'],
    [304, 'http-error'],
  ])('refuses status %i as %s', async (status, reason) => {
    const { address } = await serve((_, response) => response.writeHead(status).end());
    await expect(guardedFetch('http://news.example/', to(address))).rejects.toMatchObject({
      name: 'FetchRefusedError',
      reason,
    });
  });

  it.each([
    [429, '7', 7000],
    [503, '0', 0],
    [500, 'soon', undefined],
    [502, undefined, undefined],
    [503, '999999999', 86_400_000],
  ])('puts off status %i with Retry-After %s', async (status, retryAfter, expected) => {
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const { address } = await serve((_, response) => response.writeHead(status, headers).end());
    const error = await thrownBy(guardedFetch('http://news.example/', to(address)));
    expect(error).toBeInstanceOf(RetryLaterError);
    expect((error as RetryLaterError).retryAfterMs).toBe(expected);
  });

  it('reads a Retry-After that is a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { address } = await serve((_, response) => response.writeHead(503, { 'retry-after': date }).end());
    const error = (await thrownBy(guardedFetch('http://news.example/', to(address)))) as RetryLaterError;
    expect(error.retryAfterMs).toBeGreaterThan(50_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('refuses types it does not read, by what was asked for', async () => {
    const types: Record<string, string> = {
      '/pdf': 'application/pdf',
      '/rss': 'application/rss+xml',
      '/html': 'text/html',
    };
    const { address } = await serve((request, response) => {
      response.writeHead(200, request.url === '/none' ? {} : { 'content-type': types[request.url!]! });
      response.end(request.url === '/none' ? '%PDF-1.7' : 'x');
    });
    const outcome = (path: string, accept: 'page' | 'feed' | 'any') =>
      guardedFetch(`http://news.example${path}`, to(address, { accept })).then(
        () => 'read',
        (error) => error.reason,
      );
    const refused = 'unsupported-content-type';
    expect(await outcome('/pdf', 'page')).toBe(refused);
    expect(await outcome('/none', 'page')).toBe(refused);
    expect(await outcome('/rss', 'page')).toBe(refused);
    expect(await outcome('/rss', 'feed')).toBe('read');
    expect(await outcome('/html', 'page')).toBe('read');
    expect(await outcome('/pdf', 'feed')).toBe(refused);
    expect(await outcome('/pdf', 'any')).toBe('read');
  });

  it('keeps secrets of the first site from the next', async () => {
    const { address } = await serve((request, response) => {
      if (request.headers.host === 'news.example') response.writeHead(302, { location: 'http://other.example/' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/plain' })
          .end(`${request.headers.authorization} ${request.headers['x-a']}`);
    });
    const connectTo = { 'news.example': address, 'other.example': address };
    const headers = { Authorization: 'Bearer t', 'X-A': '1' };
    const page = await guardedFetch('http://news.example/', { userAgent, connectTo, headers });
    expect(page.body.toString()).toBe('undefined 1');
  });

  it('ends with the reason of the signal it was given', async () => {
    const { address } = await serve(() => {});
    const reason = new Error('the run was stopped');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(guardedFetch('http://news.example/', to(address, { signal: controller.signal }))).rejects.toBe(reason);
    await expect(guardedFetch('http://news.example/', to(address, { signal: controller.signal }))).rejects.toBe(reason);
  });
});
