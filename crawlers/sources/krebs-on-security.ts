import { defineSource } from '../define-source.ts';

/** Brian Krebs's reporting; a WordPress archive by pages. */
export const krebsOnSecurity = defineSource({
  id: 'krebs-on-security',
  name: 'Krebs on Security',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://krebsonsecurity.com/feed/' },
    { kind: 'listing', url: 'https://krebsonsecurity.com/' },
  ],
  article: /^\/\d{4}\/\d{2}\/[a-z0-9]+-[a-z0-9-]+\/$/,
  listing: /^\/page\/\d{1,4}\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© Brian Krebs, all rights reserved as far as known; no permission to redistribute its text is known.',
});
