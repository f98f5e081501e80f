import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
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

  it('compares escapes of plain characters, of signs and of others as RFC 9309 does', () => {
    const { isAllowed } = rules(
      'User-agent: *\nDisallow: /foo/bar/%62%61%7A\nDisallow: /price-%24\nDisallow: /a%3cd\nDisallow: /q?x=1|2\nDisallow: /star%2A$',
    );
    const paths = ['/foo/bar/baz', '/foo/bar/%62az', '/price-$1', '/a<d', '/a%3Cd', '/q?x=1|2', '/star*', '/starry'];
    expect(paths.map((path) => isAllowed(at(path)))).toEqual([...Array(7).fill(false), true]);
  });

  it('matches any number of wildcards in any order, and in no more than linear time', () => {
    const { isAllowed } = rules('User-agent: *\nDisallow: /*/b*c$\nDisallow: /x*\nDisallow: *.php\nDisallow: /**y');
    const paths = ['/a/bc', '/a/b1c2c', '/a/bcd', '/xyz', '/1.php?z', '/1y1', '/1'];
    expect(paths.map((path) => isAllowed(at(path)))).toEqual([false, false, true, false, false, false, true]);
    const slow = rules(`User-agent: *\n${`Disallow: /${'*a'.repeat(5000)}b\n`.repeat(20)}`);
    const began = performance.now();
    expect(slow.isAllowed(at(`/${'a'.repeat(2000)}`))).toBe(true);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('ends no group with a line that belongs to none', () => {
    const { isAllowed } = rules(
      'User-agent: sevenllm\nSitemap: http://news.example/s.xml\nHost: news.example\nnoindex: /z\nDisallow: /x\n\nUser-agent: *\nDisallow: /y',
    );
    expect(['/x', '/y'].map((path) => isAllowed(at(path)))).toEqual([false, true]);
  });

  it('is not brought down by a file of agents and rules without number', () => {
    // Kept for each agent, these rules would be 300 million.
    const text = `${'User-agent: a\n'.repeat(17_000)}User-agent: *\n${'Disallow: /x\n'.repeat(18_000)}`;
    expect(text.length).toBeLessThan(500 * 1024);
    const began = performance.now();
    const { isAllowed } = rules(text);
    expect([isAllowed(at('/x')), isAllowed(at('/y'))]).toEqual([false, true]);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('knows itself by its name behind that of a browser', () => {
    const disguised = 'Mozilla/5.0 (compatible; SevenLLM/1.0; +https://example.org/bot)';
    const { isAllowed } = parseRobots('http://news.example/robots.txt', 'User-agent: sevenllm\nDisallow: /', disguised);
    expect(isAllowed(at('/'))).toBe(false);
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

  it('follows five redirects, to other hosts too, and holds what it reads for the host it asked for', async () => {
    const hops = (path: string) => Number(/\d+/.exec(path)?.[0] ?? 0);
    const { address, asked } = await serve((request, response) => {
      const hop = hops(request.url!);
      if (hop === 5) response.end('User-agent: *\nDisallow: /private');
      else response.writeHead(301, { location: `http://hop${hop + 1}.example/${hop + 1}` }).end();
    });
    const hosts = ['news', 'hop1', 'hop2', 'hop3', 'hop4', 'hop5'].map((name) => [`${name}.example`, address]);
    const rules = await new RobotsCache().rulesFor(at('/'), { userAgent, connectTo: Object.fromEntries(hosts) });
    expect([rules.isAllowed(at('/private')), rules.isAllowed(at('/'))]).toEqual([false, true]);
    expect(asked).toEqual(['/robots.txt', '/1', '/2', '/3', '/4', '/5']);
  });

  it('allows all where a redirect leads to a private address, and does not go there', async () => {
    const secret = await serve((_, response) => response.end('User-agent: *\nDisallow: /'));
    const { address } = await serve((_, response) =>
      response.writeHead(302, { location: `http://${secret.address}/robots.txt` }).end(),
    );
    expect((await ask(new RobotsCache(), address)).isAllowed(at('/any'))).toBe(true);
    expect(secret.asked).toEqual([]);
  });

  it('goes by an older copy while the host cannot be asked', async () => {
    let isDown = false;
    const { address, asked } = await serve((_, response) => {
      if (isDown) response.writeHead(503).end();
      else response.writeHead(200, { 'cache-control': 'max-age=1200' }).end('User-agent: *\nDisallow: /private');
    });
    const cache = new RobotsCache();
    await ask(cache, address);
    isDown = true;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_100_000 });
    onTestFinished(() => void vi.useRealTimers());
    await ask(cache, address);
    expect(asked).toHaveLength(1);
    vi.setSystemTime(Date.now() + 200_000);
    expect((await ask(cache, address)).isAllowed(at('/private'))).toBe(false);
    expect(asked).toHaveLength(2);
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

  it('leaves a line that the limit cuts in two', async () => {
    const rest = 'User-agent: *\nDisallow: /'.length;
    const text = `${'#'.repeat(500 * 1024 - rest - 1)}\nUser-agent: *\nDisallow: /private\n`;
    const { address } = await serve((_, response) => response.end(text));
    expect((await ask(new RobotsCache(), address)).isAllowed(at('/any'))).toBe(true);
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
