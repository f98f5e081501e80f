import { defineSource } from '../define-source.ts';

/** PortSwigger's research into attacks on web applications. */
export const portswiggerResearch = defineSource({
  id: 'portswigger-research',
  name: 'PortSwigger Research',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://portswigger.net/research/rss' },
    { kind: 'listing', url: 'https://portswigger.net/research' },
  ],
  article: /^\/research\/[a-z0-9]+-[a-z0-9-]+$/,
  exclude: /^\/research\/(?:meet-the-researchers|hackability-inspector)$/,
  crawlDelay: 3,
  render: 'http',
  licence: '© PortSwigger, all rights reserved as far as known; no permission to redistribute its text is known.',
});
