import { defineSource } from '../define-source.ts';

/** SentinelOne's threat research. */
export const sentinelLabs = defineSource({
  id: 'sentinel-labs',
  name: 'SentinelLABS',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.sentinelone.com/labs/feed/' },
    { kind: 'listing', url: 'https://www.sentinelone.com/labs/' },
  ],
  article: /^\/labs\/[a-z0-9]+-[a-z0-9-]+\/$/,
  exclude: /^\/labs\/(?:our-cves|our-team|about-us)\/$/,
  crawlDelay: 2,
  render: 'http',
  licence: '© SentinelOne, all rights reserved as far as known; no permission to redistribute its text is known.',
});
