import { defineSource } from '../define-source.ts';

/** GoUpSec: news and comment. */
export const goupsec = defineSource({
  id: 'goupsec',
  name: 'GoUpSec',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://www.goupsec.com/' }],
  article: /^\/news\/\d{3,6}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© GoUpSec, all rights reserved as far as known; no permission to redistribute its text is known.',
});
