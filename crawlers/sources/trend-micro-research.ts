import { defineSource } from '../define-source.ts';

/** Trend Micro's research; months are letters from a to l. Its feed is on another host and may lead there. */
export const trendMicroResearch = defineSource({
  id: 'trend-micro-research',
  name: 'Trend Micro Research',
  language: 'en',
  seeds: [
    { kind: 'listing', url: 'https://www.trendmicro.com/en_us/research.html' },
    { kind: 'feed', url: 'https://feeds.trendmicro.com/TrendMicroResearch' },
  ],
  article: /^\/en_us\/research\/\d{2}\/[a-l]\/[A-Za-z0-9_-]+\.html$/,
  crawlDelay: 2,
  render: 'auto',
  licence: '© Trend Micro, all rights reserved as far as known; no permission to redistribute its text is known.',
});
