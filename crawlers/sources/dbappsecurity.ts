import { defineSource } from '../define-source.ts';

/** 安恒's threat intelligence. */
export const dbappsecurity = defineSource({
  id: 'dbappsecurity',
  name: '安恒威胁情报中心',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://ti.dbappsecurity.com.cn/blog/' }],
  article: /^\/blog\/(?:articles|index\.php)\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 安恒信息, all rights reserved as far as known; no permission to redistribute its text is known.',
});
