import { defineSource } from '../define-source.ts';

/** 安全脉搏: articles of a community. */
export const secpulse = defineSource({
  id: 'secpulse',
  name: '安全脉搏',
  language: 'zh',
  seeds: [
    { kind: 'feed', url: 'https://www.secpulse.com/feed' },
    { kind: 'listing', url: 'https://www.secpulse.com/' },
  ],
  article: /^\/archives\/\d{3,7}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© 安全脉搏 and its authors, all rights reserved as far as known; no permission to redistribute its text is known.',
});
