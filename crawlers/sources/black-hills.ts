import { defineSource } from '../define-source.ts';

/** Black Hills's blog; articles stand at the root, told from its other pages by names of at least three words. */
export const blackHills = defineSource({
  id: 'black-hills',
  name: 'Black Hills Information Security',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.blackhillsinfosec.com/feed/' },
    { kind: 'listing', url: 'https://www.blackhillsinfosec.com/blog/' },
  ],
  article: /^\/[a-z0-9]+-[a-z0-9]+-[a-z0-9-]+\/$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Black Hills Information Security, all rights reserved as far as known; no permission to redistribute its text is known.',
});
