import { defineSource } from '../define-source.ts';

/** JPCERT/CC's English blog. */
export const jpcertEn = defineSource({
  id: 'jpcert-en',
  name: 'JPCERT/CC Eyes',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://blogs.jpcert.or.jp/en/atom.xml' },
    { kind: 'listing', url: 'https://blogs.jpcert.or.jp/en/' },
  ],
  article: /^\/en\/\d{4}\/\d{2}\/[A-Za-z0-9_-]+\.html$/,
  crawlDelay: 3,
  render: 'http',
  licence: '© JPCERT/CC, all rights reserved as far as known; no permission to redistribute its text is known.',
});
