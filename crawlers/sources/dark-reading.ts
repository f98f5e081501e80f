import { defineSource } from '../define-source.ts';

/** Dark Reading; the site is known to turn crawlers away. */
export const darkReading = defineSource({
  id: 'dark-reading',
  name: 'Dark Reading',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://www.darkreading.com/rss.xml' }],
  article:
    /^\/(?:application-security|cloud-security|cyber-risk|cyberattacks-data-breaches|cybersecurity-analytics|cybersecurity-operations|data-privacy|endpoint-security|ics-ot-security|identity-access-management-security|insider-threats|mobile-security|perimeter|remote-workforce|threat-intelligence|vulnerabilities-threats)\/[a-z0-9]+-[a-z0-9-]+$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Informa TechTarget, all rights reserved as far as known; no permission to redistribute its text is known.',
});
