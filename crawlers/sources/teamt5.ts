import { defineSource } from '../define-source.ts';

/** TeamT5's threat intelligence, in traditional characters. */
export const teamt5 = defineSource({
  id: 'teamt5',
  name: 'TeamT5 杜浦數位安全',
  language: 'zh',
  seeds: [{ kind: 'listing', url: 'https://teamt5.org/tw/blog/' }],
  article: /^\/tw\/posts\/[a-z0-9-]+\/?$/,
  crawlDelay: 5,
  render: 'http',
  licence: '© TeamT5, all rights reserved as far as known; no permission to redistribute its text is known.',
});
