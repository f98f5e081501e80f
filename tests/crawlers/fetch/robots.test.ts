import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseRobots, RobotsCache } from '../../../crawlers/fetch/robots.ts';
import { RetryLaterError } from '../../../pipeline/errors.ts';
import { serve, thrownBy } from '../loopback-server.ts';

const userAgent = 'sevenllm/1.0 (+https://example.org/bot)';
const rules = (text: string) => parseRobots('http://news.example/robots.txt', text, userAgent);
const at = (path: string) => `http://news.example${path}`;

describe('parseRobots', () => {
  it('lets the longest rule decide and a tie go to allow', () => {
    const { isAllowed } = rules(
      'User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$\nDisallow: /same\nAllow: /same',
    );
    expect(['/a', '/a/b/c', '/x.pdf', '/x.pdf?y', '/same', '/'].map((path) => isAllowed(at(path)))).toEqual([
      ...[false, true, false, true, true, true],
    ]);
  });

  it('obeys the group of its own name, in any case and in several pieces, and then no other', () => {
    const text =
      'User-agent: *\nDisallow: /\n\nuser-agent: SevenLLM\nDisallow: /x\n\nUser-agent: other\nUser-agent: sevenllm/2\nDisallow: /y';
    const { isAllowed } = rules(text);
    expect(['/', '/x', '/y'].map((path) => isAllowed(at(path)))).toEqual([true, false, false]);
  });

  it('matches escaped and plain spellings of a path alike', () => {
    const { isAllowed } = rules('User-agent: *\nDisallow: /漏洞\nDisallow: /%E6%94%BB');
    expect([isAllowed(at('/漏洞/1')), isAllowed(at('/%e6%94%bb击')), isAllowed(at('/安全'))]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('reads delays and sitemaps, and no nonsense', () => {
    const { crawlDelay, sitemaps } = rules(
      '\ufeffUser-agent: *\r\nCrawl-delay: 2.5\r\nSitemap: http://news.example/s.xml\r\nSitemap: /no',
    );
    expect({ crawlDelay, sitemaps }).toEqual({ crawlDelay: 2.5, sitemaps: ['http://news.example/s.xml'] });
    for (const text of [
      '',
      'User-agent: *\nCrawl-delay: soon',
      'User-agent: *\nCrawl-delay: -3',
      '<html>Not found</html>',
    ])
      expect(rules(text)).toMatchObject({ crawlDelay: null, sitemaps: [] });
  });
});

describe('RobotsCache', () => {
  const ask = (cache: RobotsCache, address: string, path = '/') =>
    cache.rulesFor(at(path), { userAgent, connectTo: { 'news.example': address } });

  it('asks once for all pages of a host, at once or later', async () => {
    const { address, asked } = await serve((_, response) => response.end('User-agent: *\nDisallow: /private'));
    const cache = new RobotsCache();
    const [first, second] = await Promise.all([ask(cache, address, '/a'), ask(cache, address, '/b')]);
    expect([first.isAllowed(at('/private/1')), second.isAllowed(at('/b'))]).toEqual([false, true]);
    await ask(cache, address, '/c');
    expect(asked).toEqual(['/robots.txt']);
  });

  it.each([404, 401, 403, 410])('allows all where the answer is %i', async (status) => {
    const { address } = await serve((_, response) => response.writeHead(status).end('User-agent: *\nDisallow: /'));
    expect((await ask(new RobotsCache(), address)).isAllowed(at('/any'))).toBe(true);
  });

  it('allows all where redirects never end', async () => {
    const { address } = await serve((_, response) => response.writeHead(302, { location: '/robots.txt' }).end());
    expect((await ask(new RobotsCache(), address)).isAllowed(at('/any'))).toBe(true);
  });

  it.each([500, 503, 429])(
    'allows nothing for now where the answer is %i, and does not ask again at once',
    async (status) => {
      const { address, asked } = await serve((_, response) =>
        response.writeHead(status, { 'retry-after': '30' }).end(),
      );
      const cache = new RobotsCache();
      for (const path of ['/a', '/b']) {
        const error = await thrownBy(ask(cache, address, path));
        expect(error).toBeInstanceOf(RetryLaterError);
        expect((error as RetryLaterError).retryAfterMs).toBe(30_000);
      }
      expect(asked).toHaveLength(1);
    },
  );

  it('asks again after a caller gave up', async () => {
    let patient = false;
    const { address } = await serve((_, response) => {
      if (patient) response.end('User-agent: *\nDisallow: /');
    });
    const cache = new RobotsCache();
    const options = { userAgent, connectTo: { 'news.example': address } };
    await thrownBy(cache.rulesFor(at('/'), { ...options, signal: AbortSignal.timeout(50) }));
    patient = true;
    expect((await cache.rulesFor(at('/'), options)).isAllowed(at('/'))).toBe(false);
  });

  it('reads the first 500 KB of a file without end, gzipped or not', async () => {
    const start = 'User-agent: *\nDisallow: /private\n';
    const { address } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(start + '# filler\n'.repeat(3_000_000)));
    });
    const { isAllowed } = await ask(new RobotsCache(), address);
    expect([isAllowed(at('/private')), isAllowed(at('/'))]).toEqual([false, true]);
  });
});
