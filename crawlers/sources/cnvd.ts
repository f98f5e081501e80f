import { defineSource } from '../define-source.ts';

/** China's sharing platform for vulnerabilities: its bulletins. The site sets a script before its pages, which plain HTTP does not pass. */
export const cnvd = defineSource({
  id: 'cnvd',
  name: '国家信息安全漏洞共享平台 CNVD',
  language: 'zh',
  seeds: [
    { kind: 'listing', url: 'https://www.cnvd.org.cn/webinfo/list?type=14' },
    { kind: 'listing', url: 'https://www.cnvd.org.cn/webinfo/list?type=7' },
  ],
  article: /^\/webinfo\/show\/\d{3,6}$/,
  listing: /^\/webinfo\/list\?(?:max=\d{1,3}&)?offset=\d{1,5}&type=\d{1,2}$/,
  crawlDelay: 10,
  render: 'http',
  licence:
    '© 国家信息安全漏洞共享平台, all rights reserved as far as known; no permission to redistribute its text is known.',
});
