import { defineSource } from '../define-source.ts';

/** Rapid7's blog; newer addresses have no date in them. */
export const rapid7 = defineSource({
  id: 'rapid7',
  name: 'Rapid7 Blog',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.rapid7.com/blog/rss/' },
    { kind: 'listing', url: 'https://www.rapid7.com/blog/' },
  ],
  article: /^\/blog\/post\/(?:\d{4}\/\d{2}\/\d{2}\/)?[a-z0-9]+-[a-z0-9-]+\/?$/,
  crawlDelay: 2,
  render: 'http',
  licence: '© Rapid7, all rights reserved as far as known; no permission to redistribute its text is known.',
});
