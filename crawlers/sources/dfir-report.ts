import { defineSource } from '../define-source.ts';

/** The DFIR Report: intrusions told step by step, with indicators. */
export const dfirReport = defineSource({
  id: 'dfir-report',
  name: 'The DFIR Report',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://thedfirreport.com/feed/' },
    { kind: 'listing', url: 'https://thedfirreport.com/' },
  ],
  article: /^\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+\/$/,
  listing: /^\/page\/\d{1,3}\/$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© The DFIR Report, all rights reserved as far as known; no permission to redistribute its text is known.',
});
