import { defineSource } from '../define-source.ts';

/** Project Zero's research. */
export const projectZero = defineSource({
  id: 'project-zero',
  name: 'Google Project Zero',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://projectzero.google/feed.xml' },
    { kind: 'listing', url: 'https://projectzero.google/' },
  ],
  article: /^\/\d{4}\/\d{2}\/[A-Za-z0-9_-]+\.html$/,
  crawlDelay: 3,
  render: 'http',
  licence: '© Google, all rights reserved as far as known; no permission to redistribute its text is known.',
});
