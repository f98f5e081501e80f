import { defineSource } from '../define-source.ts';

/** TSRC's blog: defence at Tencent. */
export const tencentSecurityResponse = defineSource({
  id: 'tencent-security-response',
  name: '腾讯安全应急响应中心 TSRC',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://security.tencent.com/index.php/feed/blog/0' },
    { kind: 'listing', url: 'https://security.tencent.com/index.php/blog' },
  ],
  article: /^\/index\.php\/blog\/msg\/\d{1,4}$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 腾讯, all rights reserved as far as known; no permission to redistribute its text is known.',
});
