import { defineSource } from '../define-source.ts';

/** The Canadian Centre for Cyber Security: alerts, advisories, news and guidance in English. */
export const cyberCentreCanada = defineSource({
  id: 'cyber-centre-canada',
  name: 'Canadian Centre for Cyber Security',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.cyber.gc.ca/api/cccs/rss/v1/get?feed=alerts_advisories&lang=en' },
    { kind: 'listing', url: 'https://www.cyber.gc.ca/en/alerts-advisories' },
  ],
  article: /^\/en\/(?:alerts-advisories|news-events|guidance)\/[a-z0-9-]+$/,
  crawlDelay: 3,
  render: 'http',
  licence:
    'Crown copyright (Canada), terms: https://www.canada.ca/en/transparency/terms.html; non-commercial reproduction with attribution is allowed, other uses need permission.',
});
