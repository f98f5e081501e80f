// A news site of any number of articles, served over loopback in a process of its own: `node news-site.mjs PAGES`.
// Prints its port. Every article links to its neighbours and stands in a paginated archive; ETags are honoured.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const pages = Number(process.argv[2] ?? 2000);
const perList = 100;
const words =
  'attackers phishing loader ransomware credential exfiltration persistence lateral movement beacon payload campaign vendor patch exploit vulnerability server domain controller telemetry analysis sample hash network segment administrator token session implant operator infrastructure'.split(
    ' ',
  );

/** Numbers that look random and are the same in every run. */
function generator(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function sentence(random) {
  const length = 8 + Math.floor(random() * 14);
  const text = Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

const frame = (title, body) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="stylesheet" href="/style.css"><meta name="description" content="${title}"></head><body>
<header><nav>${Array.from({ length: 40 }, (_, i) => `<a class="nav-item" href="/topics/topic-${i}">Topic ${i}</a>`).join('')}</nav></header>
<main>${body}</main><footer>${Array.from({ length: 30 }, (_, i) => `<a href="/about/${i}">About ${i}</a>`).join(' ')}</footer></body></html>`;

function article(number) {
  const random = generator(number + 1);
  const paragraphs = Array.from(
    { length: 14 },
    () => `<p>${Array.from({ length: 5 }, () => sentence(random)).join(' ')}</p>`,
  );
  const related = Array.from({ length: 12 }, (_, i) => (number + i + 1) % pages);
  const aside = related.map((other) => `<li><a href="/news/${other}">Report ${other}</a></li>`).join('');
  return frame(
    `Report ${number}`,
    `<article><h1>Report ${number}</h1><time datetime="2024-03-15">15 March 2024</time>${paragraphs.join('\n')}</article><aside><ul>${aside}</ul></aside>`,
  );
}

function list(number) {
  const last = Math.min(pages, (number + 1) * perList);
  const links = Array.from({ length: last - number * perList }, (_, i) => number * perList + i);
  const next = last < pages ? `<a rel="next" href="/archive/${number + 1}">Older</a>` : '';
  return frame(
    `Archive ${number}`,
    `<ul>${links.map((n) => `<li><a href="/news/${n}">Report ${n}</a></li>`).join('')}</ul>${next}`,
  );
}

const server = createServer((request, response) => {
  const [, kind, number] = /^\/(news|archive)\/(\d+)$/.exec(request.url ?? '') ?? [];
  if (!kind || (kind === 'news' && Number(number) >= pages)) {
    response.writeHead(404).end();
    return;
  }
  const etag = `"${createHash('md5').update(request.url).digest('hex')}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const html = kind === 'news' ? article(Number(number)) : list(Number(number));
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(html);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
