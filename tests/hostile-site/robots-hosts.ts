import { type Became, type HostilePage, html } from './hostile-page.ts';

type Robots = HostilePage['answer'];

const some = 'User-agent: *\nDisallow: /article/private\n';
const text =
  (body: string | Buffer): Robots =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
  };
const endless: Robots = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).write(some);
  const more = (): void => {
    while (!response.destroyed && response.write('# and on\n'.repeat(5000)));
    response.once('drain', more);
  };
  more();
};
const drip: Robots = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).write(some);
  const timer = setInterval(() => response.write('#'), 1000);
  response.once('close', () => clearInterval(timer));
};

/** Hosts by what their robots.txt is, and what comes of their front page; each links to one page that it may forbid. */
export function robotsHosts(secretPort: number): { host: string; robots: Robots; pages: HostilePage[] }[] {
  const hosts: [string, Robots, front: Became, forbidden: Became | null][] = [
    ['robots-endless.example', endless, 'discovery', 'robots-disallowed'],
    ['robots-large.example', text(some + '# filler\n'.repeat(1_200_000)), 'discovery', 'robots-disallowed'],
    [
      'robots-many.example',
      text(`${'User-agent: a\n'.repeat(17_000)}${'Disallow: /x\n'.repeat(18_000)}`),
      'discovery',
      null,
    ],
    ['robots-page.example', html('<html><p>User-agent: *<br>Disallow: /</p></html>'), 'discovery', null],
    [
      'robots-private.example',
      (_, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${secretPort}/robots.txt` }).end();
      },
      'discovery',
      null,
    ],
    [
      'robots-down.example',
      (_, response) => {
        response.writeHead(503).end();
      },
      'failed',
      null,
    ],
    ['robots-drip.example', drip, 'failed', null],
  ];
  return hosts.map(([host, robots, front, forbidden]) => ({
    host,
    robots,
    pages: [
      {
        host,
        path: '/',
        kind: 'listing',
        becomes: front,
        answer: html(forbidden ? '<a href="/article/private">x</a>' : '<p>x</p>'),
      },
      ...(forbidden ? [{ host, path: '/article/private', becomes: forbidden, answer: html('never asked for') }] : []),
    ],
  }));
}
