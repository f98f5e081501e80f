import { defineSource } from '../define-source.ts';

/** Talos's blog; on Ghost, whose sitemap of posts holds articles only. */
export const talos = defineSource({
  id: 'talos',
  name: 'Cisco Talos Intelligence',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://blog.talosintelligence.com/rss/' },
    { kind: 'sitemap', url: 'https://blog.talosintelligence.com/sitemap-posts.xml' },
  ],
  article: /^\/[a-z0-9_-]+\/$/,
  exclude:
    /^\/(?:about|author|authors|categories|category|contact|feed|login|media|page|podcasts|rss|search|signin|signup|subscribe|tag|tags|videos)\/$/,
  crawlDelay: 2,
  render: 'http',
  licence: '© Cisco Systems, all rights reserved as far as known; no permission to redistribute its text is known.',
});
