import { deepEntities, externalEntity } from './entities.ts';
import { gzipBomb } from './hostile-bodies.ts';
import { type Became, type HostilePage, mainHost } from './hostile-page.ts';

const xml =
  (body: string): HostilePage['answer'] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
  };
const index = (...paths: string[]) =>
  xml(
    `<?xml version="1.0"?><sitemapindex>${paths.map((path) => `<sitemap><loc>http://${mainHost}${path}</loc></sitemap>`).join('')}</sitemapindex>`,
  );
const rss = (prologue: string, title: string, items = '') =>
  `<?xml version="1.0"?>${prologue}<rss version="2.0"><channel><title>${title}</title>${items}</channel></rss>`;
const urlset = (prologue: string, path: string) =>
  `<?xml version="1.0"?>${prologue}<urlset><url><loc>http://${mainHost}/${path}</loc></url></urlset>`;

/** Feeds and sitemaps that are attacks on who reads them. */
export function discoveryPages(secretPort: number): HostilePage[] {
  const external = externalEntity('file:///etc/passwd', `http://127.0.0.1:${secretPort}/secret`);
  const itself = '/sitemap-of-itself.xml';
  const pages: [string, 'feed' | 'sitemap', Became, HostilePage['answer']][] = [
    ['/feed-of-laughs.xml', 'feed', 'unreadable-feed', xml(rss(deepEntities, '&lol9;'))],
    ['/feed-of-files.xml', 'feed', 'unreadable-feed', xml(rss(external, '&file;&web;'))],
    ['/feed-without-end.xml', 'feed', 'too-large', gzipBomb('application/rss+xml', 'gzip')],
    ['/feed-nested.xml', 'feed', 'unreadable-feed', xml('<a>'.repeat(200_000))],
    ['/sitemap-of-laughs.xml', 'sitemap', 'unreadable-feed', xml(urlset(deepEntities, '&lol9;'))],
    ['/sitemap-of-files.xml', 'sitemap', 'unreadable-feed', xml(urlset(external, '&file;'))],
    ['/sitemap-bomb.xml.gz', 'sitemap', 'too-large', gzipBomb('application/x-gzip', null)],
    [itself, 'sitemap', 'discovery', index(itself)],
    ['/sitemap-one.xml', 'sitemap', 'discovery', index('/sitemap-other.xml', itself)],
    ['/sitemap-other.xml', 'sitemap', 'discovery', index('/sitemap-one.xml')],
  ];
  return pages.map(([path, kind, becomes, answer]) => ({ path, kind, becomes, answer }));
}
