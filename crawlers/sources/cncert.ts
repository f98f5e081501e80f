import { defineSource } from '../define-source.ts';

/** China's national CERT: bulletins, weekly reports and warnings, by its numbered sections. */
export const cncert = defineSource({
  id: 'cncert',
  name: '国家互联网应急中心 CNCERT',
  language: 'zh',
  seeds: [
    { kind: 'listing', url: 'https://www.cert.org.cn/publish/main/9/index.html' },
    { kind: 'listing', url: 'https://www.cert.org.cn/publish/main/10/index.html' },
    { kind: 'listing', url: 'https://www.cert.org.cn/publish/main/11/index.html' },
    { kind: 'listing', url: 'https://www.cert.org.cn/publish/main/12/index.html' },
  ],
  article: /^\/publish\/main\/\d{1,3}\/\d{4}\/\d{20,24}\/\d{20,24}_\.html$/,
  listing: /^\/publish\/main\/(?:9|10|11|12)\/index_\d{1,3}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 国家计算机网络应急技术处理协调中心, all rights reserved as far as known; no permission to redistribute its text is known.',
});
