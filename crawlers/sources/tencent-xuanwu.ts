import { defineSource } from '../define-source.ts';

/** 腾讯玄武实验室's research. */
export const tencentXuanwu = defineSource({
  id: 'tencent-xuanwu',
  name: '腾讯玄武实验室',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://xlab.tencent.com/cn/atom.xml' },
    { kind: 'listing', url: 'https://xlab.tencent.com/cn/' },
  ],
  article: /^\/cn\/\d{4}\/\d{2}\/\d{2}\/[A-Za-z0-9_-]+\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 腾讯, all rights reserved as far as known; no permission to redistribute its text is known.',
});
