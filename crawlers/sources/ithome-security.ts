import { defineSource } from '../define-source.ts';

/** iThome of Taiwan, in traditional characters: its section on security; the feed holds all its news. */
export const ithomeSecurity = defineSource({
  id: 'ithome-security',
  name: 'iThome 資安',
  language: 'zh',
  seeds: [
    { kind: 'listing', url: 'https://www.ithome.com.tw/security' },
    { kind: 'feed', url: 'https://www.ithome.com.tw/rss' },
  ],
  article: /^\/news\/\d{5,7}$/,
  listing: /^\/security\?page=\d{1,4}$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 電週文化事業 (iThome), all rights reserved as far as known; no permission to redistribute its text is known.',
});
