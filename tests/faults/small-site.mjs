import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

export const siteId = 'faults-site';
const host = 'faults.example';

/** A site with an archive page and an article for each document; tells how often each path was asked for. */
export async function startSmallSite(documents, latencyMs) {
  const served = new Map();
  const pages = new Map(documents.map((document, number) => [`/news/${number}`, articlePage(document)]));
  pages.set(
    '/archive',
    page('Archive', [...pages.keys()].map((path) => `<li><a href="${path}">${path}</a></li>`).join('')),
  );
  const server = createServer((request, response) => {
    served.set(request.url, (served.get(request.url) ?? 0) + 1);
    const html = pages.get(request.url);
    setTimeout(
      () => response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(html ?? ''),
      latencyMs,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    served,
    /** Writes the source file that knows the site into a folder. */
    writeSource(folder) {
      const source = {
        ...{ id: siteId, name: 'Faults', language: 'mixed', licence: 'Apache-2.0', crawlDelay: 0, render: 'http' },
        seeds: [{ kind: 'listing', url: `http://${host}/archive` }],
        ...{ article: '^/news/\\d+$', listing: '^/archive$' },
        connectTo: { [host]: `127.0.0.1:${server.address().port}` },
      };
      writeFileSync(join(folder, `${siteId}.json`), JSON.stringify(source));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const page = (title, body) => `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;

function articlePage({ title, paragraphs }) {
  const text = paragraphs.map((paragraph) => `<p>${paragraph.replaceAll('<', '&lt;')}</p>`).join('');
  return page(title, `<article><h1>${title}</h1>${text}</article>`);
}
