import { defineSource } from '../define-source.ts';

/** Kaspersky's research; an article's address ends in its number. */
export const securelist = defineSource({
  id: 'securelist',
  name: 'Securelist (Kaspersky)',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://securelist.com/feed/' },
    { kind: 'listing', url: 'https://securelist.com/' },
  ],
  article: /^\/(?:tr\/)?[a-z0-9-]+\/\d{5,7}\/$/,
  crawlDelay: 2,
  render: 'http',
  licence: '© AO Kaspersky Lab, all rights reserved as far as known; no permission to redistribute its text is known.',
});
