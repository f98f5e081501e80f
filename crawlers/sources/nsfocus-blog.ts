import { defineSource } from '../define-source.ts';

/** 绿盟科技's technical blog; articles stand at the root, some with Chinese names. */
export const nsfocusBlog = defineSource({
  id: 'nsfocus-blog',
  name: '绿盟科技技术博客',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://blog.nsfocus.net/feed/' },
    { kind: 'listing', url: 'https://blog.nsfocus.net/' },
  ],
  article: /^\/[A-Za-z0-9_%-]+\/$/,
  listing: /^\/page\/\d{1,4}\/$/,
  exclude:
    /^\/(?:about|about-us|archives|author|authors|category|comments|contact|feed|links|login|page|rss|search|signin|tag|wp-admin|wp-content|wp-json)\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© 绿盟科技, all rights reserved as far as known; no permission to redistribute its text is known.',
});
