import { lookup } from 'node:dns/promises';
import { hostname } from 'node:os';
import { isPublicAddress } from '../../crawlers/fetch/public-address.ts';
import { articlePage, type HostilePage, html } from './hostile-page.ts';
import { reports } from './reports.ts';

const to =
  (location: string): HostilePage['answer'] =>
  (_, response) => {
    response.writeHead(302, { location }).end();
  };

/** Names of this machine that DNS or its hosts file lead to a private address. */
async function privateNames(): Promise<string[]> {
  const names = ['localhost', 'localhost.localdomain', 'ip6-localhost', hostname()];
  const found = await Promise.all(names.map((name) => lookup(name).catch(() => null)));
  return names.filter((_, index) => found[index] && !isPublicAddress(found[index].address));
}

/** Redirects without end, to other schemes, and to every spelling of a private address. */
export async function redirectPages(secretPort: number): Promise<HostilePage[]> {
  const hosts = [
    ...['127.0.0.1', '2130706433', '0177.0.0.1', '017700000001', '0x7f000001', '0x7f.0.0.1', '127.1', '0'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '169.254.169.254'],
    ...['10.0.0.1', '192.168.0.1', '[fd00:ec2::254]', ...(await privateNames())],
  ];
  const schemes = [
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1/',
  ];
  const last = 6;
  const chain = Array.from(
    { length: last + 1 },
    (_, hop): HostilePage => ({
      path: `/article/hop-${hop}`,
      becomes: hop === last ? 'document' : hop === 0 ? 'too-many-redirects' : 'redirected-duplicate',
      answer: hop === last ? html(articlePage(reports.dns[0], reports.dns.slice(1))) : to(`/article/hop-${hop + 1}`),
    }),
  );
  return [
    ...hosts.map(
      (host, number): HostilePage => ({
        path: `/article/to-private-${number}`,
        becomes: 'private-address',
        answer: to(`http://${host}:${secretPort}/secret`),
      }),
    ),
    ...schemes.map(
      (location, number): HostilePage => ({
        path: `/article/to-scheme-${number}`,
        becomes: 'http-error',
        answer: to(location),
      }),
    ),
    { path: '/article/to-itself', becomes: 'too-many-redirects', answer: to('/article/to-itself') },
    { path: '/article/to-and-fro', becomes: 'too-many-redirects', answer: to('/article/fro-and-to') },
    { path: '/article/fro-and-to', becomes: 'too-many-redirects', answer: to('/article/to-and-fro') },
    { path: '/article/nowhere', becomes: 'http-error', answer: to('http://[nowhere') },
    ...chain,
  ];
}
