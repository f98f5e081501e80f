import { defineSource } from '../define-source.ts';

/** Objective-See: malware for macOS; posts are numbered in hexadecimal. */
export const objectiveSee = defineSource({
  id: 'objective-see',
  name: 'Objective-See',
  language: 'en',
  seeds: [
    { kind: 'feed', url: 'https://objective-see.org/rss.xml' },
    { kind: 'listing', url: 'https://objective-see.org/blog.html' },
  ],
  article: /^\/blog\/blog_0x[0-9A-Fa-f]{1,3}\.html$/,
  crawlDelay: 5,
  render: 'http',
  licence:
    '© Objective-See Foundation, all rights reserved as far as known; no permission to redistribute its text is known.',
});
