import { defineSource } from '../define-source.ts';

/** CERT-EU: security advisories and threat intelligence of the EU's institutions. */
export const certEu = defineSource({
  id: 'cert-eu',
  name: 'CERT-EU',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://cert.europa.eu/publications/security-advisories-rss' },
    { kind: 'feed', url: 'https://cert.europa.eu/publications/threat-intelligence-rss' },
    { kind: 'listing', url: 'https://cert.europa.eu/publications/security-advisories/' },
  ],
  article: /^\/publications\/(?:security-advisories\/\d{4}-\d{2,3}|threat-intelligence\/[a-z][a-z0-9-]+)\/?$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    "European Union; the institutions' reuse policy (Decision 2011/833/EU) mostly means CC BY 4.0, but check its legal notice before redistributing text.",
});
