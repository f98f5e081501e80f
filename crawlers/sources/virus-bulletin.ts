import { defineSource } from '../define-source.ts';

/** Virus Bulletin: papers of its conference and posts. */
export const virusBulletin = defineSource({
  id: 'virus-bulletin',
  name: 'Virus Bulletin',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.virusbulletin.com/rss' },
    { kind: 'listing', url: 'https://www.virusbulletin.com/blog/' },
  ],
  article: /^\/(?:blog|virusbulletin)\/\d{4}\/\d{2}\/[a-z0-9-]+\/?$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Virus Bulletin Ltd, all rights reserved as far as known; no permission to redistribute its text is known.',
});
