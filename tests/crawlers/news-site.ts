import type { RequestListener } from 'node:http';
import { defineSource, type Source } from '../../crawlers/define-source.ts';
import { type LoopbackServer, serve } from './loopback-server.ts';

/** A path's answer: HTML (or XML, by its start), or all of it. */
export type Answer = string | { status?: number; headers?: Record<string, string>; body?: string };

export interface NewsSite extends LoopbackServer {
  source: Source;
}

/** A small site at `news.example` for the length of one test, and a source that declares it; paths without an answer are 404. */
export async function newsSite(
  answers: Record<string, Answer>,
  declaration: Partial<Parameters<typeof defineSource>[0]> = {},
): Promise<NewsSite> {
  const listener: RequestListener = (request, response) => {
    const given = answers[request.url ?? ''] ?? { status: 404, body: '<p>Nothing here.' };
    const { status = 200, headers = {}, body = '' } = typeof given === 'string' ? { body: given } : given;
    const type = body.startsWith('<?xml') ? 'application/xml' : body.startsWith('<') ? 'text/html' : 'text/plain';
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
  };
  const site = await serve(listener);
  const source = defineSource({
    ...{ id: 'news-example', name: 'News example', language: 'en', crawlDelay: 0, render: 'http' },
    ...{ article: /^\/\d{4}\/[a-z0-9-]+$/, licence: '© nobody' },
    seeds: [{ kind: 'feed', url: 'http://news.example/feed.xml' }],
    connectTo: { 'news.example': site.address },
    ...declaration,
  });
  return { ...site, source };
}

export function feedOf(urls: readonly string[], date = 'Mon, 05 Oct 2026 08:00:00 GMT'): string {
  const items = urls.map((url) => `<item><title>A story</title><link>${url}</link><pubDate>${date}</pubDate></item>`);
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`;
}

const english =
  'The attackers exploited a vulnerability in the file transfer server to install a backdoor, and the malware then sent ' +
  'stolen credentials to a command and control server that the ransomware group had rented the week before.';
const chinese =
  '攻击者利用文件传输服务器中的远程代码执行漏洞植入后门程序，随后该恶意软件把窃取的凭证发送到勒索软件团伙一周前租用的命令与控制服务器。';

export function articlePage(language: 'en' | 'zh', options: { head?: string; paragraphs?: number } = {}): string {
  const { head = '<meta property="article:published_time" content="2026-10-05T08:00:00Z">', paragraphs = 5 } = options;
  const paragraph = (number: number) => `<p>${number}. ${language === 'en' ? english : chinese}</p>`;
  const title = language === 'en' ? 'A backdoor in a file transfer server' : '文件传输服务器后门事件分析';
  const body = Array.from({ length: paragraphs }, (_, index) => paragraph(index + 1)).join('');
  return `<!doctype html><html lang="${language}"><head><title>${title}</title>${head}</head>
    <body><article><h1>${title}</h1>${body}</article></body></html>`;
}
