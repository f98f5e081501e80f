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

/** Each with words of its own: a page of one paragraph over and over is no article. */
const paragraphsOf = {
  en: [
    'The attackers exploited a vulnerability in the file transfer server to install a backdoor, and the malware then sent stolen credentials to a command and control server that the ransomware group had rented the week before.',
    'Investigators found that a web shell had been dropped into the upload folder on the first night; it ran commands through the scheduled task service and left hardly a trace in the access log.',
    'Two domain controllers were reached over the remote desktop protocol with the password of a retired administrator, whose account nobody had thought of closing after the migration last spring.',
    'Before encryption began, the intruders copied about forty gigabytes of contracts and payroll files to a storage provider abroad, using a renamed copy of a common synchronisation tool.',
    'The vendor has published an update, and advises customers to rotate every key, to search for the listed file names, and to block the three addresses that the phishing messages were sent from.',
  ],
  zh: [
    '攻击者利用文件传输服务器中的远程代码执行漏洞植入后门程序，随后该恶意软件把窃取的凭证发送到勒索软件团伙一周前租用的命令与控制服务器。',
    '调查人员发现，入侵当晚上传目录中就出现了网页木马，它借助计划任务服务执行命令，在访问日志里几乎没有留下痕迹。',
    '两台域控制器是通过远程桌面协议被登录的，所用密码属于一名早已离职的管理员，去年春天迁移之后没有人想到注销这个账号。',
    '在开始加密之前，入侵者用改名后的同步工具，把大约四十吉字节的合同和工资文件复制到了境外的存储服务商。',
    '厂商已经发布更新，建议客户更换全部密钥，按清单排查文件名，并封锁发送钓鱼邮件的三个地址。',
  ],
} as const;

export function articlePage(language: 'en' | 'zh', options: { head?: string; paragraphs?: number } = {}): string {
  const { head = '<meta property="article:published_time" content="2026-10-05T08:00:00Z">', paragraphs = 5 } = options;
  const title = language === 'en' ? 'A backdoor in a file transfer server' : '文件传输服务器后门事件分析';
  const body = paragraphsOf[language]
    .slice(0, paragraphs)
    .map((text, index) => `<p>${index + 1}. ${text}</p>`)
    .join('');
  return `<!doctype html><html lang="${language}"><head><title>${title}</title>${head}</head>
    <body><article><h1>${title}</h1>${body}</article></body></html>`;
}
