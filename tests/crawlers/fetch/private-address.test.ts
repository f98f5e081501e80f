import { describe, expect, it } from 'vitest';
import { guardedFetch } from '../../../crawlers/fetch/guarded-fetch.ts';
import { RetryLaterError } from '../../../pipeline/errors.ts';
import { serve, thrownBy } from '../loopback-server.ts';

const userAgent = 'sevenllm-test/1.0';

// Every way to write a private address, and names that resolve to one on any machine.
const hosts = [
  ...['127.0.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1', '017700000001', '127.1', '0', '127.0.0.1.'],
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[::7f00:1]',
  ],
  ...[
    '169.254.169.254',
    '0xa9fea9fe',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '192.168.0.1',
    '%31%32%37.0.0.1',
  ],
  ...['localhost', 'LOCALHOST', '１２７.0.0.1', '①②⑦.0.0.1'],
];

describe('the address guard', () => {
  it.each(hosts)('refuses http://%s directly and after a redirect', async (host) => {
    const { port, address, asked } = await serve((_, response) => {
      // Node takes header bytes as Latin-1; servers send UTF-8.
      const location = Buffer.from(`http://${host}:${port}/secret`).toString('latin1');
      response.writeHead(302, { location }).end();
    });
    const options = { userAgent, connectTo: { 'news.example': address } };
    for (const url of [`http://${host}:${port}/secret`, 'http://news.example/'])
      await expect(guardedFetch(url, options)).rejects.toMatchObject({ reason: 'private-address' });
    expect(asked).toEqual(['/']);
  });

  it('opens a mapped host only to those who map it, whatever connections are pooled', async () => {
    const { address } = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('in'),
    );
    const url = `http://${address}/`;
    const mapped = { userAgent, connectTo: { '127.0.0.1': address } };
    expect((await guardedFetch(url, mapped)).body.toString()).toBe('in');
    await expect(guardedFetch(url, { userAgent })).rejects.toMatchObject({ reason: 'private-address' });
    expect((await guardedFetch(url, mapped)).status).toBe(200);
  });

  it('puts off a name that does not resolve', async () => {
    expect(await thrownBy(guardedFetch('http://no-such-host.invalid/', { userAgent }))).toBeInstanceOf(RetryLaterError);
  });

  it('puts off a host that refuses connections or speaks no TLS', async () => {
    const { address } = await serve((_, response) => response.end());
    const connectTo = { 'closed.example': '127.0.0.1:1', 'plain.example': address };
    for (const url of ['http://closed.example/', 'https://plain.example/'])
      expect(await thrownBy(guardedFetch(url, { userAgent, connectTo }))).toBeInstanceOf(RetryLaterError);
  });
});
