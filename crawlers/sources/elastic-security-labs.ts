import { defineSource } from '../define-source.ts';

/** Elastic's threat research. */
export const elasticSecurityLabs = defineSource({
  id: 'elastic-security-labs',
  name: 'Elastic Security Labs',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.elastic.co/security-labs/rss/feed.xml' },
    { kind: 'listing', url: 'https://www.elastic.co/security-labs' },
  ],
  article: /^\/security-labs\/[a-z0-9]+-[a-z0-9-]+\/?$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    '© Elasticsearch B.V., all rights reserved as far as known; no permission to redistribute its text is known.',
});
