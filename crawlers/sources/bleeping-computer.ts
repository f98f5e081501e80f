import { defineSource } from '../define-source.ts';

/** BleepingComputer's news; the site is known to turn crawlers away. */
export const bleepingComputer = defineSource({
  id: 'bleeping-computer',
  name: 'BleepingComputer',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.bleepingcomputer.com/feed/' },
    { kind: 'listing', url: 'https://www.bleepingcomputer.com/news/security/' },
  ],
  article:
    /^\/news\/(?:security|microsoft|google|apple|linux|mobile|technology|legal|healthcare|government|cryptocurrency|artificial-intelligence)\/[a-z0-9]+-[a-z0-9-]+\/$/,
  listing: /^\/news\/security\/page\/\d{1,4}\/$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Bleeping Computer LLC, all rights reserved as far as known; terms: https://www.bleepingcomputer.com/terms-of-use/; no permission to redistribute its text is known.',
});
