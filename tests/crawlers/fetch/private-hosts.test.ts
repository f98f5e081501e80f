import { describe, expect, it } from 'vitest';
import { defineSource } from '../../../crawlers/define-source.ts';
import { guardedFetch } from '../../../crawlers/fetch/guarded-fetch.ts';
import { isOwnNetworkAddress } from '../../../crawlers/fetch/public-address.ts';
import { RobotsCache } from '../../../crawlers/fetch/robots.ts';
import { privateHostsOf } from '../../../crawlers/private-hosts.ts';
import { serve } from '../loopback-server.ts';
import { describeWithBrowser } from './with-browser.ts';

const userAgent = 'sevenllm-test/1.0';
const refused = { reason: 'private-address' };
const page = (text: string) =>
  serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(text));

describe('privateHostsOf', () => {
  const declared = (allowPrivate: boolean) =>
    defineSource({
      ...{ id: 'intranet', name: 'Intranet', language: 'en', article: /^\/a/, licence: 'ours', allowPrivate },
      seeds: [
        { kind: 'feed', url: 'https://Wiki.intranet/feed' },
        { kind: 'listing', url: 'http://10.1.2.3:8080/list' },
        { kind: 'listing', url: 'http://[fd00::1]/list' },
      ],
    });

  it('names hosts and ports of the seeds, and only where the source allows it', () => {
    expect([...privateHostsOf(declared(true))]).toEqual(['wiki.intranet:443', '10.1.2.3:8080', '[fd00::1]:80']);
    expect(privateHostsOf(declared(false)).size).toBe(0);
  });
});

describe('private hosts that are opened', () => {
  it('are reached by address and by name, at their own port and nowhere else', async () => {
    const { port, address } = await page('in');
    const other = await page('secret');
    const privateHosts = new Set([address, `localhost:${port}`]);
    for (const host of ['127.0.0.1', 'localhost', '2130706433'])
      expect((await guardedFetch(`http://${host}:${port}/`, { userAgent, privateHosts })).body.toString()).toBe('in');
    for (const url of [`http://127.0.0.1:${other.port}/`, `http://localhost:${other.port}/`, 'http://127.0.0.2/'])
      await expect(guardedFetch(url, { userAgent, privateHosts })).rejects.toMatchObject(refused);
    expect(other.asked).toEqual([]);
  });

  it('lead to no other private host by a redirect', async () => {
    const secret = await page('secret');
    const { address } = await serve((_, response) =>
      response.writeHead(302, { location: `http://${secret.address}/` }).end(),
    );
    const open = guardedFetch(`http://${address}/`, { userAgent, privateHosts: new Set([address]) });
    await expect(open).rejects.toMatchObject(refused);
    expect(secret.asked).toEqual([]);
  });

  it('stay closed to those who do not open them, whatever connections are pooled', async () => {
    const { address } = await page('in');
    const url = `http://${address}/`;
    const open = { userAgent, privateHosts: new Set([address]) };
    expect((await guardedFetch(url, open)).status).toBe(200);
    await expect(guardedFetch(url, { userAgent })).rejects.toMatchObject(refused);
    await expect(guardedFetch(url, { userAgent, privateHosts: new Set() })).rejects.toMatchObject(refused);
    expect((await guardedFetch(url, open)).status).toBe(200);
  });

  it('have a robots.txt, which is read for those who open them', async () => {
    const { address } = await page('User-agent: *\nDisallow: /private');
    const cache = new RobotsCache();
    const url = `http://${address}/private`;
    expect((await cache.rulesFor(url, { userAgent })).isAllowed(url)).toBe(true);
    const rules = await cache.rulesFor(url, { userAgent, privateHosts: new Set([address]) });
    expect(rules.isAllowed(url)).toBe(false);
  });
});

describe('isOwnNetworkAddress', () => {
  it.each(['127.0.0.1', '10.0.0.1', '172.16.9.9', '192.168.1.1', '100.64.0.1', '::1', 'fd12::1', '::ffff:10.0.0.1'])(
    '%s is',
    (address) => {
      expect(isOwnNetworkAddress(address)).toBe(true);
    },
  );

  it.each([
    ...[
      '169.254.169.254',
      '::ffff:169.254.169.254',
      'fe80::1',
      'fe80::1%eth0',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd00:0ec2:0::254', '8.8.8.8', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isOwnNetworkAddress(address)).toBe(false);
  });
});

describeWithBrowser('the browser at a private host', (renderer) => {
  it('reaches that one, and no other from there', async () => {
    const secret = await page('secret');
    const { address } = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
      if (request.url === '/data') response.end('own data');
      else
        response.end(`<p></p><script>
          Promise.allSettled(['/data', 'http://${secret.address}/'].map((url) => fetch(url).then((r) => r.text())))
            .then((all) => { document.querySelector('p').outerHTML = '<p id="done">' + all.map((a) => a.value).join(' ') + '</p>'; });
        </script>`);
    });
    const options = { userAgent, privateHosts: new Set([address]), waitFor: '#done' };
    const rendered = await (await renderer()).render(`http://${address}/`, options);
    expect(rendered.html).toContain('<p id="done">own data </p>');
    expect(rendered.withheld).toEqual({ 'private-address': 1 });
    expect(secret.asked).toEqual([]);
  });
});
