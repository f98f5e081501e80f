import { defineSource } from '../define-source.ts';

/** The blog of HITCON, a conference in Taiwan, in traditional characters; English versions left out. */
export const hitcon = defineSource({
  id: 'hitcon',
  name: 'HITCON',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://blog.hitcon.org/feeds/posts/default' },
    { kind: 'sitemap', url: 'https://blog.hitcon.org/sitemap.xml' },
  ],
  article: /^\/\d{4}\/\d{2}\/[A-Za-z0-9_-]+\.html$/,
  exclude: /-(?:en|eng)\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 社團法人台灣駭客協會 (HITCON), all rights reserved as far as known; no permission to redistribute its text is known.',
});
