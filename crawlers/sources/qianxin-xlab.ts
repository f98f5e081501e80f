import { defineSource } from '../define-source.ts';

/** X 实验室 (once 360 Netlab): botnets, in Chinese and English; on Ghost. */
export const qianxinXlab = defineSource({
  id: 'qianxin-xlab',
  name: '奇安信 X 实验室',
  language: 'mixed',
  seeds: [
    { kind: 'feed', url: 'https://blog.xlab.qianxin.com/rss/' },
    { kind: 'sitemap', url: 'https://blog.xlab.qianxin.com/sitemap-posts.xml' },
  ],
  article: /^\/[a-z0-9_-]+\/$/,
  exclude: /^\/(?:about|author|authors|contact|feed|login|page|rss|search|signin|signup|tag|tags)\/$/,
  crawlDelay: 3,
  render: 'http',
  licence: '© 奇安信科技集团, all rights reserved as far as known; no permission to redistribute its text is known.',
});
