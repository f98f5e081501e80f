import { defineSource } from '../define-source.ts';

/** Taiwan's CERT, in traditional characters: news (104) and vulnerability notes (132). */
export const twcert = defineSource({
  id: 'twcert',
  name: '台灣電腦網路危機處理暨協調中心 TWCERT/CC',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://www.twcert.org.tw/tw/rss-104-1.xml' },
    { kind: 'feed', url: 'https://www.twcert.org.tw/tw/rss-132-1.xml' },
    { kind: 'listing', url: 'https://www.twcert.org.tw/tw/lp-104-1.html' },
  ],
  article: /^\/tw\/cp-(?:104|132)-\d{3,6}-[0-9a-f]{5}-1\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© TWCERT/CC, all rights reserved as far as known; no permission to redistribute its text is known.',
});
