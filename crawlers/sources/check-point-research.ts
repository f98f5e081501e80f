import { defineSource } from '../define-source.ts';

/** Check Point's research, its weekly bulletins included. */
export const checkPointResearch = defineSource({
  id: 'check-point-research',
  name: 'Check Point Research',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://research.checkpoint.com/feed/' },
    { kind: 'listing', url: 'https://research.checkpoint.com/' },
  ],
  article: /^\/\d{4}\/[a-z0-9]+-[a-z0-9-]+\/$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    '© Check Point Software Technologies, all rights reserved as far as known; no permission to redistribute its text is known.',
});
