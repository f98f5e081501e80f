import { defineSource } from '../define-source.ts';

/** Hong Kong's government CERT, in traditional characters: security alerts. */
export const govcertHk = defineSource({
  id: 'govcert-hk',
  name: '政府電腦保安事故協調中心 GovCERT.HK',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://www.govcert.gov.hk/tc/rss_security_alerts.xml' },
    { kind: 'listing', url: 'https://www.govcert.gov.hk/tc/alerts.php' },
  ],
  article: /^\/tc\/alerts_detail\.php\?id=\d{1,5}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Government of the Hong Kong Special Administrative Region, all rights reserved as far as known; no permission to redistribute its text is known.',
});
