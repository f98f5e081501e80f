import { defineSource } from '../define-source.ts';

/** CISA: advisories, alerts, analysis reports and those on industrial control systems. */
export const cisaAdvisories = defineSource({
  id: 'cisa-advisories',
  name: 'CISA cybersecurity advisories',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.cisa.gov/cybersecurity-advisories/all.xml' },
    { kind: 'listing', url: 'https://www.cisa.gov/news-events/cybersecurity-advisories' },
  ],
  article:
    /^\/news-events\/(?:cybersecurity-advisories\/aa\d{2}-\d{3}[a-z]|alerts\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+|ics-(?:medical-)?advisories\/icsm?a-\d{2}-\d{3}-\d{2}|analysis-reports\/[a-z]+\d{2}-\d{3}[a-z])$/,
  listing: /^\/news-events\/cybersecurity-advisories\?page=\d{1,4}$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    "Work of the United States government, in the public domain there (17 U.S.C. § 105): its text may be redistributed, third parties' parts excepted.",
});
