import { defineSource } from '../define-source.ts';

/** Google's and Mandiant's threat intelligence; its feed is on another host than its articles. */
export const googleThreatIntelligence = defineSource({
  id: 'google-threat-intelligence',
  name: 'Google Threat Intelligence (Mandiant)',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://cloudblog.withgoogle.com/topics/threat-intelligence/rss/' },
    { kind: 'listing', url: 'https://cloud.google.com/blog/topics/threat-intelligence' },
  ],
  article: /^\/blog\/topics\/threat-intelligence\/[a-z0-9]+-[a-z0-9-]+\/?$/,
  crawlDelay: 2,
  render: 'auto',
  licence: '© Google, all rights reserved as far as known; no permission to redistribute its text is known.',
});
