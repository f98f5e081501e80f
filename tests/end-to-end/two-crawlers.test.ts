import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { runCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';

const delaySeconds = 1.5;
const articles = 5;

interface Request {
  /** Which of the two asked, by the user agent that each was given. */
  crawler: string;
  path: string;
  /** Milliseconds. */
  at: number;
}

const requests: Request[] = [];
/** The archives are answered when both crawlers have asked for theirs: from then on both have pages to ask for. */
let bothAreHere = () => {};
const bothHere = new Promise<void>((resolve) => {
  bothAreHere = resolve;
});
const server = createServer((request, response) => {
  const path = request.url ?? '';
  requests.push({ crawler: String(request.headers['user-agent']).slice(0, 1), path, at: performance.now() });
  const [, section] = path.split('/');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (path === '/robots.txt') response.writeHead(404).end();
  else if (path.endsWith('/archive')) {
    if (['/a/archive', '/b/archive'].every((archive) => requests.some((request) => request.path === archive)))
      bothAreHere();
    void bothHere.then(() => response.end(archiveOf(section!)));
  } else
    response.end(`<html lang="en"><head><title>${path}</title></head><body><article><h1>${path}</h1></article></body>`);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function archiveOf(section: string): string {
  const links = Array.from({ length: articles }, (_, number) => `<a href="/${section}/${number}">${number}</a>`);
  return `<html lang="en"><head><title>Archive</title></head><body>${links.join(' ')}</body></html>`;
}

/** A folder with one source: a section of the site that both crawl. */
async function folderWithSource(section: string): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sources'));
  const source = {
    ...{ id: `section-${section}`, name: `Section ${section}`, language: 'en', licence: 'None', render: 'http' },
    seeds: [{ kind: 'listing', url: `http://site.example/${section}/archive` }],
    crawlDelay: delaySeconds,
    connectTo: { 'site.example': `127.0.0.1:${(server.address() as AddressInfo).port}` },
  };
  await writeFile(
    join(folder, 'sources', `${section}.mjs`),
    `export default { ...${JSON.stringify(source)}, article: /^\\/${section}\\/\\d+$/ };\n`,
  );
  return folder;
}

it('two crawlers at one host keep one delay', { timeout: 120_000 }, async () => {
  const database = await createDatabase();
  const results = await Promise.all(
    ['a', 'b'].map(async (section) =>
      runCommand(await folderWithSource(section), ['crawl', `section-${section}`], {
        DATABASE_URL: database,
        SEVENLLM_SOURCES: 'sources',
        SEVENLLM_USER_AGENT: `${section}-crawler/1.0 (+mailto:test@site.example)`,
      }),
    ),
  );
  for (const { code, stderr } of results) expect(code, stderr).toBe(0);

  const began = requests[0]!.at;
  const pages = requests.filter(({ path }) => path !== '/robots.txt' && !path.startsWith('/.well-known/'));
  console.log(requests.map(({ crawler, path, at }) => `${crawler} ${Math.round(at - began)} ms ${path}`).join('\n'));
  expect(pages.map(({ path }) => path).sort()).toEqual(
    ['a', 'b'].flatMap((section) => [...Array(articles).keys(), 'archive'].map((name) => `/${section}/${name}`)).sort(),
  );
  const gaps = requests.slice(1).map(({ at }, position) => at - requests[position]!.at);
  // A busy machine sends one a little late, and then the next seems early; the whole shows the delay.
  for (const gap of gaps) expect(gap).toBeGreaterThan(delaySeconds * 600);
  expect(requests.at(-1)!.at - began).toBeGreaterThan(gaps.length * delaySeconds * 950);
  // Both had pages to ask for: they took turns.
  const changes = pages.slice(1).filter(({ crawler }, position) => crawler !== pages[position]!.crawler);
  expect(changes.length).toBeGreaterThan(3);
});
