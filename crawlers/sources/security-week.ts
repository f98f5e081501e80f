import { defineSource } from '../define-source.ts';

/** SecurityWeek; articles stand at the root, told from its other pages by names of at least four words. */
export const securityWeek = defineSource({
  id: 'security-week',
  name: 'SecurityWeek',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://www.securityweek.com/feed/' }],
  article: /^\/[a-z0-9]+-[a-z0-9]+-[a-z0-9]+-[a-z0-9-]+\/$/,
  crawlDelay: 3,
  render: 'http',
  licence:
    '© Wired Business Media, all rights reserved as far as known; no permission to redistribute its text is known.',
});
