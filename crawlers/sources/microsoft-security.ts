import { defineSource } from '../define-source.ts';

/** Microsoft's security blog, threat intelligence included. */
export const microsoftSecurity = defineSource({
  id: 'microsoft-security',
  name: 'Microsoft Security Blog',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://www.microsoft.com/en-us/security/blog/feed/' },
    { kind: 'listing', url: 'https://www.microsoft.com/en-us/security/blog/' },
  ],
  article: /^\/en-us\/security\/blog\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+\/$/,
  crawlDelay: 2,
  render: 'http',
  licence:
    '© Microsoft, all rights reserved as far as known; terms: https://www.microsoft.com/en-us/legal/terms-of-use; no permission to redistribute its text is known.',
});
