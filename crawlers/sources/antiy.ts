import { defineSource } from '../define-source.ts';

/** 安天's analyses of malware and attacks. */
export const antiy = defineSource({
  id: 'antiy',
  name: '安天研究',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://www.antiy.cn/research/notice&report/research_report/index.html' }],
  article: /^\/research\/notice&report\/research_report\/(?!index)[A-Za-z0-9_-]+\.html$/,
  listing: /^\/research\/notice&report\/research_report\/index_\d{1,3}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 安天科技集团, all rights reserved as far as known; no permission to redistribute its text is known.',
});
